public import APISchema
public import Domain
public import FactSchema
public import SwiftProtobuf

/// Facts to record, all or none. The outcome is an encoded RecordReply.
///
/// Handed from one queue to the next, so that it is held once.
public final class Command: Sendable {
  /// A fact that is to be recorded.
  public struct Event: Sendable {
    /// What is said to have happened.
    public let fact: EncodedFact
    /// When; as it was sent, because it is part of what a repeated request is known by.
    public let occurredAt: Google_Protobuf_Timestamp?
    /// Whether that was told as a day.
    public let isOfDay: Bool
    /// Whether it names a contact by an e-mail address, a phone or an external id in place of an id.
    public let namesByAddress: Bool

    /// A fact and, where it was told, its time.
    public init(
      _ fact: EncodedFact, occurredAt: Google_Protobuf_Timestamp? = nil, isOfDay: Bool = false,
      namesByAddress: Bool = false
    ) {
      self.fact = fact
      self.occurredAt = occurredAt
      self.isOfDay = isOfDay
      self.namesByAddress = namesByAddress
    }
  }

  /// What is asked beside the facts; its own events are not looked at.
  public let request: RecordRequest
  /// The facts.
  public let events: [Event]
  /// The facts as they were sent, by which the same request is known again: they may name contacts otherwise than by ids.
  let sent: [Event]
  /// What was asked beside the facts, as it was sent, where a contact is named in it otherwise than by an id; nil for almost
  /// all.
  let addressed: RecordRequest?
  /// Who asks, as the kernel said.
  public let uid: UInt32
  /// What that uid may do.
  public let role: Role
  /// The names of its roles, where `role` does not say them.
  public let roleName: String?
  /// Who is told the outcome.
  public let ticket: Ticket
  /// What it is named by for ever; nil without a command id.
  let key: CommandKey?
  /// The command that it corrects; nil where it says none.
  let corrected: CommandKey?
  /// Why it is refused unless it was recorded before: a contact that it names cannot be told. Nil for almost all.
  let obstacle: Refusal?
  /// The branch that is decided by it; nil of what is to be recorded or rehearsed.
  let branch: BranchOrder?

  /// Puts a job together.
  public convenience init(
    request: RecordRequest, events: [Event], uid: UInt32, role: Role, roleName: String? = nil, ticket: Ticket
  ) {
    self.init(
      request: request, events: events, sent: events, addressed: nil, uid: uid, role: role, roleName: roleName,
      ticket: ticket, obstacle: nil)
  }

  /// The same command with ids where it names contacts otherwise. It is known again as it was sent, whoever these are then.
  public convenience init(_ sent: Command, request: RecordRequest, events: [Event]) {
    self.init(
      request: request, events: events, sent: sent.sent, addressed: sent.request.addressed, uid: sent.uid,
      role: sent.role, roleName: sent.roleName, ticket: sent.ticket, obstacle: nil)
  }

  /// The same command where a contact that it names cannot be told: it is answered if it was recorded before.
  public convenience init(_ sent: Command, obstacle: Refusal) {
    self.init(
      request: sent.request, events: sent.events, sent: sent.sent, addressed: sent.request.addressed, uid: sent.uid,
      role: sent.role, roleName: sent.roleName, ticket: sent.ticket, obstacle: obstacle)
  }

  /// A command by which a branch is decided, for whoever asks about it: its facts are those that are added.
  convenience init(_ order: BranchOrder, _ asked: WhatIfJob) {
    let caller = asked.ticket.caller
    let desk = Caller(uid: caller.uid, standing: caller.standing, receiver: order)
    let request = RecordRequest.with { if let name = asked.rehearsal { $0.rehearsal = name } }
    self.init(
      request: request, events: asked.with, sent: asked.with, addressed: nil, uid: caller.uid, role: asked.role,
      roleName: asked.roleName, ticket: Ticket(caller: desk, number: 0), obstacle: nil, branch: order)
  }

  private init(
    request: RecordRequest, events: [Event], sent: [Event], addressed: RecordRequest?, uid: UInt32, role: Role,
    roleName: String?, ticket: Ticket, obstacle: Refusal?, branch: BranchOrder? = nil
  ) {
    self.request = request
    self.events = events
    self.sent = sent
    self.addressed = addressed
    self.uid = uid
    self.role = role
    self.roleName = roleName
    self.ticket = ticket
    key = request.commandID.isEmpty ? nil : CommandKey(uid: uid, id: request.commandID)
    corrected = CommandKey.corrected(request.causationID, uid: uid)
    self.obstacle = obstacle
    self.branch = branch
  }
}

extension RecordRequest {
  /// Itself where `expect` or `unless` name a contact otherwise than by an id.
  fileprivate var addressed: RecordRequest? {
    let subjects = expect.map(\.subject) + unless.subjects + unless.any.flatMap(\.subjects)
    return subjects.allSatisfy { SubjectID($0) != nil } ? nil : self
  }

  /// The same with nothing where such a contact is named.
  var withoutAddresses: RecordRequest {
    var request = self
    func emptied(_ subject: String) -> String { SubjectID(subject) == nil ? "" : subject }
    request.expect = expect.map { expectation in
      var expectation = expectation
      expectation.subject = emptied(expectation.subject)
      return expectation
    }
    guard hasUnless else { return request }
    request.unless.subjects = unless.subjects.map(emptied)
    request.unless.any = unless.any.map { set in
      var set = set
      set.subjects = set.subjects.map(emptied)
      return set
    }
    return request
  }
}
