import APISchema
import Domain
import Engine
import FactSchema
import Rights
import RowSchema
import SwiftProtobuf
import Wire

/// A call that names contacts otherwise than by their ids, and who was found of them so far.
struct Resolution {
  let call: MethodCall
  let named: NamedContacts
  var found: [ContactReference: String] = [:]

  init(_ call: MethodCall) {
    self.call = call
    named = NamedContacts(in: call.request, of: call.method)
  }

  /// Who is to be looked up next, and the path of where it is named; nil when all are known.
  var next: (path: String, reference: ContactReference)? { named.places.first { found[$0.reference] == nil } }

  /// The most contacts of an ambiguous reference that the refusal names.
  static let candidatesMax = 10
}

/// Where the id of a contact is wanted it may be named by an e-mail address, a phone or its external id. Who that is is asked
/// of the read model, as `contact.find` is: after all that the connection recorded before. Then the call goes on with the
/// ids, and is what it would have been with these; but a command is known again by what was sent.
extension Session {
  /// What a call with such references begins as. Whoever may not find
  /// contacts by what is personal may not name them so either: the answer would say who has it.
  func toResolve(_ call: MethodCall) throws(Refusal) -> Slot.State {
    if home.isStopping { throw Refusal(.shuttingDown, "The daemon is stopping.") }
    let resolution = Resolution(call)
    let needs = Method.contactFind.needs.union(.personal)
    guard rights.allow(needs) else {
      let path = resolution.next?.path ?? ""
      let refusal = Refusal.forbidden(
        rights.refusal(of: "name contacts otherwise than by their ids", needs), field: path, role: rights.role,
        permission: rights.lacks(needs))
      throw Self.inEvent(refusal, path)
    }
    unresolved += 1
    return .held(.resolve(resolution))
  }

  /// Asks who the next one is.
  func look(up resolution: Resolution, of number: UInt64) {
    guard let (path, reference) = resolution.next else { return end(resolution, number, nil) }
    let request = ContactFindRequest.with { request in
      switch reference.kind {
      case .email: request.email = reference.text
      case .phone: request.phone = reference.text
      case .externalID: request.externalID = reference.text
      }
      request.limit = UInt32(Resolution.candidatesMax) + 1
      request.atLeast = max(lastPosition.value, resolution.named.atLeast ?? 0)
      if let timeout = resolution.named.timeoutMilliseconds { request.timeoutMs = timeout }
    }
    slots.setState(.resolving(resolution), of: number)
    do {
      let encoded: [UInt8] = try request.serializedBytes()
      queries.append(try hub.engine.job(.contactFind, encoded, seesPersonal: true, ticket(number)))
    } catch {
      running -= 1
      reservedBytes -= reservation(for: slots[number].method)
      let refusal = error as? Refusal ?? .internal("a request could not be encoded")
      end(resolution, number, Self.refusal(refusal, path, reference))
    }
  }

  /// Takes in who was found; goes on with the next one, or with the call.
  func resolve(_ number: UInt64, by result: Result<[UInt8], Refusal>) {
    guard case .resolving(var resolution) = slots[number].state, let (path, reference) = resolution.next else { return }
    do throws(Refusal) {
      resolution.found[reference] = try Self.only(in: result.get(), path, reference)
    } catch {
      return end(resolution, number, Self.refusal(error, path, reference))
    }
    guard resolution.next != nil else { return end(resolution, number, nil) }
    running += 1
    reservedBytes += reservation(for: slots[number].method)
    look(up: resolution, of: number)
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
    let isMore = reply.contacts.count > Resolution.candidatesMax || reply.hasCursor
    guard reply.contacts.count > 1 || isMore else { return first }
    let ids = reply.contacts.prefix(Resolution.candidatesMax).map(\.id).joined(separator: ", ")
    let count = isMore ? "more than \(min(reply.contacts.count, Resolution.candidatesMax))" : "\(reply.contacts.count)"
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
  private static func inEvent(_ refusal: Refusal, _ path: String) -> Refusal {
    let prefix = "events["
    if path.hasPrefix(prefix), let index = Int(path.dropFirst(prefix.count).prefix { $0 != "]" }) {
      return refusal.inEvent(index)
    }
    return refusal
  }

  /// Begins the call with the ids, or refuses it; commands behind it go on.
  private func end(_ resolution: Resolution, _ number: UInt64, _ obstacle: Refusal?) {
    unresolved -= 1
    do throws(Refusal) {
      slots.setState(try begun(resolution, number, obstacle), of: number)
    } catch {
      slots.setState(.error(errorReply(error)), of: number)
    }
    release(behind: number)
  }

  private func begun(_ resolution: Resolution, _ number: UInt64, _ obstacle: Refusal?) throws(Refusal) -> Slot.State {
    var call = resolution.call
    guard call.method.answeredBy == .writer else {
      if let obstacle { throw obstacle }
      call.request = NamedContacts.replaced(in: call.request, of: call.method, by: resolution.found)
      return try start(call, as: number)
    }
    // What was recorded before is answered so again, whoever has the address now.
    let sent = try command(call.request, as: number)
    if let obstacle {
      commands.append(Command(sent, obstacle: obstacle))
    } else {
      let (request, events) = try recordRequest(
        NamedContacts.replaced(in: call.request, of: call.method, by: resolution.found))
      commands.append(Command(sent, request: request, events: events))
    }
    return .command
  }

  /// Gives the engine the commands that waited for a call, up to the next one that must be waited for.
  private func release(behind number: UInt64) {
    var next = number + 1
    while next < slots.tail {
      switch slots.step(of: next) {
      case .unresolved, .resolving: return
      case .heldCommand:
        if case .held(.command(let command)) = slots[next].state {
          commands.append(command)
          slots.setState(.command, of: next)
        }
      case .command, .held, .running, .atHead, .answered: break
      }
      next += 1
    }
  }
}
