public import FactSchema
public import ReadModels

/// A moment of the past, as a question names it.
public enum Moment: Sendable, Hashable {
  /// What was recorded up to that position.
  case position(Position)
  /// What was recorded at or before that time: up to the last position that was.
  case recordedAt(Instant)
  /// What had happened at or before that time, by all that is recorded today, see ``LeftOut``.
  case occurredAt(Instant)
}

/// A query of read models as they were at a moment. The outcome is the query's encoded reply, as it would have been given
/// then; it waits for no position, for the log has what it asks for.
public struct MomentJob: Sendable {
  /// What is asked.
  public var query: Query
  /// As of when.
  public var moment: Moment
  /// Who is told the outcome.
  public var ticket: Ticket

  /// Puts a job together.
  public init(query: Query, moment: Moment, ticket: Ticket) {
    self.query = query
    self.moment = moment
    self.ticket = ticket
  }
}
