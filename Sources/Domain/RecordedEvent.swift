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
    @usableFromInline let retracted: RecordedEvent?
    @usableFromInline let interactions: (any InteractionSource)?

    init(
      _ header: EventHeader, _ shared: SharedFact, _ isErased: Bool, _ retracted: RecordedEvent?,
      _ interactions: (any InteractionSource)?
    ) {
      self.header = header
      self.shared = shared
      self.isErased = isErased
      self.retracted = retracted
      self.interactions = interactions
    }
  }

  /// A fact read back with its stored message, and with the one it retracts where it retracts one.
  public init(
    header: EventHeader, fact: SharedFact, isErased: Bool = false, retracted: RecordedEvent? = nil,
    interactions: (any InteractionSource)? = nil
  ) {
    content = Content(header, fact, isErased, retracted, interactions)
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
  /// The fact that this one retracts; only of a FactRetracted.
  @inlinable public var retracted: RecordedEvent? { content.retracted }
  /// Where the contact's other interactions can be looked up, where this is a FactRetracted of one.
  @inlinable public var interactions: (any InteractionSource)? { content.interactions }

  /// Where it stands in the log.
  @inlinable public var position: Position { content.header.position }
  /// The number of its type.
  @inlinable public var type: UInt32 { content.header.type }

  /// The same fact with the one that it retracts, and where ``interactions`` are looked up.
  public func retracting(_ original: RecordedEvent, interactions: (any InteractionSource)?) -> RecordedEvent {
    RecordedEvent(
      header: header, fact: content.shared, isErased: isErased, retracted: original, interactions: interactions)
  }
}
