import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import Wire

/// A call that names contacts otherwise than by their ids, and who was found of them so far.
///
/// Where the id of a contact is wanted it may be named by an e-mail address, a phone or its external id. Who that is is
/// asked of the read model, as `contact.find` is: after all that the connection recorded before. Then the call goes on with
/// the ids, and is what it would have been with these; but a command is known again by what was sent.
struct ContactResolution {
  let call: MethodCall
  /// Whether the engine was asked, so that room for the answer is set aside.
  var isBegun = false
  /// Why one of them cannot be told.
  private(set) var obstacle: Refusal?
  private let named: NamedContacts
  private var found: [ContactReference: String] = [:]

  init(_ call: MethodCall) {
    self.call = call
    named = NamedContacts(in: call.request, of: call.method)
  }

  /// The path of where the first contact is named.
  var firstPath: String { named.places.first?.path ?? "" }

  /// Who is to be looked up next, and where it is named; nil when all are known, or one cannot be.
  private var next: (path: String, reference: ContactReference)? {
    obstacle == nil ? named.places.first { found[$0.reference] == nil } : nil
  }

  /// How the next one is asked for, after what the connection must see; nil when nothing is left to ask.
  func lookUp(after position: Position) -> ContactFindRequest? {
    guard let (_, reference) = next else { return nil }
    return .with { request in
      switch reference.kind {
      case .email: request.email = reference.text
      case .phone: request.phone = reference.text
      case .externalID: request.externalID = reference.text
      }
      // Who is archived is still who has the address.
      request.archived = true
      request.limit = UInt32(Self.candidatesMax) + 1
      request.atLeast = max(position.value, named.atLeast ?? 0)
      if let timeout = named.timeoutMilliseconds { request.timeoutMs = timeout }
    }
  }

  /// Takes in who was found: an encoded answer of `contact.find`.
  mutating func take(_ result: Result<[UInt8], Refusal>) {
    guard let (path, reference) = next else { return }
    do throws(Refusal) {
      found[reference] = try Self.only(in: result.get(), path, reference)
    } catch {
      obstacle = Self.refusal(error, path, reference)
    }
  }

  /// The call's request with the ids that were found, or why there is none.
  var outcome: PendingRequest.Contacts {
    if let obstacle { return .unknown(obstacle) }
    return .resolved(NamedContacts.replaced(in: call.request, of: call.method, by: found))
  }

  /// The one contact in an answer of `contact.find`.
  private static func only(
    in answer: [UInt8], _ path: String, _ reference: ContactReference
  ) throws(Refusal) -> String {
    guard let reply = try? ContactFindReply(serializedBytes: answer) else {
      throw .internal("an answer could not be read")
    }
    guard let first = reply.contacts.first?.id else {
      throw Refusal(.notFound, "\(path): no contact has this \(reference.kind.words)", field: path)
    }
    let isMore = reply.contacts.count > candidatesMax || reply.hasCursor
    guard reply.contacts.count > 1 || isMore else { return first }
    let ids = reply.contacts.prefix(candidatesMax).map(\.id).joined(separator: ", ")
    let count = isMore ? "more than \(min(reply.contacts.count, candidatesMax))" : "\(reply.contacts.count)"
    throw .conflict(
      "\(path): \(count) contacts have this \(reference.kind.words): \(ids)\(isMore ? ", ..." : "")", field: path,
      reason: .ambiguous)
  }

  /// The refusal of a look-up as that of the call: about the place where the contact is named.
  private static func refusal(_ refusal: Refusal, _ path: String, _ reference: ContactReference) -> Refusal {
    var refusal = refusal
    if let field = refusal.field, field == reference.kind.rawValue {
      refusal.message = "\(path): \(reference.kind.words) " + refusal.message.dropFirst(field.count + 2)
      refusal.field = path
    }
    return inEvent(refusal, path)
  }

  /// The refusal with the event's place, where the path leads into one.
  static func inEvent(_ refusal: Refusal, _ path: String) -> Refusal {
    NamedContacts.event(path).map(refusal.inEvent) ?? refusal
  }

  /// The most contacts of an ambiguous reference that the refusal names.
  private static let candidatesMax = 10
}
