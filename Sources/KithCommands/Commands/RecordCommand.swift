import APISchema
import ArgumentParser
import Client
import FactSchema
import Foundation
import Import
import SwiftProtobuf
import Wire

/// `kith record FACT key=value ...`
struct RecordCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records a fact.",
    discussion: """
      Fields: key=text takes the field's type from the schema (numbers, words of an enum in any case, amounts such as \
      '12.50 EUR', times such as 2026-03-01T09:30:00Z, '2026-03-01 09:30' in UTC, or a date, which is noon in UTC of that day); key:=JSON is taken as it \
      is; a.b=text reaches inside; a key given again makes a list; key=@file and key=- read a file or standard input; \
      @file or - alone is the whole fact as JSON. Text that begins with @ is written @@.

      Beside the fact's own fields: occurredAt=, commandId=, correlationId=, causationId=.

      Example: kith record CallLogged contact=ada@example.com direction=outbound durationSeconds=180
      """)

  @Argument(help: "The fact, such as ContactCreated.", completion: .list(FactCatalogue.names))
  var fact: String

  @Argument(
    help: ArgumentHelp("The fact's fields.", valueName: "key=value"),
    completion: .custom { words, index, _ in FieldCompletions.all(words, at: index) })
  var fields: [String] = []

  @Option(name: .customLong("expect"), help: ArgumentHelp("The version a subject must have.", valueName: "id=version"))
  var expectations: [String] = []

  @Option(
    name: .customLong("unless"),
    help: ArgumentHelp("Refuse when JSON {types, subjects, after} finds a fact.", valueName: "json"))
  var unless: String?

  @Flag(name: .customLong("dry-run"), help: "Ask whether it would be recorded, and record nothing.")
  var isRehearsal = false

  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    let table = try FactNames.table(fact)
    let arguments = try FactArguments(fields)
    // Written once before anything is asked, so that a slip of the pen needs no daemon to be found.
    let draft = arguments.whole.map { DraftValue.json($0) } ?? arguments.data
    _ = try DraftWriter.json(draft, as: table)
    try Self.checkRequired(draft, table)
    let expectations = try expectations.map(Self.expectation)
    let resolved = try await References(kith: kith).resolve(draft, fact: table.name)
    var event = "{\"type\":\"\(table.name)\",\"data\":\(try DraftWriter.json(resolved, as: table))"
    if let text = arguments.envelope["occurredAt"] {
      guard let time = TimeText.timeOrDay(text) else {
        throw CommandFailure(.usage, "occurredAt: expected a time such as 2026-03-01T09:30:00Z, or a date")
      }
      event += ",\"occurredAt\":\"\(time)\""
    }
    if let text = arguments.envelope["occurredOn"] { event += ",\"occurredOn\":\(JSONText.quoted(text))" }
    var request = "{\"events\":[\(event)}]"
    for name in FactArguments.reserved where !["occurredAt", "occurredOn"].contains(name) {
      if let text = arguments.envelope[name] { request += ",\"\(name)\":\(JSONText.quoted(text))" }
    }
    if !expectations.isEmpty { request += ",\"expect\":[\(expectations.joined(separator: ","))]" }
    if let unless { request += ",\"unless\":\(unless)" }
    if isRehearsal { request += ",\"rehearsal\":\(JSONText.quoted(randomCommandID()))" }
    try await record(request + "}", fact: table.name, kith)
  }

  private func record(_ request: String, fact: String, _ kith: Session) async throws {
    let (method, bytes) = try await send(request, kith)
    if kith.console.style.isJSON { return kith.console.line(try KithClient.json(bytes, as: method.reply)) }
    let reply = try RecordReply(serializedBytes: bytes)
    let recorded = reply.events.first ?? RecordReply.Recorded()
    if isRehearsal {
      kith.console.line("\(fact) would be recorded about \(recorded.subject)")
    } else {
      let again = reply.replayed ? kith.console.styled("  (recorded before)", .yellow) : ""
      kith.console.line(
        "\(kith.console.styled(fact, .bold))  \(recorded.subject)  version \(recorded.version)  "
          + "position \(reply.position)\(again)")
    }
  }

  /// The encoded answer. There is one fact, whose fields stand on the line without a path before them, so a refusal
  /// names them in that way too.
  private func send(_ request: String, _ kith: Session) async throws -> (method: APISchema.Method, bytes: [UInt8]) {
    do {
      let (method, encoded) = try KithClient.request(named: "record", params: request)
      return (method, try await kith.client().send(method, encoded: encoded).encoded)
    } catch var error as KithError {
      error.message = error.message.replacing("events[0].data.", with: "").replacing("events[0].", with: "")
      throw error
    }
  }

  /// Every field that is missing is named at once, and what else there is.
  private static func checkRequired(_ draft: DraftValue, _ table: MessageTable) throws(CommandFailure) {
    guard case .fields(let given) = draft else { return }
    let missing = table.fields.filter { field in field.isRequired && !given.contains { $0.name == field.jsonName } }
    guard !missing.isEmpty else { return }
    let all = table.fields.map { $0.isRequired ? "\($0.jsonName) (required)" : $0.jsonName }
    throw CommandFailure(
      .usage, "\(table.name) needs \(missing.map(\.jsonName).joined(separator: " and "))",
      hint: "its fields: \(all.joined(separator: ", "))")
  }

  private static func expectation(_ text: String) throws -> String {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, SubjectID(parts[0]) != nil, let version = UInt64(parts[1]) else {
      throw CommandFailure(.usage, "--expect takes id=version, such as contact_01h2xcejqtf2nbrexx3vqjhp41=3")
    }
    return "{\"subject\":\"\(parts[0])\",\"version\":\(version)}"
  }
}
