import Domain
import Engine
import Schema
import SwiftProtobuf
import TestSupport
import Testing

/// What the engine must answer, kept as plainly as can be.
struct PlainModel {
  struct Contact {
    var name: String
    var version: UInt64 = 1
    var tags: [String] = []
    var interactions: Set<UInt64> = []
  }

  var contacts: [String: Contact] = [:]
  /// What each position is about: a contact, and whether it may still be retracted.
  var facts: [(contact: String, isRetractable: Bool)] = []
  var commands: [String: (request: RecordRequest, position: UInt64)] = [:]

  var head: UInt64 { UInt64(facts.count) }

  /// The code of the refusal, or nil and the changed model.
  mutating func record(_ content: Fact.OneOf_Fact) -> Refusal.Code? {
    let position = head + 1
    switch content {
    case .contactCreated(let fact):
      guard contacts[fact.contact] == nil else { return .conflict }
      contacts[fact.contact] = Contact(name: fact.name)
      facts.append((fact.contact, false))
    case .callLogged(let fact):
      guard contacts[fact.contact] != nil else { return .notFound }
      contacts[fact.contact]?.interactions.insert(position)
      facts.append((fact.contact, true))
    case .contactTagged(let fact):
      guard let tags = contacts[fact.contact]?.tags else { return .notFound }
      contacts[fact.contact]?.tags = tags + fact.tags.filter { !tags.contains($0) }
      contacts[fact.contact]?.version += 1
      facts.append((fact.contact, false))
    case .factRetracted(let fact):
      guard fact.position > 0, fact.position <= head else { return .notFound }
      let (contact, isRetractable) = facts[Int(fact.position) - 1]
      guard isRetractable else { return .conflict }
      facts[Int(fact.position) - 1].isRetractable = false
      contacts[contact]?.interactions.remove(fact.position)
      facts.append((contact, false))
    default: return .invalid
    }
    return nil
  }
}

@Suite struct `The engine and a plain model` {
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `never differ in an answer`(seed: UInt64) async throws {
    let kith = try TestEngine { $0.limits.derivedChanges = 37 }
    var random = SeededGenerator(seed: seed)
    var model = PlainModel()
    for step in 0..<600 {
      if step % 200 == 150 { try kith.restart() }
      if step % 200 == 80 { _ = try? kith.engine.rebuild("all") }
      try await act(kith, &model, &random, "seed \(seed), step \(step)")
    }
    for id in model.contacts.keys.sorted() { try await compare(kith, model, id, "seed \(seed), end") }
    #expect(try await kith.settled("contacts").position == model.head)
    #expect(try await kith.verify("contacts").equal)
    kith.engine.stop()
  }

  private func act(
    _ kith: TestEngine, _ model: inout PlainModel, _ random: inout SeededGenerator, _ place: String
  ) async throws {
    let contact = contactID(UInt64(random.below(30)))
    switch random.below(8) {
    case 0, 1: try await record([created("Name \(random.below(1000))", id: contact)], kith, &model, &random, place)
    case 2, 3: try await record([called(contact), called(contact)], kith, &model, &random, place)
    case 4:
      let fact = ContactTagged.with { ($0.contact, $0.tags) = (contact, ["t\(random.below(4))"]) }
      try await record([.contactTagged(fact)], kith, &model, &random, place)
    case 5:
      try await record([retracted(UInt64(random.below(Int(model.head) + 3)))], kith, &model, &random, place)
    case 6: try await again(kith, model, &random, place)
    default: try await compare(kith, model, contact, place)
    }
  }

  private func record(
    _ facts: [Fact.OneOf_Fact], _ kith: TestEngine, _ model: inout PlainModel, _ random: inout SeededGenerator,
    _ place: String
  ) async throws {
    let asked = request(facts, commandID: random.oneIn(3) ? "command-\(model.commands.count)" : "")
    var changed = model
    var expected: Refusal.Code?
    for fact in facts where expected == nil { expected = changed.record(fact) }
    do {
      let reply = try await kith.record(asked)
      #expect(expected == nil, "\(place)")
      #expect(reply.position == changed.head, "\(place)")
      model = changed
      if !asked.commandID.isEmpty { model.commands[asked.commandID] = (asked, reply.position) }
    } catch let refusal as Refusal {
      #expect(refusal.code == expected || (refusal.code == .invalid && expected != nil), "\(place): \(refusal)")
    }
    #expect(kith.engine.head.value == model.head, "\(place)")
  }

  private func again(
    _ kith: TestEngine, _ model: PlainModel, _ random: inout SeededGenerator, _ place: String
  ) async throws {
    let ids = model.commands.keys.sorted()
    guard !ids.isEmpty, let command = model.commands[ids[random.below(ids.count)]] else { return }
    let reply = try await kith.record(command.request)
    #expect(reply.replayed && reply.position == command.position, "\(place)")
  }

  private func compare(_ kith: TestEngine, _ model: PlainModel, _ id: String, _ place: String) async throws {
    do {
      let card = try await kith.card(id, after: Position(model.head))
      let contact = try #require(model.contacts[id], "\(place)")
      #expect(card.name == contact.name, "\(place)")
      #expect(card.version == contact.version, "\(place)")
      #expect(card.tags == contact.tags, "\(place)")
      #expect(card.interactionCount == UInt64(contact.interactions.count), "\(place)")
    } catch let refusal as Refusal {
      #expect(refusal.code == .notFound && model.contacts[id] == nil, "\(place): \(refusal)")
    }
  }
}
