import APISchema
import FactSchema
import SwiftProtobuf
import Testing

@Suite struct `The schema's tables` {
  let built = DescriptorSet(tables: SchemaTables.messages, enums: SchemaTables.enums)

  @Test func `say what the .proto files say`() throws {
    let committed = try DescriptorSet(repositoryPath: "Tests/SchemaTests/Built/kith-v1.descriptors")
    #expect(built.messages == committed.messages)
    #expect(built.enums == committed.enums)
  }

  @Test func `hold no personal field below the first level of a fact`() {
    func check(_ name: String) {
      for field in built.messages[name]?.values.map(\.self) ?? [] {
        #expect(!field.isPersonal, "\(name).\(field.name)")
        check(field.type)
      }
    }
    for type in FactType.allCases {
      for field in type.message.fields {
        if case .message(let part) = field.kind { check(part) }
      }
    }
  }
}

/// The enums that are made from the schema's options.
@Suite struct `What the schema says of facts and methods` {
  let committed: DescriptorSet

  init() throws { committed = try DescriptorSet(repositoryPath: "Tests/SchemaTests/Built/kith-v1.descriptors") }

  /// The bits of the permissions that the .proto file names; 61 stands for none, and nothing said for what nobody has.
  private func permissions(_ numbers: [UInt64]?) -> Permissions {
    guard let numbers, !numbers.isEmpty else { return .unopened }
    return Permissions(rawValue: numbers.filter { $0 != 61 }.reduce(0) { $0 | 1 << $1 })
  }

  @Test func `is said of every fact`() throws {
    let fields = try #require(committed.messages["Fact"])
    #expect(Set(fields.keys) == Set(FactType.allCases.map { Int($0.rawValue) }))
    for type in FactType.allCases {
      let number = Int(type.rawValue)
      let said = try #require(committed.messageOptions[type.name])
      let options = Dictionary(said.map { ($0.number, $0.value) }, uniquingKeysWith: { $1 })
      #expect(options[50009] == UInt64(number), "\(type)")
      #expect(type.name == fields[number]?.type && type.message.name == type.name)
      #expect(type.subjectKind?.rawValue ?? 0 == options[50010] ?? 0, "\(type)")
      #expect(type.isInteraction == (options[50011] == 1), "\(type)")
      #expect(type.changesNothing == (options[50012] == 1), "\(type)")
      #expect(type.isRetractable == (options[50013] == 1), "\(type)")
      #expect(type.keepsVersion == (options[50014] == 1), "\(type)")
      #expect(type.isOfTheDaemon == (options[50015] == 1), "\(type)")
      #expect(type.needs == permissions(said.filter { $0.number == 50017 }.map(\.value)), "\(type)")
      let content = try #require(try Fact.OneOf_Fact(number: type.rawValue, [UInt8]().span))
      #expect(Fact.with { $0.fact = content }.type == type)
      #expect(try content.message() == [])
    }
    #expect(try Fact.OneOf_Fact(number: 15, [UInt8]().span) == nil)
  }

  @Test func `is said of every method`() throws {
    let fields = try #require(committed.messages["Request"]).filter { $0.value.label == "oneof" }
    #expect(Set(fields.keys) == Set(Method.allCases.map(\.rawValue)))
    let places: [Method.Place?] = [nil, .writer, .readModels, .engine, .connection]
    for method in Method.allCases {
      let options = try #require(committed.options["Request"]?[method.rawValue])
      #expect(method.needs == permissions(committed.needs["Request"]?[method.rawValue]), "\(method)")
      #expect(method.answeredBy == places[Int(options[50021] ?? 0)], "\(method)")
    }
  }
}

/// What the schema says of the values that are sent.
@Suite struct `What the schema says of what is sent` {
  /// The messages of facts that clients record, and of requests, with those within them.
  static let sent: [MessageTable] = {
    var names: Set<String> = []
    func add(_ table: MessageTable) {
      guard names.insert(table.name).inserted else { return }
      for field in table.fields {
        guard case .message(let name) = field.kind, name != "Fact" else { continue }
        for inner in SchemaTables.messages where inner.name == name { add(inner) }
      }
    }
    for type in FactType.allCases where !type.isOfTheDaemon { add(type.message) }
    for request in SchemaTables.messages where request.name.hasSuffix("Request") { add(request) }
    return SchemaTables.messages.filter { names.contains($0.name) }
  }()

  @Test func `is the form of every text and the meaning of every date`() {
    // A client's own name, names that are looked up, and what identities are made of.
    let free: Set = [
      "HelloRequest.client", "ProjectionStatusRequest.projection", "ProjectionRebuildRequest.projection",
      "ProjectionVerifyRequest.projection", "IdentifiedTexts.texts",
    ]
    for table in Self.sent {
      for field in table.fields {
        let name = "\(table.name).\(field.protoName)"
        switch field.kind {
        case .string: #expect(field.form != nil || !field.words.isEmpty || free.contains(name), "\(name) has no form")
        case .timestamp: #expect(field.date != nil, "\(name) does not say what a date stands for")
        default: #expect(field.form == nil && field.date == nil, "\(name)")
        }
        #expect(field.form != .line || field.maxCharacters != nil, "\(name) has no most characters")
      }
    }
  }

  @Test func `stands in the tables as in the .proto files`() throws {
    let committed = try DescriptorSet(repositoryPath: "Tests/SchemaTests/Built/kith-v1.descriptors")
    for table in SchemaTables.messages where !["Fact", "Request", "Reply"].contains(table.name) {
      for field in table.fields {
        let options = committed.options[table.name]?[field.number] ?? [:]
        let name = "\(table.name).\(field.protoName)"
        #expect((field.form == nil) == (options[50030] == nil && options[50031] == nil), "\(name)")
        if case .id(let kind?) = field.form { #expect(UInt64(kind.rawValue) == options[50031], "\(name)") }
        #expect(field.maxCharacters.map(UInt64.init) == options[50032], "\(name)")
        #expect(field.minimum.map(UInt64.init) == options[50033], "\(name)")
        #expect(field.maximum.map(UInt64.init) == options[50034], "\(name)")
        #expect(field.creates == (options[50035] == 1), "\(name)")
        #expect(field.isClearable == (options[50036] == 1), "\(name)")
        #expect((field.date == nil) == (options[50037] == nil), "\(name)")
      }
    }
  }

  @Test func `is what a fact creates`() {
    for type in FactType.allCases {
      let created = type.message.fields.filter(\.creates)
      #expect(created.count <= 1)
      #expect(created.first?.form == type.creates.map { .id($0) }, "\(type)")
      #expect(type.creates == nil || type.creates == type.subjectKind, "\(type)")
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
    // What the registry holds is no message to anybody: it is made again where its version is another.
    for (name, fields) in released.messages where !name.hasPrefix("SubjectState") {
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
    for name in FactType.allCases.map(\.name) {
      for (number, old) in released.messages[name] ?? [:] {
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
