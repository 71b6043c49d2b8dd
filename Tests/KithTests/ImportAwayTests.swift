import Foundation
import TestSupport
import Testing

@Suite struct `kith import, when its daemon goes away,` {
  static let mapping = """
    name: notes
    subjects: {who: {key: "${id}", data: {name: "Ada", externalId: "${id}"}}}
    facts: [{type: NoteAdded, data: {contact: "${who}", text: "${text}"}}]
    """

  /// Rows of a hundred bytes each.
  static func rows(_ numbers: Range<Int>) -> String {
    numbers.map { number in
      let text = "1,note \(number) "
      return text + String(repeating: "x", count: 99 - text.count) + "\n"
    }.joined()
  }

  @Test func `waits for it and records every row once`() throws {
    let folder = try ScratchFolder("kith-away")
    let data = folder.path("data")
    var daemon = try DaemonProcess(data: data)
    for (name, text) in [
      ("map.yaml", Self.mapping), ("first.csv", "id,text\n" + Self.rows(0..<3000)),
      ("second.csv", Self.rows(3000..<5400)),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    }
    // The second part comes when something was written into `go`.
    #expect(mkfifo(folder.path("go"), 0o600) == 0)
    let importing = Process()
    importing.executableURL = URL(fileURLWithPath: "/bin/sh")
    importing.currentDirectoryURL = folder.url
    importing.arguments = [
      "-c",
      "(cat first.csv go second.csv) | \(BuiltProducts.path("kith")) import - --map map.yaml --socket \(data)/kith.sock",
    ]
    let (output, error) = (Pipe(), Pipe())
    importing.standardOutput = output
    importing.standardError = error
    try importing.run()

    func position() throws -> Int {
      let run = try KithRig.run(["--socket", daemon.socketPath], ["status"])
      return run.objects.first?["position"] as? Int ?? 0
    }
    while try position() < 1000 {}
    daemon.kill()
    try FileHandle(forWritingAtPath: folder.path("go"))?.close()
    var said = ""
    while !said.contains("waiting for the daemon") {
      let piece = error.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "the import ended: \(said)")
      said += String(decoding: piece, as: UTF8.self)
    }
    daemon = try DaemonProcess(data: data)
    let result = try output.fileHandleForReading.readToEnd() ?? Data()
    importing.waitUntilExit()
    #expect(importing.terminationStatus == 0)
    let tally = try #require(try JSONSerialization.jsonObject(with: result) as? [String: Any])
    #expect(tally["rows"] as? Int == 5400)
    #expect(tally["rejected"] as? Int == 0)
    #expect(try position() == place(5401))
  }
}
