import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith whatif` {
  /// Ada with a deal and a call, and where the call stands.
  private static func company() throws -> (rig: KithRig, call: String) {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada", "emails=ada@example.org")
    _ = try rig.kith("record", "DealOpened", "contact=Ada", "title=Engine")
    let call = try rig.kith("record", "CallLogged", "contact=Ada", "direction=inbound").objects.first
    return (rig, "\(call?["position"] as? Int ?? 0)")
  }

  private static let facts = """
    {"type":"CallLogged","data":{"contact":{"email":"ada@example.org"},"direction":"OUTBOUND","durationSeconds":60}}

    {"type":"ContactTagged","data":{"contact":{"email":"ada@example.org"},"tags":["vip"]},"occurredAt":"2026-01-02"}
    """

  @Test func `writes what is, what would be, and in what they differ`() throws {
    let (rig, call) = try Self.company()
    let file = rig.folder.path("facts.jsonl")
    try Self.facts.write(toFile: file, atomically: true, encoding: .utf8)
    func shown(_ arguments: String...) throws -> [String] {
      try KithTerminal.run(["whatif"] + arguments + ["--no-color", "--socket", rig.daemon.socketPath])
        .split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let card = try shown("--without", call, "--with", file, "contact", "show", "ada@example.org")
    let (first, second, third) = (
      try #require(card.firstIndex(of: "as it is")), try #require(card.firstIndex(of: "as it would be")),
      try #require(card.firstIndex { $0.hasPrefix("what ") })
    )
    #expect(first < second && second < third && card[first + 1] == "Ada" && card[second + 1] == "Ada")
    #expect(!card[first..<second].contains { $0.hasPrefix("tags") })
    #expect(card[second..<third].contains { $0.hasPrefix("tags") && $0.hasSuffix("vip") })
    #expect(card[third...].contains { $0.hasPrefix("contact.tags") && $0.hasSuffix(#"["vip"]"#) }, "\(card)")
    let same = try shown("--without", call, "deal", "list")
    #expect(same.last == "no difference", "\(same)")
    let metric = try shown("--without", call, "metrics", "calls.logged", "--from", "2020-01-01")
    #expect(metric.contains { $0.hasPrefix("series[") } && metric.filter { $0.contains("calls.logged") }.count == 2)
  }

  @Test func `writes both answers and the differences as one object`() throws {
    let (rig, call) = try Self.company()
    let asked = try rig.kith(
      "whatif", "--without", call, "--with", "-", "contact", "show", "Ada", "--json", input: Self.facts)
    #expect(asked.status == 0, "\(asked.error)")
    let reply = try #require(asked.objects.first)
    #expect(asked.objects.count == 1 && reply["leftOut"] as? [Int] == [Int(call) ?? 0] && reply["added"] as? Int == 2)
    let answer = (reply["asItWouldBe"] as? [String: Any])?["contactGet"] as? [String: Any]
    #expect((answer?["contact"] as? [String: Any])?["tags"] as? [String] == ["vip"])
    #expect((reply["differences"] as? [[String: Any]])?.contains { $0["path"] as? String == "contact.tags" } ?? false)
    // Nothing was recorded.
    #expect(try rig.kith("contact", "show", "Ada").objects.first?["tags"] as? [String] == [])
    let history = try rig.kith("whatif", "--without", call, "contact", "history", "Ada")
    let entries = (history.objects.first?["differences"] as? [[String: Any]])?.compactMap { $0["path"] as? String }
    #expect(entries == ["entries[\(call)]"], "\(history.output) \(history.error)")
  }

  @Test func `says what it does not take`() throws {
    let (rig, call) = try Self.company()
    func refused(_ arguments: String..., input: String? = nil) throws -> (Int32, String) {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], ["whatif"] + arguments, input: input)
      return (run.status, run.error)
    }
    let nothing = try refused("contact", "show", "Ada")
    #expect(nothing.0 == 2 && nothing.1.contains("needs facts to leave out or to add"))
    let bare = try refused("--without", call)
    #expect(bare.0 == 2 && bare.1.contains("kith whatif needs a query"))
    let other = try refused("--without", call, "record", "NoteAdded")
    #expect(other.0 == 2 && other.1.contains("does not ask 'record'"))
    let recording = try refused("--without", call, "user", "add", "kim")
    #expect(recording.0 == 2 && recording.1.contains("record is not such a query"))
    let word = try refused("--without", "last", "contact", "list")
    #expect(word.0 == 2 && word.1.contains("--without takes positions"))
    let company = try refused("--without", "1", "contact", "list")
    #expect(company.0 == 4 && company.1.contains("holds for the whole company"))
    let line = try refused("--with", "-", "contact", "list", input: "\n{\"type\":\"NoteAdded\"}\n")
    #expect(line.0 == 2 && line.1.contains("line 2 of - is not a fact: data"), "\(line.1)")
    let parts: [([String], String)] = [
      (["contact", "show"], "Missing expected argument '<contact>'"), (["metrics", "calls.logged", "--foo"], "--foo"),
      (["contact", "history", "Ada", "--all"], "compares one page"),
    ]
    for (words, message) in parts {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], ["whatif", "--without", call] + words)
      #expect(run.status == 2 && run.error.contains(message) && !run.error.contains("CommandError"), "\(run.error)")
    }
    let help = try KithRig.run([], ["whatif", "--help"])
    #expect(
      help.status == 0 && help.output.contains("What would be, without some facts"), "\(help.output) \(help.error)")
    let file = try refused("--with", "/nowhere/at-all", "contact", "list")
    #expect(file.0 == 2 && file.1.contains("cannot be read"))
  }
}
