public import FactSchema

/// A fact as read back from the log: what followers, projections and queries get.
///
/// Handed from one read model to the next for every fact, so that its content is held once and a copy costs nothing.
public struct RecordedEvent: Sendable {
  @usableFromInline let content: Content

  /// What all copies share.
  @usableFromInline
  final class Content: Sendable {
    @usableFromInline let header: EventHeader
    @usableFromInline let shared: SharedFact
    @usableFromInline let isErased: Bool
    @usableFromInline let retractedBy: Position?
    @usableFromInline let retraction: Retraction?

    init(
      _ header: EventHeader, _ shared: SharedFact, _ isErased: Bool, _ retractedBy: Position?, _ retraction: Retraction?
    ) {
      self.header = header
      self.shared = shared
      self.isErased = isErased
      self.retractedBy = retractedBy
      self.retraction = retraction
    }
  }

  /// A fact read back with its stored message, with what retracted it, and of a retraction what it does.
  public init(
    header: EventHeader, fact: SharedFact, isErased: Bool = false, retractedBy: Position? = nil,
    retraction: Retraction? = nil
  ) {
    content = Content(header, fact, isErased, retractedBy, retraction)
  }

  /// Everything about the fact that is not its content.
  @inlinable public var header: EventHeader { content.header }
  /// The fact and its message as all copies share them.
  @inlinable public var shared: SharedFact { content.shared }
  /// What happened, see ``SharedFact/fact``.
  @inlinable public var fact: Fact { content.shared.fact }
  /// The fact's message as it is stored: its open fields, then its personal ones unless they are erased.
  @inlinable public var message: [UInt8] { content.shared.message }
  /// Whether its personal fields cannot be read any more, so that they have their defaults in `fact`.
  @inlinable public var isErased: Bool { content.isErased }
  /// What took it back, as of the position up to which it is told; nil of a fact that stands there. A fact that is followed
  /// as it is recorded stands.
  @inlinable public var retractedBy: Position? { content.retractedBy }
  /// What it does to facts before it; only of a FactRetracted, and nil where what it names cannot be read.
  @inlinable public var retraction: Retraction? { content.retraction }

  /// Where it stands in the log.
  @inlinable public var position: Position { content.header.position }
  /// The number of its type.
  @inlinable public var type: UInt32 { content.header.type }

  /// The same fact as it is told where that took it back, or nothing did.
  public func retracted(by position: Position?) -> RecordedEvent {
    guard position != retractedBy else { return self }
    return RecordedEvent(
      header: header, fact: shared, isErased: isErased, retractedBy: position, retraction: retraction)
  }

  /// The same retraction with what it does.
  public func with(_ retraction: Retraction) -> RecordedEvent {
    RecordedEvent(header: header, fact: shared, isErased: isErased, retractedBy: retractedBy, retraction: retraction)
  }
}

/// What a FactRetracted does to the facts before it.
public struct Retraction: Sendable, Equatable {
  /// Whether a fact stands, as of the position up to which the retraction is told.
  public struct Standing: Sendable, Equatable {
    /// Which fact.
    public var position: Position
    /// What took it back; nil where it stands.
    public var retractedBy: Position?

    /// Puts the two together.
    public init(position: Position, retractedBy: Position?) {
      self.position = position
      self.retractedBy = retractedBy
    }
  }

  /// The facts that it makes fall or stand again: the one that it names; where that is a retraction, the one that this names,
  /// and so on down to one that is none.
  public var standings: [Standing]
  /// The type of that last one; nil where it cannot be read.
  public var type: UInt32?

  /// Puts the two together.
  public init(standings: [Standing], type: UInt32?) {
    self.standings = standings
    self.type = type
  }
}
