public import Domain
public import FactSchema
public import RowStore

/// What changes in the rows of a read model when the facts of some parts are told otherwise than they were: without one that
/// was retracted, without what is personal in them, of two subjects as of one, or in any other way.
///
/// Both lists of facts are replayed into rows in memory, by the same code as every replay. The cost goes by the facts of the
/// parts, not by the length of the log.
public struct Retelling: Sendable {
  private let rows: [(key: RowKey, before: [UInt8]?, after: [UInt8]?)]

  /// Of a part by the retractions since: as it stood at `begin` and stands at `end`.
  public init(
    of part: SubjectID, by projection: some Projection, from source: any FactSource, since begin: Position,
    upTo end: Position
  ) throws(Refusal) {
    let types = FactType.allCases.filter { projection.kinds.contains($0.rawValue) }
    var replays = try Replays(projection, source, upTo: end)
    try source.tell(part, types: types, from: begin, to: end) { (old, new) throws(Refusal) in
      // What names the part's subject may be of another one.
      guard projection.part(of: new.header) == part else { return }
      try replays.take(before: old, after: new)
    }
    rows = replays.differences
  }

  /// Of parts of which `before` are all facts as the rows have them, in their order, and `after` all as they are told from
  /// now on, which may be others, fewer, more, or of fewer parts; what is told with a context of another part is in the log
  /// up to `end`.
  public init(
    _ before: some Sequence<RecordedEvent>, toldAs after: some Sequence<RecordedEvent>, by projection: some Projection,
    from source: any FactSource, upTo end: Position
  ) throws(Refusal) {
    var replays = try Replays(projection, source, upTo: end)
    // What they are read with is among them, where it is itself told otherwise.
    for fact in before { replays.give(fact) }
    for fact in after { replays.give(fact) }
    for fact in before { try replays.take(before: fact, after: nil) }
    for fact in after { try replays.take(before: nil, after: fact) }
    rows = replays.differences
  }

  /// Puts what changed into the rows.
  public func apply(to view: inout ViewWriter, by projection: some Projection) throws(ProjectionFailure) {
    for (key, before, after) in rows {
      var row = after
      if let sum = projection.sum(ofTable: key.table) { row = sum(try view.row(key), before, after) }
      if let row { view.put(key, row) } else { view.delete(key) }
    }
  }
}

/// The same facts told in two ways, into rows of their own.
private struct Replays<P: Projection>: ~Copyable {
  private let projection: P
  private let source: any FactSource
  private let end: Position
  private var before = ViewWriter()
  private var after = ViewWriter()
  /// The subjects that facts are read with and that are made, or will be by the facts themselves.
  private var made: Set<SubjectID> = []

  init(_ projection: P, _ source: any FactSource, upTo end: Position) throws(Refusal) {
    self.projection = projection
    self.source = source
    self.end = end
    let initial = try source.initial(upTo: end)
    do throws(ProjectionFailure) {
      try before.begin(with: initial, by: projection)
      try after.begin(with: initial, by: projection)
    } catch {
      throw .internal("what holds from the beginning cannot be told again: \(error)")
    }
  }

  /// Knows that a fact about what others are read with will be taken.
  mutating func give(_ fact: RecordedEvent) {
    if let context = projection.context, context.makes(fact.header) { made.insert(fact.header.subject) }
  }

  mutating func take(before old: RecordedEvent?, after new: RecordedEvent?) throws(Refusal) {
    if let fact = new ?? old { try makeContext(of: fact.header) }
    if let old { try Self.take(old, projection, source, &before) }
    if let new { try Self.take(new, projection, source, &after) }
  }

  /// What the fact is read with is made in both.
  private mutating func makeContext(of header: EventHeader) throws(Refusal) {
    guard let context = projection.context, let subject = context.subject(of: header), made.insert(subject).inserted
    else { return }
    for maker in try source.facts(of: subject, types: context.makers, upTo: end) where maker.header.subject == subject {
      try Self.take(maker, projection, source, &before)
      try Self.take(maker, projection, source, &after)
    }
  }

  private static func take(
    _ event: RecordedEvent, _ projection: P, _ source: any FactSource, _ writer: inout ViewWriter
  ) throws(Refusal) {
    guard projection.kinds.contains(event.type) else { return }
    do throws(ProjectionFailure) {
      try writer.change(event, by: projection)
    } catch {
      // What builds on a damaged fact is left out, as where it was followed.
      if case .cannotApply = error, source.hasDamage { return }
      throw .internal("at position \(event.position): \(error)")
    }
  }

  var differences: [(key: RowKey, before: [UInt8]?, after: [UInt8]?)] {
    var rows: [(key: RowKey, before: [UInt8]?, after: [UInt8]?)] = []
    let identity = projection.identity(origin: "", generation: 0)
    before.held(as: identity, leaf: .zero).forEachDifference(to: after.held(as: identity, leaf: .zero)) {
      rows.append(($0, $1, $2))
    }
    return rows
  }
}

extension Projection {
  /// The parts that retractions and erasures among these events concern, and those whose facts are read with what such a part
  /// makes.
  public func partsRetold(in events: some Collection<RecordedEvent>, from source: any FactSource) -> Set<SubjectID> {
    var parts: Set<SubjectID> = []
    for event in events where event.type == FactType.personalDataErased.rawValue {
      for fact in source.erased(by: event.position) ?? [] where looksAtPersonal(fact.before) {
        if let part = part(of: fact.before.header) { parts.insert(part) }
      }
    }
    for event in events where event.type == FactType.factRetracted.rawValue {
      guard event.retraction?.type.map({ kinds.contains($0) }) ?? true, let part = part(of: event.header) else {
        continue
      }
      parts.insert(part)
    }
    guard let context else { return parts }
    let made = parts
    for event in events {
      guard let subject = context.subject(of: event.header), made.contains(subject) else { continue }
      if let part = part(of: event.header) { parts.insert(part) }
    }
    return parts
  }
}

extension Projection {
  /// Whether something personal of a fact may be in the rows.
  func looksAtPersonal(_ fact: RecordedEvent) -> Bool { kinds.depth(of: fact.type).isSuperset(of: .message) }
}

extension RecordedEvent {
  /// Whether facts before it are told otherwise from then on.
  public var isToldAgain: Bool {
    type == FactType.factRetracted.rawValue || type == FactType.personalDataErased.rawValue
  }
}

extension ViewWriter {
  /// Applies events of which the first is a retraction or an erasure: the facts of what any of them concerns wait until the end,
  /// and its parts are told again then, each once, however many there are. Where that was `prepared` for the last event, it is
  /// put into the rows.
  mutating func retell(
    _ events: some Collection<RecordedEvent>, by projection: some Projection, from source: any FactSource,
    _ prepared: [SubjectID: Retelling]
  ) throws(ProjectionFailure) {
    let begin = position
    for event in events where event.type == FactType.personalDataErased.rawValue {
      // What was said cannot be read any more, and so not be taken out of the rows.
      guard source.erased(by: event.position) != nil else { throw .erasedMeanwhile }
    }
    let parts = projection.partsRetold(in: events, from: source)
    var last = begin
    var failure: ProjectionFailure?
    for event in events {
      guard event.position == last.next else {
        failure = .gap(expected: last.next, found: event.position)
        break
      }
      let waits = projection.part(of: event.header).map(parts.contains) ?? false
      if !waits, projection.kinds.contains(event.type) {
        do throws(ProjectionFailure) { try change(event, by: projection) } catch { failure = error }
        if failure != nil { break }
      }
      last = event.position
    }
    for part in parts {
      do throws(Refusal) {
        let known = failure == nil ? prepared[part] : nil
        let retelling =
          if let known { known } else {
            try Retelling(of: part, by: projection, from: source, since: begin, upTo: last)
          }
        do throws(ProjectionFailure) {
          try retelling.apply(to: &self, by: projection)
        } catch {
          throw .internal("\(error)")
        }
      } catch {
        failure = .torn("the facts of \(part) cannot be told again: \(error.message)")
      }
    }
    for event in events where failure == nil && event.type == FactType.personalDataErased.rawValue {
      do throws(Refusal) {
        try eraseOfNoPart(source.erased(by: event.position) ?? [], by: projection, from: source, upTo: last)
      } catch {
        failure = .torn("what was erased at position \(event.position) cannot be told again: \(error.message)")
      }
    }
    pass(upTo: last)
    if let failure { throw failure }
  }

  /// Tells those facts again, without what was personal in them, of which nothing but the fact itself counts, with where the
  /// clock was begun anew.
  private mutating func eraseOfNoPart(
    _ facts: [ErasedFact], by projection: some Projection, from source: any FactSource, upTo end: Position
  ) throws(Refusal) {
    let facts = facts.filter { projection.looksAtPersonal($0.before) && projection.part(of: $0.before.header) == nil }
    guard !facts.isEmpty else { return }
    let resets = try source.log.map { (log) throws(Refusal) in
      try source.facts(of: log, types: [.clockReset], upTo: end)
    }
    let (before, after) = (facts.map(\.before) + (resets ?? []), facts.map(\.after) + (resets ?? []))
    let retelling = try Retelling(
      before.sorted { $0.position < $1.position }, toldAs: after.sorted { $0.position < $1.position }, by: projection,
      from: source, upTo: end)
    do throws(ProjectionFailure) {
      try retelling.apply(to: &self, by: projection)
    } catch {
      throw .internal("what was erased cannot be put into the rows: \(error)")
    }
  }
}
