import APISchema
import Domain
import FactSchema

/// Makes facts that are accepted, of any kind and with any field, by what refusals say: whatever field is refused gets
/// another value. So it knows the fields of a new release as well as those of this one.
struct FactMaker {
  /// Where a field stands in a fact: the names of messages around it, then its own.
  typealias Place = [String]

  /// Nothing that was tried was accepted.
  struct Unsolved: Error, CustomStringConvertible {
    let description: String
  }

  let type: FactType
  /// Tells of each why it would be refused, each by itself; nil when it is accepted.
  let judge: ([Fact]) async throws -> [Refusal?]
  /// The values that a field may be tried with.
  let candidates: (FieldTable) -> [Tree.Value]
  /// An id that is free, where the fact creates something.
  let freeID: Tree.Value?

  /// An accepted fact with as little as can be, beside what is given.
  func solved(_ given: Tree = Tree(), fixing fixed: Place = []) async throws -> Tree {
    var tree = given
    var refusal = try await judge([fact(tree)])[0]
    var tried: [Place: Int] = [:]
    while let refused = refusal {
      let place = Self.place(refused.field ?? "")
      let first = tried[place, default: 0]
      // What is an object by keys that depend on what is there is tried apart.
      let field = Self.field(place, type.message)
      let values = field.map { $0.isObject ? [] : candidates($0).dropFirst(first) } ?? []
      let found = try await firstMatch(values.map { tree.setting(place, to: $0) }) {
        $0.map { Self.place($0.field ?? "") } != place
      }
      guard place != fixed, let found else {
        throw Unsolved(description: "no \(type.name) was accepted with \(given), the last: \(refused)")
      }
      tried[place] = first + found.index + 1
      // What stands in it was chosen for the value before.
      for other in tried.keys where other.count > place.count && other.starts(with: place) { tried[other] = nil }
      tree = found.tree
      refusal = found.refusal
    }
    return tree
  }

  /// How many are judged together: rarely many more than needed.
  private static let together = 8

  private func firstMatch(
    _ trees: [Tree], _ matches: (Refusal?) -> Bool
  ) async throws -> (index: Int, tree: Tree, refusal: Refusal?)? {
    for start in stride(from: 0, to: trees.count, by: Self.together) {
      let refusals = try await judge(trees[start..<min(start + Self.together, trees.count)].map(fact))
      guard let index = refusals.firstIndex(where: matches) else { continue }
      return (start + index, trees[start + index], refusals[index])
    }
    return nil
  }

  /// An accepted fact, and such as differ from it in one field alone. The first lacks it where it can.
  func pair(at place: Place) async throws -> (without: Tree, with: [Tree]) {
    var start = Tree()
    if let freeID, let kind = type.subjectKind { start = start.setting([kind.prefix], to: freeID) }
    for depth in 1..<max(1, place.count) { start = start.setting(Array(place.prefix(depth)), to: .message(Tree())) }
    let least = try await solved(start)
    let varied = try await varied(least, at: place)
    if !varied.isEmpty { return (least, varied) }
    // It may be taken only beside another field, or without one that the least of such facts has.
    for field in type.message.fields where field.jsonName != place[0] {
      for value in candidates(field) {
        guard let base = try? await solved(start.setting([field.jsonName], to: value), fixing: [field.jsonName]) else {
          continue
        }
        let varied = try await self.varied(base, at: place)
        if !varied.isEmpty { return (base, varied) }
        if case .enumeration = field.kind { continue }
        break
      }
    }
    // Or in the place of what the least has, as what is set and what is cleared.
    for value in Self.field(place, type.message).map(candidates) ?? [] {
      guard let alone = try? await solved(start.setting(place, to: value), fixing: place) else { continue }
      if alone.value(at: place) != least.value(at: place) { return (least, [alone]) }
      for field in type.message.fields where field.jsonName != place[0] {
        for value in candidates(field) {
          let base = try? await solved(start.setting([field.jsonName], to: value), fixing: [field.jsonName])
          if let base, base.value(at: place) == nil { return (base, [alone]) }
        }
      }
    }
    // Or with another field that says the same.
    guard let field = Self.field(place, type.message) else { throw Unsolved(description: "no field \(place)") }
    for other in Self.places(of: type.message) where other != place && other.last == place.last {
      let values = candidates(field).filter { $0 != least.value(at: place) }
      let both = try await accepted(values.map { least.setting(place, to: $0).setting(other, to: $0) })
      if !both.isEmpty { return (least, both) }
    }
    throw Unsolved(description: "no value of \(type.name).\(place.joined(separator: ".")) was accepted")
  }

  private func varied(_ base: Tree, at place: Place) async throws -> [Tree] {
    guard let field = Self.field(place, type.message) else { return [] }
    let before = base.value(at: place)
    return try await accepted(candidates(field).filter { $0 != before }.map { base.setting(place, to: $0) })
  }

  /// Two or more of those that are accepted, where there are as many.
  private func accepted(_ trees: [Tree]) async throws -> [Tree] {
    var accepted: [Tree] = []
    for start in stride(from: 0, to: trees.count, by: Self.together) where accepted.count < 2 {
      let some = trees[start..<min(start + Self.together, trees.count)]
      accepted += zip(some, try await judge(some.map(fact))).filter { $0.1 == nil }.map(\.0)
    }
    return accepted
  }

  /// An accepted fact with as many fields as can be.
  func full(_ given: Tree = Tree()) async throws -> Tree {
    var tree = try await solved(given)
    for field in type.message.fields where tree[field.jsonName] == nil && !field.isObject {
      for value in candidates(field) {
        guard let more = try? await solved(tree.setting([field.jsonName], to: value), fixing: [field.jsonName]) else {
          continue
        }
        tree = more
        break
      }
    }
    return tree
  }

  func fact(_ tree: Tree) throws -> Fact {
    try FactCodec.decode(type: type.rawValue, message: tree.encoded(type.message))
  }

  /// `lines[0].product` as a place.
  static func place(_ path: String) -> Place {
    path.split(separator: ".").map { String($0.prefix { $0 != "[" }) }
  }

  static func field(_ place: Place, _ table: MessageTable) -> FieldTable? {
    guard let first = place.first, let field = table.fields.first(where: { $0.jsonName == first }) else { return nil }
    if place.count == 1 { return field }
    guard case .message(let name) = field.kind, let inner = SchemaTables.messages.first(where: { $0.name == name })
    else { return nil }
    return self.field(Array(place.dropFirst()), inner)
  }

  /// What the daemon makes itself, and is refused from others (SuppressionRuleTests, ErasureTests).
  static func isOfTheDaemon(_ field: FieldTable, _ table: MessageTable) -> Bool {
    if table.name == "PersonalDataErased" { return ["addressKeys", "fields", "suppressions"].contains(field.jsonName) }
    return field.jsonName == "addressKey"
  }

  /// The place of every field, those inside of messages included and not those messages themselves; none of an object by keys.
  static func places(of table: MessageTable) -> [Place] {
    table.fields.filter { !$0.isObject && !isOfTheDaemon($0, table) }.flatMap { field -> [Place] in
      guard case .message(let name) = field.kind, let inner = SchemaTables.messages.first(where: { $0.name == name })
      else { return [[field.jsonName]] }
      return places(of: inner).map { [field.jsonName] + $0 }
    }
  }
}

extension Tree {
  func value(at place: FactMaker.Place) -> Value? {
    guard let first = place.first else { return nil }
    if place.count == 1 { return self[first] }
    return messages(first).first?.value(at: Array(place.dropFirst()))
  }

  /// With a field set, and the messages around it where there are none.
  func setting(_ place: FactMaker.Place, to value: Value) -> Tree {
    guard let first = place.first else { return self }
    var tree = self
    tree.fields[first] =
      place.count == 1
      ? [value] : [.message((messages(first).first ?? Tree()).setting(Array(place.dropFirst()), to: value))]
    return tree
  }
}
