import APISchema
import ArgumentParser
import Client
import FactSchema
import Foundation

/// `kith undo [POSITION ...]`
struct UndoCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes back what was recorded by mistake: your last command, or single facts.",
    discussion: """
      What is taken back never happened: cards, lists and figures are as if it had not been recorded, and histories show it \
      struck through. It is shown first, with what falls or stands again by it, and which fields become what; on a terminal \
      you are asked. What others have recorded on top of it must be taken back before, or with it. To undo an undo restores.
      """)

  @Argument(help: "The facts at these positions alone; your last command of which anything stands when absent.")
  var positions: [UInt64] = []
  @Flag(help: "Do it without asking.") var yes = false
  @Flag(name: .customLong("dry-run"), help: "Show what would be taken back, and take nothing back.") var isRehearsal =
    false
  @Option(help: "Why: a word such as mistaken or duplicate.") var reason = "mistaken"
  @Flag(name: .customLong("confirm-consent"), help: "Also where somebody is written to again because of it.")
  var confirmsConsent = false
  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    let (facts, end) = try await facts(kith)
    var request = RecordRequest(of: facts.reversed().map(retraction))
    request.rehearsal = kith.rehearsal
    let rehearsed = try await called(request, kith)
    try show(facts, kith)
    if let event = facts.first?.event, facts.count == 1, !positions.isEmpty, event.commandCount > 1 {
      kith.console.note("it is one of \(event.commandCount) facts that were recorded together; the others stay")
    }
    if isRehearsal { return }
    if !yes, try !isConfirmed(facts.count, kith) { throw CommandFailure(.refused, "nothing was taken back") }
    request.clearRehearsal()
    request.expect = Self.expectations(rehearsed, facts)
    request.unless = Self.changes(of: facts, since: end)
    do {
      try await kith.record(request)
    } catch let error as KithError where error.reason == "condition" || error.reason == "version" {
      throw CommandFailure(
        .conflict, "something of what was shown has changed since: nothing was taken back",
        hint: "look again: \((["kith undo"] + positions.map(\.description)).joined(separator: " "))")
    }
  }

  /// What the daemon says of it, in the words of this command.
  private func called(_ request: RecordRequest, _ kith: Session) async throws -> RecordReply {
    do {
      return try await kith.call(request)
    } catch let error as KithError where error.field?.hasSuffix("data.reason") ?? false {
      let path = (error.field ?? "") + ": "
      let message = error.message.hasPrefix(path) ? String(error.message.dropFirst(path.count)) : error.message
      throw CommandFailure(.refused, "--reason: \(message)")
    }
  }

  // MARK: - What is taken back

  /// The facts of one command that stand, or those that are named, in their order, and up to where the log was looked at.
  private func facts(_ kith: Session) async throws -> (facts: [CommandFact], end: UInt64) {
    var request = CommandGetRequest()
    let named = Set(positions)
    guard !named.contains(0) else { throw CommandFailure(.usage, "0 is no position: the first fact stands at 1") }
    guard named.count <= Self.namedMax else {
      throw CommandFailure(.usage, "at most \(Self.namedMax) positions are taken back together")
    }
    if named.count == 1 { request.position = named.first ?? 0 } else { request.positions = named.sorted() }
    request.limit = 1_000
    var facts: [CommandFact] = []
    var end: UInt64?
    while true {
      let page = try await kith.call(request)
      end = end ?? page.position
      // A daemon of an earlier release passes over what it does not know.
      guard named.isEmpty || page.facts.allSatisfy({ named.contains($0.event.position) }) else {
        throw CommandFailure(.refused, "this daemon takes back one position at a time")
      }
      for fact in page.facts { try Self.check(fact.event, isAlone: !named.isEmpty) }
      facts += page.facts
      guard page.more, let last = page.facts.last?.event.position else { break }
      if named.isEmpty {
        request.after = last
      } else {
        request.positions.removeAll { $0 <= last }
        guard !request.positions.isEmpty else { break }
      }
    }
    let standing = facts.filter { !$0.event.hasRetractedBy }
    if let event = facts.first(where: \.event.hasRetractedBy)?.event, !named.isEmpty || standing.isEmpty {
      throw CommandFailure(
        .conflict, "the fact at \(event.position) was taken back at \(event.retractedBy)",
        hint: "to restore it: kith undo \(event.retractedBy)")
    }
    return (standing, end ?? 0)
  }

  private static let namedMax = 1_000
  private static let factsMax = 10_000

  /// Refuses what is not taken back as a whole.
  private static func check(_ event: Event, isAlone: Bool) throws(CommandFailure) {
    if case .workHandedOver(let fact) = event.fact.fact {
      throw CommandFailure(
        .conflict, "work that was handed over is not taken back",
        hint: "hand it back: kith handover \(fact.to) \(fact.from)")
    }
    guard isAlone || event.commandCount <= factsMax else {
      throw CommandFailure(
        .refused, "the command recorded \(event.commandCount) facts; at most \(factsMax) are taken back together",
        hint: "take them back one by one: kith undo POSITION")
    }
  }

  private func retraction(_ fact: CommandFact) -> Fact.OneOf_Fact {
    var retraction = FactRetracted()
    (retraction.position, retraction.reason, retraction.confirmConsent) = (fact.event.position, reason, confirmsConsent)
    return .factRetracted(retraction)
  }

  /// The versions that the subjects had when it was shown, of those that it changes: so what was shown is what is done. What is
  /// not there until it stands again has none, and nothing can be recorded about it.
  static func expectations(_ rehearsed: RecordReply, _ facts: [CommandFact]) -> [Expectation] {
    var before: [String: UInt64] = [:]
    var changed: [String] = []
    var absent: Set<String> = []
    for (recorded, fact) in zip(rehearsed.events, facts.reversed()) {
      let type = (fact.hasConcerned ? fact.concerned : fact.event).fact.type
      if type?.creates != nil, fact.concerned.hasRetractedBy { absent.insert(recorded.subject) }
      let raises = !(type?.keepsVersion ?? true)
      if before[recorded.subject] == nil { before[recorded.subject] = recorded.version - (raises ? 1 : 0) }
      if raises, !changed.contains(recorded.subject), changed.count < expectationsMax {
        changed.append(recorded.subject)
      }
    }
    return changed.filter { !absent.contains($0) }.map { subject in
      var expectation = Expectation()
      (expectation.subject, expectation.version) = (subject, before[subject] ?? 0)
      return expectation
    }
  }

  private static let expectationsMax = 1_000

  /// What changes what was shown without raising a version: what is taken back of the same subjects, or said of consent and
  /// messages; of many subjects, what is taken back of any.
  static func changes(of facts: [CommandFact], since end: UInt64) -> Condition {
    var condition = Condition()
    condition.after = end
    let subjects = Array(Set(facts.compactMap(\.event.subjects.first))).sorted()
    guard subjects.count <= conditionSubjectsMax else {
      condition.types = [FactType.factRetracted.name]
      return condition
    }
    let types = FactType.allCases.filter { type in
      type == .factRetracted || type.keepsVersion && !type.changesNothing
    }
    condition.any = stride(from: 0, to: subjects.count, by: setSubjectsMax).map { start in
      var facts = FactSet()
      facts.types = types.map(\.name)
      facts.subjects = Array(subjects[start..<min(start + setSubjectsMax, subjects.count)])
      return facts
    }
    return condition
  }

  /// As many subjects as a condition may name, in all and in one of its sets.
  private static let (conditionSubjectsMax, setSubjectsMax) = (64, 16)

  // MARK: - What is shown

  private func show(_ facts: [CommandFact], _ kith: Session) throws {
    if kith.console.style.isJSON {
      if isRehearsal { for fact in facts { try kith.json(fact, as: "CommandFact") } }
      return
    }
    kith.console.table(
      TextTable(
        [
          .init("position", right: true), .init("fact", whole: true), .init("what becomes of it", whole: true),
          .init("subject", whole: true),
        ], rows: facts.map(Self.row)))
  }

  static func row(_ fact: CommandFact) -> [TextTable.Cell] {
    [
      .init(String(fact.event.position)), .init(fact.event.fact.typeName, .bold), .init(effect(fact)),
      .init(fact.event.subjects.first ?? ""),
    ]
  }

  /// What falls or stands again, in words.
  static func effect(_ fact: CommandFact) -> String {
    let changes = fact.denied.contains("changes") ? "" : Show.changes(fact.changes)
    guard fact.hasConcerned else { return "falls: \(Show.personal(fact.summary, "summary", fact.denied))\(changes)" }
    let summary = Show.personal(fact.concernedSummary, "concernedSummary", fact.denied)
    let effect = fact.concerned.hasRetractedBy ? "stands again" : "falls"
    return "\(effect): \(summary) (position \(fact.concerned.position))\(changes)"
  }

  private func isConfirmed(_ count: Int, _ kith: Session) throws(CommandFailure) -> Bool {
    guard !kith.console.style.isJSON, Terminal.isTerminal(0) else {
      throw CommandFailure(
        .usage, "\(Figures.count(count, "fact")) would be taken back",
        hint: "say --yes to do it, or --dry-run to see what")
    }
    kith.console.note("take back \(Figures.count(count, "fact"))? [y/N]")
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }
}
