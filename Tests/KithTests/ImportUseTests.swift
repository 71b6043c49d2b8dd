import Foundation
import TestSupport
import Testing

/// What people import, through the real `kith` and a real daemon.
@Suite struct `kith import, as it is used,` {
  static func integers(_ run: KithRig.Run, _ names: String...) -> [Int?] {
    names.map { run.objects.first?[$0] as? Int }
  }

  @Test func `takes a plain list of contacts, finds by the whole name, and trims names`() throws {
    let rig = try KithRig()
    #expect(try rig.kith("record", "ContactCreated", "name=Anna Leeds").status == 0)
    let list = try rig.file(
      "list.yaml",
      "name: list\nsubjects: {who: {key: \"${mail}\", data: {name: \"${title} ${name}\", emails: \"${mail}\"}}}\n")
    let people = try rig.file(
      "people.csv", "title,name,mail\n,Ann  Lee,ann@example.com\n,\" Emmy  Noether\",e@example.com\n")
    let run = try rig.kith("import", people, "--map", list)
    #expect(run.status == 0)
    #expect(Self.integers(run, "recorded", "subjectsCreated", "rejected") == [2, 2, 0])
    #expect(
      try rig.kith("contact", "find", "--name", "emmy noether").objects.first?["name"] as? String == "Emmy Noether")

    let notes = try rig.file(
      "notes.yaml",
      """
      name: notes
      subjects: {who: {key: "${name}", find: {name: "${name}"}}}
      facts: [{type: NoteAdded, data: {contact: "${who}", text: "${note}"}}]
      """)
    let rows = try rig.file("notes.csv", "name,note\nAnn Lee,hello\nAnn,nobody\n")
    let found = try rig.kith("import", rows, "--map", notes)
    #expect(Self.integers(found, "recorded", "rejected") == [1, 1])
    #expect(found.error.contains("line 3: who: there is no such contact"))
    #expect(try rig.kith("record", "ContactCreated", "name=Ruth  Moufang").status == 0)
    #expect(try rig.kith("contact", "find", "--name", "ruth moufang").objects.count == 1)
    let history = try rig.kith("contact", "history", "ann@example.com").output
    #expect(history.contains("hello"))
  }

  @Test func `opens a deal in its first row, for a contact that was there`() throws {
    let rig = try KithRig()
    #expect(try rig.kith("record", "ContactCreated", "name=Ada", "emails=ada@example.com").status == 0)
    let map = try rig.file(
      "deals.yaml",
      """
      name: deals
      subjects:
        who: {key: "${mail}", find: {email: "${mail}"}, data: {name: "${mail}", emails: "${mail}"}}
        deal: {key: "${nr}", type: DealOpened, data: {contact: "${who}", title: "Deal ${nr}"}}
      facts: [{type: DealStageChanged, when: {stage: [qualified]}, data: {deal: "${deal}", stage: "${stage}"}}]
      """)
    let file = try rig.file(
      "deals.csv",
      "nr,mail,stage\n1,ada@example.com,lead\n1,ada@example.com,qualified\n2,bob@example.com,lead\n")
    let run = try rig.kith("import", file, "--map", map)
    #expect(run.error == "")
    #expect(Self.integers(run, "recorded", "subjectsCreated", "rejected") == [3, 3, 0])
    let deals = try rig.kith("deal", "list", "--contact", "ada@example.com").objects
    #expect(deals.map { $0["stage"] as? String } == ["qualified"])
  }

  @Test func `counts a date on its day, whatever the mapping's offset`() throws {
    let rig = try KithRig()
    let map = try rig.file(
      "map.yaml",
      """
      name: shop
      timeZone: +01:00
      subjects: {who: {key: "${id}", data: {name: "${id}"}}}
      facts:
        - {type: OrderPlaced, occurredAt: "${date | date dd.MM.yyyy}", data: {contact: "${who}", total: "${sum | decimal , | money EUR}"}}
      """)
    let file = try rig.file(
      "o.csv", "id,date,sum\n1,01.01.2025,\"1,00\"\n1,01.02.2025,\"1.000,50\"\n1,01.03.2025,12.50\n")
    let run = try rig.kith("import", file, "--map", map)
    #expect(Self.integers(run, "recorded", "rejected") == [2, 1])
    #expect(run.error.contains("line 4: column sum: expected a number with ',' before its decimals"))
    let series = try #require(try rig.kith("metrics", "orders.revenue", "--by", "month").objects.first?["series"])
    let months = (series as? [[String: Any]])?.map { $0["at"] as? String }
    #expect(months == ["2025-01-01", "2025-02-01"])
  }

  @Test func `rehearses its searches`() throws {
    let rig = try KithRig()
    let map = try rig.file(
      "map.yaml",
      """
      name: t
      subjects:
        who:
          key: "${id}"
          find: {email: "${mail}"}
          data: {name: "${id}", externalId: "${id}", emails: "${mail}"}
      facts: [{type: NoteAdded, data: {contact: "${who}", text: "${id}"}}]
      """)
    let rows = (0..<68).map { "k\($0),m\($0 % 40)@example.com\n" }.joined()
    let file = try rig.file("rows.csv", "id,mail\n" + rows)
    let names = ["rows", "recorded", "subjectsCreated", "rejected"]
    let rehearsed = try rig.kith("import", file, "--map", map, "--dry-run")
    let recorded = try rig.kith("import", file, "--map", map)
    #expect(names.map { rehearsed.objects.first?[$0] as? Int } == [68, 68, 40, 0])
    #expect(names.map { recorded.objects.first?[$0] as? Int } == [68, 68, 40, 0])
  }

  @Test func `rehearses a file that is larger than what the daemon holds of a dry run, in pieces`() throws {
    let rig = try KithRig(arguments: ["--set", "limits.clientBytes=32MiB"])
    let map = try rig.file(
      "map.yaml",
      """
      name: t
      subjects:
        who: {key: "${w}", data: {name: "N ${w}", externalId: "${w}"}}
        deal: {key: "${d}", type: DealOpened, when: {event: opened}, data: {contact: "${who}", title: "D"}}
      facts:
        - {type: DealWon, when: {event: won}, data: {deal: "${deal}"}}
        - {type: OrderPlaced, when: {event: ordered}, data: {contact: "${who}", total: 1 EUR, externalId: "${d}"}}
      """)
    var lines = ["w,d,event"]
    for step in ["opened", "ordered", "won", "won"] {
      for number in stride(from: 0, to: 2000, by: step == "won" ? 4 : 1) {
        lines.append("w\(number % 700),d\(number),\(step)")
      }
    }
    lines.append("w1,d3,ordered")
    let file = try rig.file("rows.csv", lines.joined(separator: "\n") + "\n")
    let names = ["rows", "recorded", "subjectsCreated", "rejected"]
    let rehearsed = try rig.kith("import", file, "--map", map, "--dry-run")
    let recorded = try rig.kith("import", file, "--map", map)
    // A deal is won once, and an external id belongs to one order.
    #expect(names.map { rehearsed.objects.first?[$0] as? Int } == [5001, 4500, 2700, 501])
    #expect(names.map { recorded.objects.first?[$0] as? Int } == [5001, 4500, 2700, 501])
  }

  @Test func `goes on behind a line that is too long and a row that the daemon would not take`() throws {
    let folder = try ScratchFolder("kith-long")
    let daemon = try DaemonProcess(
      data: folder.path("data"), arguments: [], environment: ["KITH_LIMITS_REQUEST_BYTES": "65536"])
    let map = folder.path("map.yaml")
    try Data(
      """
      name: notes
      subjects: {who: {key: "${id}", data: {name: "${id}", externalId: "${id}"}}}
      facts: [{type: NoteAdded, data: {contact: "${who}", text: "${note}"}}, {type: NoteAdded, data: {contact: "${who}", text: "${note}"}}]
      """.utf8
    ).write(to: URL(fileURLWithPath: map))
    let long = String(repeating: "x", count: 1 << 20)
    let text = "id,note\n1,a\n1,\(long)\n1,\(long.prefix(60_000))\n1,b\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("rows.csv")))
    let run = try KithRig.run(["--socket", daemon.socketPath], ["import", folder.path("rows.csv"), "--map", map])
    #expect(Self.integers(run, "rows", "recorded", "rejected") == [4, 2, 2])
    #expect(run.error.contains("line 3: the line is longer than 1048576 bytes"))
    #expect(run.error.contains("line 4: its facts have"))
    let rejects = try String(contentsOfFile: folder.path("rows.rejects.csv"), encoding: .utf8)
    #expect(rejects.split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    (".", "is a folder; a file is expected"), ("nothing.csv", "there is no file"),
    ("semicolons.csv", "say delimiter: \";\" under input"), ("titled.csv", "say skip: 2 under input"),
    ("sheet.csv", "a spreadsheet (.xlsx, .ods)"), ("wide.csv", "iconv -f UTF-16 -t UTF-8 "),
    ("nom.csv", "the file's header names: id, nom"),
  ])
  func `says what a file is and what to do`(_ name: String, _ said: String) throws {
    let rig = try KithRig()
    let map = try rig.file(
      "map.yaml", "name: list\nsubjects: {who: {key: \"${id}\", data: {name: \"${name}\"}}}\n")
    _ = try rig.file("semicolons.csv", "id;name\n1;Ada\n")
    _ = try rig.file("titled.csv", "Our customers\n\nid,name\n1,Ada\n")
    _ = try rig.file("sheet.csv", "PK\u{3}\u{4}rest")
    _ = try rig.file("nom.csv", "id,nom\n1,Ada\n")
    try #require("id,name\n1,Ada\n".data(using: .utf16)).write(to: URL(fileURLWithPath: rig.folder.path("wide.csv")))
    let run = try rig.kith("import", name == "." ? rig.folder.path : rig.folder.path(name), "--map", map)
    #expect(run.status != 0)
    #expect(run.error.contains(said), "\(run.error)")
    #expect(try rig.kith("status").objects.first?["position"] as? Int == 0)
  }

  @Test func `records nothing twice when rejects are corrected and then the first file is imported again`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", `kith import`.mapping)
    let text = "id,name,email,note\n1,Ada,ada@example.com,first\n3,Eve,nonsense,hello\n3,Eve,nonsense,hello\n"
    let file = try rig.file("rows.csv", text)
    #expect(Self.integers(try rig.kith("import", file, "--map", map), "recorded", "rejected") == [1, 2])
    let rejects = rig.folder.path("rows.rejects.csv")
    let corrected = try String(contentsOfFile: rejects, encoding: .utf8).replacing("nonsense", with: "eve@example.com")
    try Data(corrected.utf8).write(to: URL(fileURLWithPath: rejects))
    for recorded in [2, 0] {
      let run = try rig.kith("import", rejects, "--map", map)
      #expect(Self.integers(run, "recorded", "alreadyThere") == [recorded, 2 - recorded])
    }
    let whole = try rig.file("whole.csv", text.replacing("nonsense", with: "eve@example.com"))
    for path in [file, whole] {
      let run = try rig.kith("import", path, "--map", map)
      #expect(Self.integers(run, "recorded", "alreadyThere", "rejected") == [0, 3, 0])
      #expect(run.status == 0)
    }
    #expect(try rig.kith("status").objects.first?["position"] as? Int == place(5))
  }
}
