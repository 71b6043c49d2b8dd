import APISchema
import Descriptors
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import Wire

@testable import ReadModels

extension FactType {
  /// What a fact of this kind creates, or nil.
  var createdKind: SubjectKind? {
    message.fields.contains { $0.jsonName == subjectKind?.prefix && !$0.isRequired } ? subjectKind : nil
  }
}

extension SubjectKind {
  /// The method that gives one of the kind, where there is one.
  var get: Method? { Method.allCases.first { $0.name == "\(prefix).get" } }
}

extension TestEngine {
  /// Why the fact would be refused now; nothing is recorded.
  func refusal(of fact: Fact) async throws -> Refusal? { try await refusals(of: [fact])[0] }

  /// The same of each of them, by itself.
  func refusals(of facts: [Fact]) async throws -> [Refusal?] {
    // All or nothing: a second fact is refused always.
    let nobody = request([.contactTagged(ContactTagged())]).events
    let commands = facts.map { fact in command(.with { $0.events = [.with { $0.fact = fact }] + nobody }) }
    engine.submit(commands)
    var refusals: [Refusal?] = []
    for command in commands {
      guard case .failure(var refusal) = await collector.outcome(command.ticket).result else {
        preconditionFailure("a fact without a subject was recorded")
      }
      let around = "events[0].data."
      refusal.field = refusal.field.map { $0.hasPrefix(around) ? String($0.dropFirst(around.count)) : $0 }
      refusals.append(refusal.event == 0 ? refusal : nil)
    }
    return refusals
  }

  func maker(_ type: FactType, in surroundings: Surroundings) -> FactMaker {
    let names = type.message.fields.map { Tree.Value.text($0.jsonName) }
    return FactMaker(
      type: type, judge: refusals,
      candidates: { field in surroundings.candidates(field) + (field.kind == .string ? names : []) },
      freeID: type.createdKind.map { .text(surroundings.id($0, 4)) })
  }

  /// What a method answers, without facts that are told as they were recorded; a refusal is an answer too.
  func answer(_ method: Method, _ request: Tree) async throws -> Tree {
    do {
      let bytes = try await answer(method, request.encoded(method.request.table))
      return try Tree(bytes, method.reply.table).without(["position"], method.reply.table)
    } catch let refusal as Refusal {
      return Tree(fields: ["refused": [.text(refusal.code.rawValue)]])
    }
  }

  /// The card of a subject, by a method that gives one.
  func shown(_ subject: String) async throws -> Tree? {
    guard let kind = SubjectID(subject)?.kind, let get = kind.get else { return nil }
    return try await answer(get, Tree(fields: [kind.prefix: [.text(subject)]])).messages(kind.prefix).first
  }

  /// What a method gives that gives one card to everybody, whose id is another in each log.
  func only(_ method: Method) async throws -> [[String: [Tree.Value]]] {
    guard !method.reply.table.fields.contains(where: { $0.label == .repeated }) else { return [] }
    let answer = try await answer(method, Tree())
    return method.reply.table.fields.flatMap { field in
      answer.messages(field.jsonName).map { card in card.fields.filter { $0.key != "id" } }
    }
  }

  /// The cards of those subjects in a list of all, in the order of the list.
  func listed(_ method: Method, _ subjects: Set<String>) async throws -> [Tree] {
    var found: [Tree] = []
    var request = Tree()
    while true {
      let page = try await answer(method, request)
      for field in method.reply.table.fields where field.label == .repeated {
        found += page.messages(field.jsonName).filter { subjects.contains($0.text("id")) }
      }
      guard let cursor = page["cursor"] else { return found }
      request.fields["cursor"] = [cursor]
    }
  }
}

/// Every question that read models answer about surroundings, by the schema: those that cost least first.
struct Questions {
  private let surroundings: Surroundings
  private let days: (from: String, to: String)

  /// `from` and `to` are the days that figures are asked of.
  init(_ surroundings: Surroundings, from: String, to: String) {
    self.surroundings = surroundings
    days = (from, to)
  }

  private static let methods = Method.allCases.filter { $0.answeredBy == .readModels }

  private static func idFields(_ method: Method) -> [FieldTable] {
    method.request.table.fields.filter { SubjectKind(prefix: $0.jsonName) != nil }
  }

  /// What is asked about one subject.
  var ofSubjects: [(method: Method, request: Tree)] {
    Self.methods.flatMap { method in
      Self.idFields(method).flatMap { field in
        surroundings.subjects.filter { $0.kind.prefix == field.jsonName }.map { subject in
          (method, Tree(fields: [field.jsonName: [.text(subject.description)]]))
        }
      }
    }
  }

  /// What lists all that there is.
  static let ofAll = methods.filter { method in
    idFields(method).isEmpty && !method.request.table.fields.contains(where: \.isRequired)
  }

  private var ofFigures: [Tree] {
    Metric.all.map { metric in
      Tree(fields: [
        "metric": [.text(metric.name)], "by": [.text((["day"] + metric.dimensions).joined(separator: ","))],
        "from": [.text(days.from)], "to": [.text(days.to)],
      ])
    }
  }

  /// The first question that two engines answer otherwise, or nil.
  func difference(_ a: TestEngine, _ b: TestEngine) async throws -> String? {
    for (method, request) in ofSubjects where try await a.answer(method, request) != b.answer(method, request) {
      return "\(method.name) \(request)"
    }
    let subjects = Set(surroundings.subjects.map(\.description))
    for method in Self.ofAll {
      if try await a.listed(method, subjects) != b.listed(method, subjects) { return method.name }
      if try await a.only(method) != b.only(method) { return method.name }
    }
    for request in ofFigures {
      if try await a.answer(.metricsQuery, request) != b.answer(.metricsQuery, request) { return "\(request)" }
    }
    return nil
  }
}
