import APISchema
import Client
import FactSchema
import Foundation
import RowSchema
import TestSupport
import Testing

/// The Swift in Docs/clients.md, compiled and run.
@Suite struct `The example of the client library` {
  @Test func `runs`() async throws {
    let folder = try ScratchFolder("kith-docs")
    let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"))
    #expect(try await Self.example(path: daemon.socketPath) == "Emmy Noether 1")
  }

  @Test func `stands in the guide as it was run`() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let page = try #require(Document.text("Docs/clients.md"))
    let example = source.components(separatedBy: "// The guide:\n")[1].components(separatedBy: "    // Until here.\n")[
      0]
    let lines = example.components(separatedBy: "\n").map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }
    let modules = ["APISchema", "Client", "FactSchema", "RowSchema"].map { "import \($0)" }.joined(separator: "\n")
    #expect(page.contains("```swift\n\(modules)\n\n" + lines.joined(separator: "\n")))
  }

  static func example(path: String) async throws -> String {
    // The guide:
    let client = try await KithClient.connect(path: path)

    var created = ContactCreated()
    created.name = "Emmy Noether"
    var event = ProposedEvent()
    event.fact.contactCreated = created
    var command = RecordRequest()
    command.events = [event]
    command.commandID = "noether-1"
    let recorded = try await client.call(command)

    var query = ContactGetRequest()
    query.contact = recorded.events[0].subject
    let card = try await client.call(query).contact
    // Until here.
    await client.close()
    return "\(card.name) \(card.version)"
  }
}
