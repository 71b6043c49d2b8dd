import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `Completion` {
  @Test(arguments: ["bash", "zsh", "fish"])
  func `knows commands and facts in every shell`(_ shell: String) throws {
    let run = try KithRig.run([], ["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.contains("projection") && run.output.contains("ContactCreated"))
  }

  /// What bash offers for the last of these words.
  private static func offered(_ words: [String]) throws -> [String] {
    let folder = try ScratchFolder("kith-completion")
    let script = try KithRig.run([], ["--generate-completion-script", "bash"]).output
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder.path("kith.bash")))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let last = words.count - 1
    process.arguments = [
      "bash", "--norc", "-c",
      """
      source '\(folder.path("kith.bash"))'
      COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))); COMP_CWORD=\(last)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _kith kith '\(words[last])' '\(words[last - 1])'
      printf '%s\\n' "${COMPREPLY[@]}"
      """,
    ]
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = BuiltProducts.folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    process.environment = environment
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    (["kith", "rec"], ["record"]), (["kith", "contact", "h"], ["history"]),
    (["kith", "record", "CallL"], ["CallLogged"]), (["kith", "record", "ContactCreated", "nam"], ["name="]),
    (["kith", "metrics", "orders.rev"], ["orders.revenue"]), (["kith", "projection", "rebuild", "his"], ["history"]),
    (["kith", "call", "contact.g"], ["contact.get"]),
  ])
  func `finishes what was begun in bash`(_ words: [String], _ expected: [String]) throws {
    #expect(try Self.offered(words) == expected)
  }

  @Test func `offers the words of an enum behind its field, however the shell cuts the line`() {
    let line = ["kith", "record", "CallLogged"]
    #expect(FieldCompletions.all(line + ["direction", "="], at: 4) == ["INBOUND", "OUTBOUND"])
    #expect(FieldCompletions.all(line + ["direction", "=", "IN"], at: 5) == ["INBOUND", "OUTBOUND"])
    #expect(FieldCompletions.all(line + ["direction=IN"], at: 3) == ["direction=INBOUND", "direction=OUTBOUND"])
    #expect(FieldCompletions.all(line + ["notes=x"], at: 3) == [])
    #expect(FieldCompletions.all(line + ["d"], at: 3).contains("durationSeconds="))
    #expect(FieldCompletions.all(["kith", "record", "x", "d"], at: 3) == [])
  }

  @Test(arguments: [("bash", "-o nospace"), ("zsh", "compadd -S ''")])
  func `puts no space behind the name of a field`(_ shell: String, _ mark: String) throws {
    #expect(try KithRig.run([], ["--generate-completion-script", shell]).output.contains(mark))
  }
}
