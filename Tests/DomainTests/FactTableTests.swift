import APISchema
@testable import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `Every kind of fact` {
  @Test(arguments: FactType.allCases)
  func `is accepted with its required fields alone`(_ type: FactType) throws {
    let event = try Company().world.decided(Company().sample(type))
    #expect(event.type == type.rawValue)
    #expect(event.subject.kind == type.subjectKind ?? .contact)
    #expect(!event.otherSubjects.contains(event.subject))
  }

  @Test(arguments: FactType.allCases)
  func `is refused without one of its required fields, which is named`(_ type: FactType) throws {
    let company = try Company()
    for field in type.message.fields where field.isRequired {
      let content = try without(field.number, company.sample(type))
      company.world.expectRefusal(.invalid, field.jsonName, of: content)
    }
  }

  @Test(arguments: FactType.allCases)
  func `is refused for a subject that does not exist, and the field is named`(_ type: FactType) throws {
    let company = try Company()
    for field in type.message.fields where field.label != .repeated && field.kind == .string {
      guard let kind = field.jsonName == "organization" ? .contact : SubjectKind(prefix: field.jsonName) else {
        continue
      }
      // A creation may name an id that does not exist, and only that.
      let isMade = kind == type.subjectKind || kind == .relationship
      guard !isMade || field.isRequired || field.jsonName == "organization" else { continue }
      // So far only the built-in pipeline is there.
      let content = try setting(field.number, to: unknown(kind), company.sample(type))
      company.world.expectRefusal(.notFound, field.jsonName, of: content)
    }
  }

  @Test(arguments: FactType.allCases)
  func `is refused for an id of another kind, and the field is named`(_ type: FactType) throws {
    let company = try Company()
    for field in type.message.fields where field.label != .repeated && field.kind == .string {
      guard let kind = field.jsonName == "organization" ? .contact : SubjectKind(prefix: field.jsonName) else {
        continue
      }
      for wrong in [unknown(kind == .deal ? .contact : .deal), "nonsense", "\(kind.prefix)_", unknown(kind) + "0"] {
        let content = try setting(field.number, to: wrong, company.sample(type))
        company.world.expectRefusal(.invalid, field.jsonName, of: content)
      }
    }
  }

  @Test(arguments: FactType.allCases.filter { $0.creates != nil })
  func `that creates takes the client's id, once`(_ type: FactType) throws {
    var company = try Company()
    let kind = try #require(type.subjectKind)
    let id = SubjectID(kind, 0xABCDEF)
    let content = try setting(1, to: id.description, company.sample(type))
    let event = try company.world.record(content)
    #expect(event.subject == id)
    #expect(event.version == Version(1))
    // A pipeline or a team is defined anew under its id.
    if type == .pipelineDefined || type == .teamDefined {
      #expect(try company.world.decided(content).version == Version(2))
    } else {
      company.world.expectRefusal(.conflict, kind.prefix, reason: "exists", of: content)
    }
  }

  @Test(arguments: FactType.allCases)
  func `has a name by which it is found`(_ type: FactType) {
    #expect(!type.name.isEmpty)
    #expect(FactType(name: type.name) == type)
  }

  @Test func `of the schema has a type here`() throws {
    let fields = try #require(SchemaTables.messages.first { $0.name == "Fact" }).fields
    #expect(fields.map { UInt32($0.number) } == FactType.allCases.map(\.rawValue))
  }

  @Test(arguments: FactType.allCases)
  func `is sealed for its contact when it has personal fields`(_ type: FactType) throws {
    let company = try Company()
    let event = try company.world.decided(company.sample(type))
    let hasPersonal = type.message.fields.contains(where: \.isPersonal)
    #expect((event.sealSubject != nil) == hasPersonal)
    if [.user, .suppression].contains(type.subjectKind) {
      #expect(event.sealSubject == (hasPersonal ? event.subject : nil))
    } else if hasPersonal, type != .contactCreated, type != .taskScheduled {
      #expect(event.sealSubject == company.ada)
    }
  }
}
