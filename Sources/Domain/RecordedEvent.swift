public import Schema

/// A fact as read back from the log: what followers, projections and queries get.
public struct RecordedEvent: Sendable {
  /// Everything about the fact that is not its content.
  public var header: EventHeader
  /// What happened.
  public var fact: Fact
  /// The fact's message as it is stored: its open fields, then its personal ones unless they are erased.
  public let message: [UInt8]
  /// Whether its personal fields cannot be read any more, so that they have their defaults in `fact`.
  public var isErased: Bool
  private var original: Original?

  /// A fact read back with its stored message, and with the one it retracts where it retracts one.
  public init(
    header: EventHeader, fact: Fact, message: [UInt8], isErased: Bool = false, retracted: RecordedEvent? = nil
  ) {
    self.header = header
    self.fact = fact
    self.message = message
    self.isErased = isErased
    self.original = retracted.map(Original.init)
  }

  /// The fact that this one retracts; only of a FactRetracted.
  public var retracted: RecordedEvent? {
    get { original?.event }
    set { original = newValue.map(Original.init) }
  }

  /// Boxed, because an event cannot hold an event.
  private final class Original: Sendable {
    let event: RecordedEvent

    init(_ event: RecordedEvent) { self.event = event }
  }
}
