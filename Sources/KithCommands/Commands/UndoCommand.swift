import APISchema
import ArgumentParser
import Client
import FactSchema
import Foundation

/// `kith undo [POSITION]`
struct UndoCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes back what was recorded by mistake: your last command, or one fact.",
    discussion: """
      What is taken back never happened: cards, lists and figures are as if it had not been recorded, and histories show it \
      struck through. It is shown first, with what falls or stands again by it; on a terminal you are asked. What others \
      have recorded on top of it must be taken back before. To undo an undo restores.
      """)

  @Argument(help: "The fact at this position alone; your last command of which anything stands when absent.")
  var position: UInt64?
  @Flag(help: "Do it without asking.") var yes = false
  @Flag(name: .customLong("dry-run"), help: "Show what would be taken back, and take nothing back.") var isRehearsal =
    false
  @Option(help: "Why: a word such as mistaken or duplicate.") var reason = "mistaken"
  @Flag(name: .customLong("confirm-consent"), help: "Also where somebody is written to again because of it.")
  var confirmsConsent = false
  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    let facts = try await facts(kith)
    var request = RecordRequest(of: facts.reversed().map(retraction))
    request.rehearsal = "kith-undo"
    let rehearsed = try await kith.call(request)
    try show(facts, kith)
    if isRehearsal { return }
    if !yes, try !isConfirmed(facts.count, kith) { throw CommandFailure(.refused, "nothing was taken back") }
    request.clearRehearsal()
    request.expect = Self.expectations(rehearsed, facts)
    try await kith.record(request)
  }

  // MARK: - What is taken back

  /// The facts of one command that stand, in their order.
  private func facts(_ kith: Session) async throws -> [CommandFact] {
    var request = CommandGetRequest()
    if let position { request.position = position }
    request.limit = 1_000
    var facts: [CommandFact] = []
    while true {
      let page = try await kith.call(request)
      for fact in page.facts { try Self.check(fact.event, isAlone: position != nil) }
      facts += page.facts
      guard page.more, position == nil, let last = page.facts.last else { break }
      request.after = last.event.position
    }
    let standing = facts.filter { !$0.event.hasRetractedBy }
    if standing.isEmpty, let event = facts.first?.event {
      throw CommandFailure(
        .conflict, "the fact at \(event.position) was taken back at \(event.retractedBy)",
        hint: "to restore it: kith undo \(event.retractedBy)")
    }
    if let event = facts.first?.event, position != nil, event.commandCount > 1 {
      kith.console.note("it is one of \(event.commandCount) facts that were recorded together; the others stay")
    }
    return standing
  }

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
    guard fact.hasConcerned else { return "falls: \(Show.personal(fact.summary, "summary", fact.denied))" }
    let summary = Show.personal(fact.concernedSummary, "concernedSummary", fact.denied)
    let effect = fact.concerned.hasRetractedBy ? "stands again" : "falls"
    return "\(effect): \(summary) (position \(fact.concerned.position))"
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
