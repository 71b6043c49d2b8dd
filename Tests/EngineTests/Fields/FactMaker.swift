import Domain
import Schema

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
  /// Tells why the fact is refused; nil when it is accepted.
  let judge: (Fact) async throws -> Refusal?
  /// The values that a field may be tried with.
  let candidates: (FieldTable) -> [Tree.Value]
  /// An id that is free, where the fact creates something.
  let freeID: Tree.Value?

  /// An accepted fact with as little as can be, beside what is given.
  func solved(_ given: Tree = Tree(), fixing fixed: Place = []) async throws -> Tree {
    var tree = given
    var tried: [Place: Int] = [:]
    var last = ""
    for _ in 0..<400 {
      guard let refusal = try await judge(fact(tree)) else { return tree }
      last = "\(refusal.field ?? "-"): \(refusal.message)"
      let place = Self.place(refusal.field ?? "")
      guard place != fixed, let field = Self.field(place, type.message) else { break }
      let values = candidates(field)
      let next = tried[place, default: 0]
      guard next < values.count else { break }
      tried[place] = next + 1
      // What stands in it was chosen for the value before.
      for other in tried.keys where other.count > place.count && other.starts(with: place) { tried[other] = nil }
      tree = tree.setting(place, to: values[next])
    }
    throw Unsolved(description: "no \(type.name) was accepted with \(given), the last: \(last)")
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
        break
      }
    }
    // Or with another field that says the same.
    for other in Self.places(of: type.message) where other != place && other.last == place.last {
      for value in candidates(Self.field(place, type.message) ?? type.message.fields[0])
      where value != least.value(at: place) {
        let with = least.setting(place, to: value).setting(other, to: value)
        if try await judge(fact(with)) == nil { return (least, [with]) }
      }
    }
    throw Unsolved(description: "no value of \(type.name).\(place.joined(separator: ".")) was accepted")
  }

  /// The first few.
  private func varied(_ base: Tree, at place: Place) async throws -> [Tree] {
    guard let field = Self.field(place, type.message) else { return [] }
    let before = base.value(at: place)
    var varied: [Tree] = []
    for value in candidates(field) where value != before && varied.count < 3 {
      let tree = base.setting(place, to: value)
      if try await judge(fact(tree)) == nil { varied.append(tree) }
    }
    return varied
  }

  /// An accepted fact with as many fields as can be.
  func full(_ given: Tree = Tree()) async throws -> Tree {
    var tree = try await solved(given)
    for field in type.message.fields where tree[field.jsonName] == nil {
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

  /// The place of every field, those inside of messages included and not those messages themselves.
  static func places(of table: MessageTable) -> [Place] {
    table.fields.flatMap { field -> [Place] in
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
