public import FactSchema

/// What rows begin with, before the first fact.
public struct InitialState: Sendable {
  /// What holds from the beginning (``Seeds``).
  public var events: [RecordedEvent]
  /// The company's time zone where the rows will end: rows that go by days are by its days from their beginning on.
  public var zone: ZoneStatement

  /// A beginning with these.
  public init(_ events: [RecordedEvent] = [], zone: ZoneStatement = ZoneStatement()) {
    self.events = events
    self.zone = zone
  }
}

/// The time zone that a fact says the company is in.
public struct ZoneStatement: Sendable, Equatable {
  /// As the tz database writes it; empty for none, which is UTC.
  public var timeZone: String
  /// Where the fact stands; zero where none says anything.
  public var position: Position

  /// A statement of these parts; without them, that nothing was said.
  public init(_ timeZone: String = "", position: Position = .zero) {
    self.timeZone = timeZone
    self.position = position
  }
}
