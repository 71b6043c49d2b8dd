import Foundation
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `The commands of kith` {
  struct NotRecorded: Error, CustomStringConvertible {
    let description: String
  }

  /// A small company; the commands below ask about it.
  static func company() throws -> KithRig {
    let rig = try KithRig()
    for line in [
      [
        "ContactCreated", "name=Ada Lovelace", "emails=ada@example.com", "phones=+441234567890", "externalId=c-1",
        "tags=vip",
      ],
      ["CallLogged", "contact=c-1", "direction=outbound", "durationSeconds=180", "occurredAt=2026-03-01"],
      ["DealOpened", "contact=ada@example.com", "title=Engine", "value=12500 EUR"],
      ["DealStageChanged", "deal=c-1", "stage=proposal"],
      ["TaskScheduled", "contact=+441234567890", "title=Call back", "dueAt=2026-03-02 09:30", "owner=kim"],
      ["CampaignCreated", "name=Spring", "channel=email", "purpose=newsletter"],
      ["CampaignSent", "campaign=spring", "contact=Ada Lovelace"],
      ["OrderPlaced", "contact=c-1", "total=20 EUR", "lines=Book:2:10.00 EUR", "itemCount=2"],
    ] {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], ["record"] + line)
      guard run.status == 0 else { throw NotRecorded(description: "\(line): \(run.error)") }
    }
    return rig
  }

  @Test func `answer with one line of JSON an entry when piped`() throws {
    let rig = try Self.company()
    let contact = try #require(try rig.kith("contact", "show", "c-1").objects.first)
    #expect(contact["name"] as? String == "Ada Lovelace")
    #expect(contact["openDeals"] as? Int == 1)
    let history = try rig.kith("contact", "history", "ada@example.com", "--oldest-first").objects
    #expect(
      history.map { $0["type"] as? String } == [
        "ContactCreated", "CallLogged", "DealOpened", "DealStageChanged", "TaskScheduled", "CampaignSent",
        "OrderPlaced",
      ])
    #expect(try rig.kith("contact", "find", "love").objects.count == 1)
    #expect(try rig.kith("contact", "find", "--tag", "vip").objects.count == 1)
    #expect(try rig.kith("deal", "list", "--state", "open").objects.first?["stage"] as? String == "proposal")
    #expect(try rig.kith("deal", "show", "c-1").objects.first?["stages"] != nil)
    #expect((try rig.kith("pipeline").objects.first?["stages"] as? [Any])?.count == 4)
    #expect(try rig.kith("pipeline", "list").objects.first?["name"] as? String == "sales")
    #expect(try rig.kith("task", "list", "--due-to", "2026-03-03").objects.count == 1)
    #expect(try rig.kith("task", "list", "--due-to", "2026-03-01").objects.count == 0)
    #expect(try rig.kith("campaign", "report", "Spring").objects.first?["sent"] as? Int == 1)
    #expect(try rig.kith("campaign", "list").objects.count == 1)
    #expect(try rig.kith("order", "list", "--contact", "c-1").objects.count == 1)
    #expect(try rig.kith("status").objects.first?["position"] as? Int == place(8))
    #expect(try rig.kith("projection", "list").objects.count == 8)
    let series = try rig.kith("metrics", "calls.seconds").objects.first?["series"] as? [[String: Any]]
    #expect(series?.first?["value"] as? Double == 180)
  }

  @Test func `take a date as the whole day and a time as it is, and say which`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada", "externalId=c-1")
    let times = ["2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z"]
    for time in times {
      #expect(try rig.kith("record", "TaskScheduled", "title=\(time)", "dueAt=\(time)").status == 0)
      #expect(
        try rig.kith("record", "CallLogged", "contact=c-1", "direction=inbound", "occurredAt=\(time)").status == 0)
    }
    func titles(_ from: String, _ to: String) throws -> (titles: [String?], error: String) {
      let run = try rig.kith("task", "list", "--due-from", from, "--due-to", to)
      return (run.objects.map { $0["title"] as? String }, run.error)
    }
    let day = try titles("2026-03-01", "2026-03-01")
    #expect(day.titles == [times[1], times[2]])
    #expect(day.error == "due from the beginning of 2026-03-01, to the end of 2026-03-01\n")
    let span = try titles("2026-03-01T00:00:00Z", "2026-03-02 00:00")
    #expect(span.titles == [times[1], times[2]])
    #expect(span.error == "due from 2026-03-01T00:00:00Z, to before 2026-03-02T00:00:00Z\n")
    #expect(try titles("2026-03-02", "2026-03-02").titles == [times[3]])
    func calls(_ from: String, _ to: String) throws -> (value: Double?, error: String) {
      let run = try rig.kith("metrics", "calls.logged", "--from", from, "--to", to)
      return ((run.objects.first?["series"] as? [[String: Any]])?.first?["value"] as? Double, run.error)
    }
    let wholeDay = try calls("2026-03-01", "2026-03-01")
    #expect(wholeDay.value == 2)
    #expect(wholeDay.error == "from the beginning of 2026-03-01, to the end of 2026-03-01\n")
    let toTime = try calls("2026-03-01", "2026-03-02T00:00:00Z")
    #expect(toTime.value == 2)
    #expect(toTime.error == "from the beginning of 2026-03-01, to before 2026-03-02T00:00:00Z\n")
  }

  @Test func `answer notFound where a filter names nobody`() throws {
    let rig = try Self.company()
    for arguments in [
      ["contact", "find", "--owner", "nobody"], ["contact", "find", "--tag", "nobody"],
      ["deal", "list", "--stage", "nobody"], ["deal", "list", "--owner", "nobody"],
      ["task", "list", "--owner", "nobody"],
    ] {
      let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
      #expect(run.status == 3, "\(arguments)")
      #expect(run.output.isEmpty)
    }
    #expect(try rig.kith("contact", "find", "--owner", "kim").status == 0)
  }

  @Test func `read and follow the log`() throws {
    let rig = try Self.company()
    #expect(try rig.kith("log", "read", "--limit", "3").objects.map { $0["position"] as? Int } == [1, 2, 3])
    #expect(
      try rig.kith("log", "read", "--backward", "--limit", "2").objects.map { $0["position"] as? Int } == [
        place(8), place(7),
      ])
    let calls = try rig.kith("log", "read", "--type", "CallLogged").objects
    // A date is that day's noon.
    #expect(calls.map { $0["occurredAt"] as? String } == ["2026-03-01T12:00:00.000Z"])
    let tail = try rig.kith("log", "tail", "--after", "5", "--count", "3").objects
    #expect(tail.map { $0["position"] as? Int } == [6, 7, 8])
  }

  @Test func `rebuild and verify a read model`() throws {
    let rig = try Self.company()
    // A query brings the read model to the head, so that the digests stand for the same position.
    #expect(try rig.kith("contact", "list").status == 0)
    let before = try #require(try rig.kith("projection", "list").objects.first { $0["name"] as? String == "contacts" })
    let rebuilt = try rig.kith("projection", "rebuild", "contacts")
    #expect(rebuilt.status == 0)
    let after = try #require(rebuilt.objects.last)
    #expect(after["generation"] as? Int == (before["generation"] as? Int ?? 0) + 1)
    #expect(after["digest"] as? String == before["digest"] as? String)
    let verified = try rig.kith("projection", "verify", "history")
    #expect(verified.status == 0)
    #expect(verified.objects.first?["equal"] as? Bool == true)
    #expect(try rig.kith("projection", "watch", "nonsense").status == 3)
  }

  @Test func `call any method as it stands in the protocol`() throws {
    let rig = try Self.company()
    #expect(try rig.kith("call", "contact.find", #"{"text":"ada"}"#).objects.first?["contacts"] != nil)
    #expect(try rig.kith("call", "NoteAdded", "-", input: #"{"contact":"x","text":"y"}"#).status == 1)
    #expect(try rig.kith("discover").objects.first?["openrpc"] != nil)
    #expect(try rig.kith("call", "contact.find", "{").status != 0)
  }

  @Test func `rehearse a fact and record nothing`() throws {
    let rig = try Self.company()
    #expect(try rig.kith("record", "NoteAdded", "contact=c-1", "text=x", "--dry-run").status == 0)
    #expect(try rig.kith("record", "DealStageChanged", "deal=c-1", "stage=proposal", "--dry-run").status == 4)
    #expect(try rig.kith("status").objects.first?["position"] as? Int == place(8))
  }

  @Test func `record the same command once`() throws {
    let rig = try Self.company()
    let first = try rig.kith("record", "NoteAdded", "contact=c-1", "text=x", "commandId=n-1").objects.first
    let second = try rig.kith("record", "NoteAdded", "contact=c-1", "text=x", "commandId=n-1").objects.first
    #expect(first?["replayed"] as? Bool == false)
    #expect(second?["replayed"] as? Bool == true)
    #expect(first?["position"] as? Int == second?["position"] as? Int)
  }

  @Test func `know the metrics that the daemon knows`() throws {
    let run = try KithRig().kith("metrics", "x")
    #expect(run.error.contains(MetricsCommand.names.joined(separator: ", ") + "\n"))
  }

  @Test func `list the metrics, and fill in the periods without anything`() throws {
    let rig = try Self.company()
    let listed = try #require(try rig.kith("metrics").objects.first?["metrics"] as? [[String: Any]])
    #expect(listed.map { $0["metric"] as? String } == MetricsCommand.names)
    let shown = try KithTerminal.run(["metrics", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(shown.contains("orders.revenue  money by time, owner") && shown.contains("Totals of orders placed"))
    let bounds = ["--from", "2020-01-01", "--to", "2020-03-31", "--by", "month"]
    func values(_ options: String...) throws -> [Double?]? {
      let words = ["metrics", "calls.logged"] + bounds + options
      let reply = try KithRig.run(["--socket", rig.daemon.socketPath], words).objects.first
      return (reply?["series"] as? [[String: Any]])?.map { $0["value"] as? Double }
    }
    #expect(try values() == [] && values("--fill") == [0, 0, 0])
    let bare = try rig.kith("metrics", "--by", "month")
    #expect(bare.status == 2 && bare.error.contains("needs the name of a metric"))
  }

  @Test func `are tables with colour on a terminal`() throws {
    let rig = try Self.company()
    let terminal = try KithTerminal.run(["contact", "find", "ada", "--socket", rig.daemon.socketPath])
    #expect(terminal.contains("\u{1B}[1mAda Love"))
    #expect(terminal.contains("contact_"))
    let plain = try KithTerminal.run(["contact", "find", "ada", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(plain.contains("Ada Love"))
    #expect(!plain.contains("\u{1B}["))
  }
}

/// `kith` with a terminal on its standard output.
enum KithTerminal {
  static func run(_ arguments: [String], columns: Int? = nil) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let command = ([BuiltProducts.path("kith")] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let width = columns.map { "stty cols \($0); " } ?? ""
    process.arguments = ["TERM=xterm", "NO_COLOR=", "script", "-qec", width + command, "/dev/null"]
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
