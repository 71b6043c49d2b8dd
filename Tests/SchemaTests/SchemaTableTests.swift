import Schema
import Testing

@Suite struct `The schema's tables` {
  let built = DescriptorSet(tables: SchemaTables.messages, enums: SchemaTables.enums)

  @Test func `say what the .proto files say`() throws {
    let committed = try DescriptorSet(repositoryPath: "Sources/Schema/Protos/kith-v1.descriptors")
    #expect(built.messages == committed.messages)
    #expect(built.enums == committed.enums)
  }

  @Test func `hold no personal field below the first level of a fact`() throws {
    let facts = try Set(#require(built.messages["Fact"]).values.map(\.type))
    for (name, fields) in built.messages where !facts.contains(name) {
      #expect(fields.values.allSatisfy { !$0.isPersonal }, "\(name)")
    }
  }
}

/// Whatever was once released can be read for ever: by old clients, and in old logs.
@Suite struct `What was released stays` {
  let released: DescriptorSet
  let current = DescriptorSet(tables: SchemaTables.messages, enums: SchemaTables.enums)

  init() throws { released = try DescriptorSet(repositoryPath: "Tests/SchemaTests/Released/kith-v1.descriptors") }

  @Test func `no message and no enum is removed`() {
    #expect(Set(released.messages.keys).subtracting(current.messages.keys) == [])
    #expect(Set(released.enums.keys).subtracting(current.enums.keys) == [])
  }

  @Test func `no field is removed, renamed or changed in type, and no number is used again`() {
    for (name, fields) in released.messages {
      for (number, old) in fields {
        guard let new = current.messages[name]?[number] else {
          Issue.record("\(name) lost its field \(number), \(old.name)")
          continue
        }
        #expect(
          [new.name, new.jsonName, new.type, new.label] == [old.name, old.jsonName, old.type, old.label], "\(name)")
      }
    }
  }

  @Test func `what is sealed stays sealed, and what is open stays open`() {
    for (name, fields) in released.messages {
      for (number, old) in fields {
        #expect(current.messages[name]?[number]?.isPersonal == old.isPersonal, "\(name) \(number)")
      }
    }
  }

  @Test func `nothing that could be left out is required`() {
    for (name, fields) in current.messages {
      guard let old = released.messages[name] else { continue }
      for (number, field) in fields where field.isRequired {
        #expect(old[number]?.isRequired == true, "\(name).\(field.name)")
      }
    }
  }

  @Test func `words keep their numbers`() {
    for (name, values) in released.enums {
      for (number, word) in values { #expect(current.enums[name]?[number] == word, "\(name)") }
    }
  }
}
