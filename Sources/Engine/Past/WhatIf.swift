public import APISchema
public import Domain
public import FactSchema

/// A query of how things are and how they would be without some facts, with others, or both. The outcome is an encoded
/// WhatIfReply.
public struct WhatIfJob: Sendable {
  /// Makes what is told of the differences between two encoded answers to a method: fields of a WhatIfReply, encoded.
  public typealias Differences =
    @Sendable (_ method: Method, _ asItIs: [UInt8]?, _ asItWouldBe: [UInt8]?) throws(Refusal) -> [UInt8]

  /// What is asked.
  public var query: QueryJob
  /// Where its parameters stand in the request, before the name of one.
  public var path: String
  /// The positions of facts that are left out.
  public var without: [Position]
  /// Facts that are added.
  public var with: [Command.Event]
  /// The name of the rehearsal whose facts are added before.
  public var rehearsal: String?
  /// What the caller may do.
  public var role: Role
  /// The names of its roles, where `role` does not say them.
  public var roleName: String?
  /// Tells the answers apart.
  public var differences: Differences

  /// Who is told the outcome.
  public var ticket: Ticket { query.ticket }

  /// Puts a job together.
  public init(
    _ query: QueryJob, at path: String, without: [Position], with: [Command.Event], rehearsal: String?, role: Role,
    roleName: String?,
    differences: @escaping Differences
  ) {
    self.query = query
    self.path = path
    self.without = without
    self.with = with
    self.rehearsal = rehearsal
    self.role = role
    self.roleName = roleName
    self.differences = differences
  }
}
