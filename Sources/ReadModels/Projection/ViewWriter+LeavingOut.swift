public import Domain
public import FactSchema
public import RowStore

extension ViewWriter {
  /// Takes out of the rows what these facts did, as if they had never been recorded: what they concern is told again from the
  /// facts that are left. Of these none may need one that is left out.
  ///
  /// `all` gives the facts of which the rows are, up to `end`, and `rest` those that are left of them; `log` is the log as a
  /// subject, of which some facts say how others are read.
  public mutating func leaveOut(
    _ facts: [RecordedEvent], by projection: some Projection, from all: any FactSource, leaving rest: any FactSource,
    log: SubjectID, upTo end: Position
  ) throws(Refusal) {
    let facts = facts.filter { projection.kinds.contains($0.type) }
    guard !facts.isEmpty else { return }
    let leftOut = Set(facts.map(\.position))
    let parts = Set(facts.compactMap { projection.part(of: $0.header) })
    var concerned = Concerned()
    for part in parts {
      concerned.before += try Self.told(part, by: projection, from: all, upTo: end)
      concerned.after += try Self.told(part, by: projection, from: rest, upTo: end)
    }
    // What is of no part is told by itself, with what it is read with.
    let alone = facts.filter { projection.part(of: $0.header) == nil }
    concerned.before += alone
    for (subject, type) in Self.read(with: alone, log: log) where projection.kinds.contains(type.rawValue) {
      concerned.before += try all.facts(of: subject, types: [type], upTo: end).filter { !leftOut.contains($0.position) }
      concerned.after += try rest.facts(of: subject, types: [type], upTo: end)
    }
    let retelling = try Retelling(
      Concerned.inOrder(concerned.before), toldAs: Concerned.inOrder(concerned.after), by: projection, from: rest,
      upTo: end)
    do throws(ProjectionFailure) {
      try retelling.apply(to: &self, by: projection)
    } catch {
      throw .internal("what is left without some facts cannot be put into the rows: \(error)")
    }
  }

  /// The facts of a part, as they stand at the end.
  private static func told(
    _ part: SubjectID, by projection: some Projection, from source: any FactSource, upTo end: Position
  ) throws(Refusal) -> [RecordedEvent] {
    let types = FactType.allCases.filter { projection.kinds.contains($0.rawValue) }
    var facts: [RecordedEvent] = []
    try source.tell(part, types: types, from: end, to: end) { (_, fact) in
      // What names the part's subject may be of another one.
      if projection.part(of: fact.header) == part { facts.append(fact) }
    }
    return facts
  }

  /// What facts of no part are read with: where the clock was begun anew, and of a retraction the others about the same
  /// subject, which it may have taken back.
  private static func read(with facts: [RecordedEvent], log: SubjectID) -> [(subject: SubjectID, type: FactType)] {
    guard !facts.isEmpty else { return [] }
    let retractions = facts.filter { $0.type == FactType.factRetracted.rawValue }
    return [(log, .clockReset)] + Set(retractions.map(\.header.subject)).map { ($0, .factRetracted) }
  }
}

/// The facts that are told again, as they were and as they are from now on.
private struct Concerned {
  var before: [RecordedEvent] = []
  var after: [RecordedEvent] = []

  /// In the order of the log, each once.
  static func inOrder(_ facts: [RecordedEvent]) -> [RecordedEvent] {
    var last = Position.zero
    return facts.sorted { $0.position < $1.position }.filter { fact in
      defer { last = fact.position }
      return fact.position > last
    }
  }
}
