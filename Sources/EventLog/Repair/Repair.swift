import Bytes
import FactSchema

/// A repair on its way.
struct Repair {
  let target: StoredLog
  let names: [String]
  let claims: [ReadClaim]
  let checks: Bool
  let origin: LogOrigin
  let later: [JournalEntry]
  /// What the log demands.
  var state = LogState()
  var survey = Survey()
  /// Those that something may be taken from.
  var copies: [Comparison.CopySource] = []
  var report: LogRepair.Report

  // What is to be written.
  var values: [[UInt8]: [UInt8]] = [:]
  var recipes: [UInt64: RepairPlan.Recipe] = [:]
  var slots: [UInt64: [UInt8]] = [:]
  var vaultHead: [UInt8]?
  /// Records that could not be read whole before.
  var mended: [Position] = []

  init(_ folder: String, _ names: [String], checks: Bool) throws(EventLogError) {
    self.names = names
    self.checks = checks
    target = try StoredLog(folder, isWritable: !checks)
    var claims: [ReadClaim] = []
    var opened: [StoredLog] = []
    for name in names {
      claims.append(try ReadClaim(name))
      opened.append(try StoredLog(name))
    }
    self.claims = claims
    var findings: [LogRepair.Finding] = []
    let (identity, mended) = try Self.identity(target, opened, names, &findings)
    origin = identity.origin
    if let mended { values[LogMeta.identityKey] = mended }
    later = try Self.journal(target, identity.origin, &findings)
    report = LogRepair.Report(origin: identity.origin, head: .zero, root: .zero)
    report.findings = findings
    for (index, log) in opened.enumerated() { add(index + 1, log) }
    try settleState(format: identity.format)
    report.head = state.head
    report.root = state.tree.root
  }

  /// Who the log is; its identity's bytes where they were damaged and are known again.
  private static func identity(
    _ target: StoredLog, _ copies: [StoredLog], _ names: [String], _ findings: inout [LogRepair.Finding]
  ) throws(EventLogError) -> (LogIdentity, mended: [UInt8]?) {
    do throws(EventLogError) {
      return (try target.identity(), nil)
    } catch {
      guard case .notALog = error else { throw error }
      var candidates: [(bytes: [UInt8], source: String)] = []
      for (copy, name) in zip(copies, names) where (try? copy.identity()) != nil {
        candidates.append((try copy.value(LogMeta.identityKey).bytes, name))
      }
      let damaged = try target.value(LogMeta.identityKey).bytes
      guard let (bytes, source) = LeftOver.match(damaged, among: candidates) else { throw error }
      findings.append(.init(place: .identity, fault: "it does not have its digest", source: source))
      return (try LogIdentity(bytes, path: target.path), bytes)
    }
  }

  private mutating func add(_ number: Int, _ log: StoredLog) {
    var copy = LogRepair.Copy(folder: log.folder, head: .zero)
    defer { report.copies.append(copy) }
    guard let identity = try? log.identity() else { return copy.refusal = "it does not say whose log it is" }
    guard identity.origin == origin else {
      return copy.refusal = "it is of another log: its origin is \(identity.origin), this one's \(origin)"
    }
    let state = try? log.state(identity.format)
    let later = (try? log.later(origin, behind: state?.head ?? .zero)) ?? []
    copy.head = later.last?.last ?? state?.head ?? .zero
    copies.append(.init(number: number, log: log, state: state, later: later))
  }

  private static func journal(
    _ target: StoredLog, _ origin: LogOrigin, _ findings: inout [LogRepair.Finding]
  ) throws(EventLogError) -> [JournalEntry] {
    do throws(EventLogError) {
      return try Journal.read(path: target.path + "/journal", origin: origin).entries
    } catch {
      guard case .notALog(_, let reason) = error else { throw error }
      findings.append(
        .init(place: .journal, fault: reason, reason: "what a journal alone has is in no copy"))
      return []
    }
  }

  /// Takes the state of the log, or makes it again of the records where it is damaged and known again by what is left of it.
  private mutating func settleState(format: UInt32) throws(EventLogError) {
    do throws(EventLogError) {
      state = try target.state(format)
      try examine()
    } catch {
      guard case .notALog = error, values[LogMeta.stateKey] == nil else { throw error }
      let damaged = try target.value(LogMeta.stateKey).bytes
      state.tree = AuditTree()
      let last = try Survey.last(target)
      survey = try Survey(target, origin, head: last, slots: 1)
      var candidates: [(bytes: [UInt8], source: Int)] = []
      let edge = survey.tree.edge.compactMap(\.first?.root)
      if let tree = AuditTree(size: last, edge: edge) {
        var made = LogState()
        (made.tree, made.nextSlot, made.epoch) = (tree, survey.nextSlot, survey.epoch)
        var bytes: [UInt8] = []
        made.encode(to: &bytes)
        candidates.append((bytes, 0))
      }
      for copy in copies where copy.state != nil {
        candidates.append((try copy.log.value(LogMeta.stateKey).bytes, copy.number))
      }
      guard let (bytes, source) = LeftOver.match(damaged, among: candidates) else { throw error }
      state = try LogState(bytes, format: LogMeta.format, path: target.path)
      values[LogMeta.stateKey] = bytes
      report.findings.append(
        .init(place: .state, fault: "it does not have its digest", source: folder(of: source)))
      try examine()
    }
  }

  /// The slot that comes next, of the journal too.
  private var nextSlot: UInt64 { max(state.nextSlot, later.last?.nextSlot ?? 1) }

  private mutating func examine() throws(EventLogError) {
    survey = try Survey(target, origin, head: state.head.value, slots: nextSlot)
    report.records = survey.records
    report.openedSeals = survey.openedSeals
    report.erasedSeals = survey.erasedSeals
  }

  /// The folder that a number stands for.
  func folder(of source: Int) -> String { source == 0 ? target.folder : names[source - 1] }

  // MARK: Planning

  /// Whether the records give the tree that the log demands.
  private var fitsTree: Bool {
    survey.tree.edge.map(\.first?.root) == state.tree.edge.map { $0 }
  }

  mutating func plan() throws(EventLogError) {
    if survey.needsNewFile {
      report.findings.append(
        .init(place: .pages, fault: "pages of its file are not what they have to be", source: target.folder))
    }
    planJournal()
    let isSound = survey.faults.isEmpty && fitsTree
    if !isSound { try planRecords() }
    try planVault()
  }

  private mutating func planJournal() {
    guard let first = later.first(where: { $0.last > state.head }) else { return }
    guard first.first != state.head.next || first.rootBefore != state.tree.root else { return }
    report.findings.append(
      .init(
        place: .journal, fault: "it goes on after position \(first.first.value - 1) of another state of the log",
        reason: "put back what comes from the same moment"))
  }

  private mutating func planRecords() throws(EventLogError) {
    var comparison = try Comparison(target, survey, demanded: state.tree, with: copies)
    while let index = copies.indices.first(where: { comparison.parting(of: $0) != nil }) {
      let position = comparison.parting(of: index) ?? 0
      report.copies[copies[index].number - 1].refusal =
        "it parts from this log at position \(position), where it has another fact"
      copies.remove(at: index)
      comparison = try Comparison(target, survey, demanded: state.tree, with: copies)
    }
    for index in copies.indices {
      report.copies[copies[index].number - 1].changed = comparison.change(in: index).map { Position($0) }
    }
    for (range, verdict) in comparison.verdicts {
      guard case .mismatch = verdict else { continue }
      report.findings.append(
        .init(
          place: .tree(range), fault: "its records do not give the audit tree's node",
          reason: "one of them is not what it was, and what it was is nowhere"))
    }
    for outcome in try RepairPlan(target, survey, comparison, copies).outcomes {
      if let recipe = outcome.recipe {
        recipes[outcome.position] = recipe
        mended.append(Position(outcome.position))
      }
      report.findings.append(
        .init(
          place: .record(Position(outcome.position)),
          fault: outcome.fault.map(String.init) ?? "it is not the one that the audit tree was made of",
          source: outcome.recipe.map { folder(of: $0.source) }, reason: outcome.reason))
    }
    for (position, fault) in survey.faults where fault == .seal {
      report.findings.append(
        .init(
          place: .record(Position(position)), fault: fault.description,
          reason: "its slot in the vault has another key than it was sealed with"))
    }
  }

  private mutating func planVault() throws(EventLogError) {
    guard target.vault != nil else {
      return report.findings.append(
        .init(place: .vault, fault: "it is missing", reason: "put the newest sound copy of this log's vault back"))
    }
    if !VaultHead.isSound(target, origin) {
      let found = try VaultHead.mended(target, origin, copies)
      vaultHead = found?.bytes
      report.findings.append(
        .init(
          place: .vault, fault: "its beginning is damaged, or another log's",
          source: found.map { folder(of: $0.source) },
          reason: found == nil ? "put the newest sound copy of this log's vault back" : nil))
    }
    guard !survey.damagedSlots.isEmpty else { return }
    let records = try RepairedRecords(target, survey, copies, recipes)
    let repair = try SlotRepair(
      target, origin, slots: survey.damagedSlots, copies, records: records, later: later, head: state.head.value)
    for outcome in repair.outcomes {
      if let taken = outcome.taken {
        slots[outcome.slot] = taken.bytes
        mended += outcome.positions.map { Position($0) }
      }
      report.findings.append(
        .init(
          place: .slot(outcome.slot), fault: "it holds neither a key nor the zeros of an erased one",
          source: outcome.taken.map { folder(of: $0.source) }, reason: outcome.reason))
    }
  }
}
