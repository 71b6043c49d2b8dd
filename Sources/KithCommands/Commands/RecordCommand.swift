import ArgumentParser
import Client
import Foundation
import Import
import Schema
import SwiftProtobuf
import Wire

/// `kith record FACT key=value ...`
struct RecordCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records a fact.",
    discussion: """
      Fields: key=text takes the field's type from the schema (numbers, words of an enum in any case, amounts such as \
      '12.50 EUR', times such as 2026-03-01T09:30:00Z, '2026-03-01 09:30' in UTC, or a date); key:=JSON is taken as it \
      is; a.b=text reaches inside; a key given again makes a list; key=@file and key=- read a file or standard input; \
      @file or - alone is the whole fact as JSON. Text that begins with @ is written @@.

      Beside the fact's own fields: occurredAt=, commandId=, correlationId=, causationId=.

      Example: kith record CallLogged contact=ada@example.com direction=outbound durationSeconds=180
      """)

  @Argument(help: "The fact, such as ContactCreated.", completion: .list(FactCatalogue.names))
  var fact: String

  @Argument(
    help: ArgumentHelp("The fact's fields.", valueName: "key=value"),
    completion: .custom { words, _, _ in Self.completions(words) })
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
    guard let table = FactCatalogue.table(named: fact) else {
      let hint = Nearest.match(for: fact, among: FactCatalogue.names).map { "did you mean \($0)?" }
      throw CommandFailure(
        .usage, "there is no fact \(fact)", hint: hint ?? "the facts: \(FactCatalogue.names.joined(separator: ", "))")
    }
    let arguments = try FactArguments(fields)
    // Written once before anything is asked, so that a slip of the pen needs no daemon to be found.
    let draft = arguments.whole.map { DraftValue.json($0) } ?? arguments.data
    _ = try DraftWriter.json(draft, as: table)
    let expectations = try expectations.map(Self.expectation)
    let resolved = try await References(kith: kith).resolve(draft, fact: table.name)
    var event = "{\"type\":\"\(table.name)\",\"data\":\(try DraftWriter.json(resolved, as: table))"
    if let text = arguments.envelope["occurredAt"] {
      guard let time = TimeText.timestamp(text) else {
        throw CommandFailure(.usage, "occurredAt: expected a time such as 2026-03-01T09:30:00Z, or a date")
      }
      event += ",\"occurredAt\":\"\(time)\""
    }
    var request = "{\"events\":[\(event)}]"
    for name in FactArguments.reserved where name != "occurredAt" {
      if let text = arguments.envelope[name] { request += ",\"\(name)\":\(JSONText.quoted(text))" }
    }
    if !expectations.isEmpty { request += ",\"expect\":[\(expectations.joined(separator: ","))]" }
    if let unless { request += ",\"unless\":\(unless)" }
    if isRehearsal { request += ",\"rehearsal\":\(JSONText.quoted(randomCommandID()))" }
    try await record(request + "}", fact: table.name, kith)
  }

  private func record(_ request: String, fact: String, _ kith: Session) async throws {
    let (method, encoded) = try KithClient.request(named: "record", params: request)
    let bytes = try await kith.client().send(method, encoded: encoded).encoded
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

  private static func expectation(_ text: String) throws -> String {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, SubjectID(parts[0]) != nil, let version = UInt64(parts[1]) else {
      throw CommandFailure(.usage, "--expect takes id=version, such as contact_01h2xcejqtf2nbrexx3vqjhp41=3")
    }
    return "{\"subject\":\"\(parts[0])\",\"version\":\(version)}"
  }

  /// The fields of the fact that stands on the line.
  private static func completions(_ words: [String]) -> [String] {
    guard let table = words.lazy.compactMap({ FactCatalogue.table(named: $0) }).first else { return [] }
    return (table.fields.map(\.jsonName) + FactArguments.reserved).map { "\($0)=" }
  }
}
