import Domain
import Engine
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

/// Facts that revise what is known of something: those that can clear fields. By the schema alone.
@Suite struct `A fact that revises` {
  static let types = FieldSuite.types.filter { type in
    type.message.fields.contains { $0.jsonName == "clear" }
      && FieldSuite.types.contains { $0.createdKind != nil && $0.createdKind == type.subjectKind }
  }

  /// What says no more than how to read another field: it comes and goes with that one.
  private static let companions = [
    "phoneRegion": "phones", "occurrence": "recurrence", "emailLabels": "emails", "phoneLabels": "phones",
  ]
  /// What the card tells of a field once more, with what is known of it beside.
  private static let retold: Set = ["memberships"]

  @Test func `is one of contacts and one of deals at least`() {
    #expect(Set(Self.types.map(\.subjectKind)).isSuperset(of: [.contact, .deal]))
  }

  @Test(arguments: types) func `sets each of its fields on the card, clears each, and leaves everything else`(
    _ type: FactType
  ) async throws {
    let kith = try TestEngine()
    let surroundings = try await FieldSuite.surroundings([kith], 1)
    let revised = try await Revised(type, kith, surroundings)
    for field in type.message.fields {
      guard ![revised.kind.prefix, "clear"].contains(field.jsonName), Self.companions[field.jsonName] == nil else {
        continue
      }
      let name = "\(type.name).\(field.jsonName)"
      let before = try await revised.card()
      #expect(before[field.jsonName] != nil, "\(name) is not on the card though the creation says all there is")
      if let cleared = try await revised.clear(field.jsonName) {
        let gone = Self.companions.filter { $0.value == field.jsonName }.map(\.key) + [field.jsonName]
        #expect(Self.differences(before, cleared) == Set(gone), "\(name) is cleared")
        #expect(cleared[field.jsonName] == nil, "\(name) is cleared and still there")
      } else {
        // Nothing is without them.
        let isNeeded = revised.creation.message.fields.contains { $0.jsonName == field.jsonName && $0.isRequired }
        var isWord = false
        if case .enumeration = field.kind { isWord = true }
        #expect(isNeeded || isWord, "\(name) can be set and not be cleared")
      }
      let bare = try await revised.card()
      let set = try await revised.set(field, otherThan: bare[field.jsonName])
      let stored = try #require(set, "\(name) is refused alone")
      let after = try await revised.card()
      #expect(after.fields[field.jsonName] == stored.fields[field.jsonName], "\(name) is set")
      #expect(after.fields[field.jsonName] != bare.fields[field.jsonName], "\(name) is set to what it was")
      let changed = Self.differences(bare, after).filter { Self.companions[$0] != field.jsonName }
      #expect(changed.isSubset(of: stored.fields.keys), "\(name) is set")
    }
    kith.engine.stop()
  }

  private static func differences(_ a: Tree, _ b: Tree) -> Set<String> {
    Set(a.fields.keys).union(b.fields.keys).subtracting(retold).filter { a.fields[$0] != b.fields[$0] }
  }
}

/// Something of which everything is known that its creation can say, and that is revised.
private struct Revised {
  let kind: SubjectKind
  let creation: FactType
  private let kith: TestEngine
  private let maker: FactMaker
  private let about: Tree
  private let subject: String

  init(_ type: FactType, _ kith: TestEngine, _ surroundings: Surroundings) async throws {
    self.kith = kith
    maker = kith.maker(type, in: surroundings)
    let creation = FieldSuite.types.first { $0.createdKind != nil && $0.createdKind == type.subjectKind }
    self.creation = try #require(creation)
    kind = try #require(type.subjectKind)
    let created = kith.maker(self.creation, in: surroundings)
    let whole = try await created.full()
    _ = try await FieldSuite.stored(created.fact(whole), by: kith)
    subject = whole.text(kind.prefix)
    about = Tree(fields: [kind.prefix: [.text(subject)]])
  }

  private struct NoCard: Error {}

  func card() async throws -> Tree {
    guard var card = try await kith.shown(subject) else { throw NoCard() }
    card.fields["version"] = nil
    return card
  }

  /// The card after the field is cleared; nil where that is refused.
  func clear(_ field: String) async throws -> Tree? {
    let fact = try maker.fact(about.setting(["clear"], to: .text(field)))
    guard try await kith.refusal(of: fact) == nil else { return nil }
    _ = try await FieldSuite.stored(fact, by: kith)
    return try await card()
  }

  /// Sets the field alone to something else, and gives the fact as it was stored; nil where nothing is accepted.
  func set(_ field: FieldTable, otherThan before: Tree.Value?) async throws -> Tree? {
    for value in maker.candidates(field) where value != before {
      guard let fact = try? await maker.solved(about.setting([field.jsonName], to: value), fixing: [field.jsonName]),
        Set(fact.fields.keys) == [kind.prefix, field.jsonName]
      else { continue }
      return try await FieldSuite.stored(maker.fact(fact), by: kith)
    }
    return nil
  }
}
