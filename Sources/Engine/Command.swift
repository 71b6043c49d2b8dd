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

    /// A fact and, where it was told, its time.
    public init(_ fact: EncodedFact, occurredAt: Google_Protobuf_Timestamp? = nil) {
      self.fact = fact
      self.occurredAt = occurredAt
    }
  }

  /// What is asked beside the facts; its own events are not looked at.
  public let request: RecordRequest
  /// The facts.
  public let events: [Event]
  /// Who asks, as the kernel said.
  public let uid: UInt32
  /// What that uid may do.
  public let role: Role
  /// Who is told the outcome.
  public let ticket: Ticket
  /// By which the same request is known again: of all fields but the command id, the one it corrects and the rehearsal's
  /// name. Nil where there is neither, and where the request cannot be encoded.
  let digest: Digest256?
  /// What it is named by for ever; nil without a command id.
  let key: CommandKey?
  /// The command that it corrects; nil where it says none.
  let corrected: CommandKey?
  /// Why it is refused unless it was recorded before: a contact that it names cannot be told. Nil for almost all.
  let obstacle: Refusal?

  /// Puts a job together. A request with a command id is hashed here, not on the writer's thread.
  public convenience init(request: RecordRequest, events: [Event], uid: UInt32, role: Role, ticket: Ticket) {
    let isKnownAgain = request.hasCommandID || request.hasRehearsal
    self.init(
      request: request, events: events, uid: uid, role: role, ticket: ticket,
      digest: isKnownAgain ? RequestDigest.of(request, events) : nil, obstacle: nil)
  }

  /// The same command with ids where it names contacts otherwise. It is known again as it was sent, whoever these are then.
  public convenience init(_ sent: Command, request: RecordRequest, events: [Event]) {
    self.init(
      request: request, events: events, uid: sent.uid, role: sent.role, ticket: sent.ticket, digest: sent.digest,
      obstacle: nil)
  }

  /// The same command where a contact that it names cannot be told: it is answered if it was recorded before.
  public convenience init(_ sent: Command, obstacle: Refusal) {
    self.init(
      request: sent.request, events: sent.events, uid: sent.uid, role: sent.role, ticket: sent.ticket,
      digest: sent.digest, obstacle: obstacle)
  }

  private init(
    request: RecordRequest, events: [Event], uid: UInt32, role: Role, ticket: Ticket, digest: Digest256?,
    obstacle: Refusal?
  ) {
    self.request = request
    self.events = events
    self.uid = uid
    self.role = role
    self.ticket = ticket
    key = request.commandID.isEmpty ? nil : CommandKey(uid: uid, id: request.commandID)
    corrected = CommandKey.corrected(request.causationID, uid: uid)
    self.digest = digest
    self.obstacle = obstacle
  }
}
