import Foundation
import Glibc
import TestSupport
import Testing

/// A damaged record, key or page of the log stays where it is.
@Suite struct `Damage of the log` {
  /// A stopped daemon's folder, and every event that it had given, by position.
  private struct Filled {
    let folder: ScratchFolder
    let contacts: [String]
    let events: [[String: Any]]

    var data: String { folder.path("data") }

    init(_ arguments: [String] = []) throws {
      folder = try ScratchFolder("kith-damaged")
      let daemon = try DaemonProcess(data: folder.path("data"), socket: folder.path("s"), arguments: arguments)
      let client = try LineClient(path: daemon.socketPath)
      contacts = try Company.contacts(4, through: client)
      try Company.everything(about: contacts, through: client)
      events = try Company.log(through: client, isWhole: true)
      #expect(daemon.stop() == 0)
    }

    func start(_ arguments: [String] = []) throws -> (DaemonProcess, LineClient) {
      let daemon = try DaemonProcess(
        data: data, socket: folder.path("s"), arguments: arguments, environment: ["SWIFT_BACKTRACE": "enable=no"])
      return (daemon, try LineClient(path: daemon.socketPath))
    }

    func removeDerived() throws {
      for part in ["registry", "index", "views"] { try FileManager.default.removeItem(atPath: "\(data)/\(part)") }
    }
  }

  /// The log page by page, going on behind what is damaged; the positions that were refused as damaged.
  private static func read(_ client: LineClient, _ filter: [String: Any] = [:]) throws -> (
    events: [[String: Any]], damaged: [Int]
  ) {
    var events: [[String: Any]] = []
    var damaged: [Int] = []
    var params = filter
    while true {
      do {
        let page = try client.call("log.read", params)
        events += page["events"] as? [[String: Any]] ?? []
        guard page["more"] as? Bool == true else { return (events, damaged) }
        params["after"] = page["next"]
      } catch let error as LineClient.Refused {
        guard error.code == "damaged", let position = error.data["position"].flatMap(Int.init) else { throw error }
        damaged.append(position)
        params["after"] = position
      }
    }
  }

  private static func text(_ events: some Sequence<[String: Any]>) throws -> [String] {
    try events.map { event in
      String(decoding: try JSONSerialization.data(withJSONObject: event, options: .sortedKeys), as: UTF8.self)
    }
  }

  private static func damagedPositions(_ client: LineClient) throws -> [Int] {
    let places = try client.call("system.status")["damaged"] as? [[String: Any]] ?? []
    return places.compactMap { $0["position"] as? Int }.filter { $0 > 0 }
  }

  /// Whether the daemon's log names the position, alone or as one of a run.
  private static func names(_ position: Int, _ said: String) -> Bool {
    said.contains("position \(position) is damaged")
      || said.matches(of: /from position (\d+) to (\d+) are damaged/).contains { run in
        (Int(run.1) ?? .max) <= position && position <= (Int(run.2) ?? 0)
      }
  }

  /// Everything but the damaged positions is read, followed, built and recorded, and they are named everywhere.
  private static func expectTheRest(
    _ filled: Filled, without damaged: [Int], _ daemon: DaemonProcess, _ client: LineClient
  ) throws {
    try Company.waitUntil(filled.events.count, through: client)
    let (events, refused) = try read(client)
    #expect(refused == damaged)
    let rest = filled.events.filter { !damaged.contains($0["position"] as? Int ?? 0) }
    #expect(try text(events.prefix(rest.count)) == text(rest))
    let follower = try LineClient(path: daemon.socketPath)
    try follower.call("log.subscribe", ["credits": 100_000])
    for position in 1...filled.events.count {
      let event = try #require((try follower.receive()["params"] as? [String: Any])?["event"] as? [String: Any])
      #expect(event["position"] as? Int == position)
      #expect((event["damaged"] as? String != nil) == damaged.contains(position))
    }
    #expect(try damagedPositions(client) == damaged)
    for position in damaged { #expect(names(position, daemon.said), "\(daemon.said)") }
    for contact in filled.contacts {
      let result = try client.call(
        "CallLogged", ["contact": contact, "direction": "INBOUND", "durationSeconds": 1, "notes": "after"])
      let position = try #require(result["position"] as? Int)
      let fact = try client.call("log.read", ["after": position - 1, "limit": 1])["events"] as? [[String: Any]]
      #expect((fact?.first?["data"] as? [String: Any])?["notes"] as? String == "after")
      try Company.waitUntil(position, through: client)
    }
    let fresh = try Company.contacts(1, through: client, commandPrefix: UUID().uuidString)
    #expect(try client.call("contact.get", ["contact": fresh[0]])["contact"] != nil)
  }

  /// A contact's first fact and a call, with what is derived and without; and the last record.
  @Test(arguments: LogFile.Part.allCases, [true, false])
  func `in a record keeps nothing else from being read, followed, built and recorded`(
    part: LogFile.Part, isRemade: Bool
  ) throws {
    let filled = try Filled()
    let file = LogFile(filled.data)
    let noted = filled.events.filter { $0["type"] as? String == "NoteAdded" }.compactMap { $0["position"] as? Int }
    let last = part == .seals ? noted[0] : filled.events.count
    let damaged = [place(2), last]
    for position in damaged { try file.flip(part, ofRecordAt: position) }
    if isRemade { try filled.removeDerived() }
    for _ in 1...2 {
      let (daemon, client) = try filled.start()
      if isRemade { #expect(try Self.damagedPositions(client) == damaged) }
      try Self.expectTheRest(filled, without: damaged, daemon, client)
      #expect(daemon.stop() == 0)
    }
  }

  @Test func `in a record is left out by kith, which says so with its status`() throws {
    let filled = try Filled()
    try LogFile(filled.data).flip(.header, ofRecordAt: 3)
    let (daemon, _) = try filled.start()
    for order in [[], ["--backward"]] {
      let kith = Process()
      let output = Pipe()
      let errors = Pipe()
      kith.executableURL = URL(fileURLWithPath: BuiltProducts.path("kith"))
      kith.arguments = ["log", "read", "--all", "--json", "--socket", daemon.socketPath] + order
      (kith.standardOutput, kith.standardError) = (output, errors)
      try kith.run()
      let lines = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
      let said = try errors.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) } ?? ""
      kith.waitUntilExit()
      #expect(lines.split(separator: "\n").count == filled.events.count - 1)
      #expect(said.contains("position 3"), "\(said)")
      #expect(kith.terminationStatus == 1)
    }
    #expect(daemon.stop() == 0)
  }

  @Test func `in a contact's first fact is not told as if there were no such contact`() throws {
    let filled = try Filled()
    try LogFile(filled.data).flip(.open, ofRecordAt: place(2))
    try filled.removeDerived()
    let (daemon, client) = try filled.start()
    try Company.waitUntil(filled.events.count, through: client)
    let refusal = #expect(throws: LineClient.Refused.self) {
      try client.call("contact.get", ["contact": filled.contacts[1]])
    }
    #expect(refusal?.code == "damaged", "\(String(describing: refusal))")
    let unknown = #expect(throws: LineClient.Refused.self) {
      try client.call("contact.get", ["contact": "contact_01h2xcejqtf2nbrexx3vqjhp41"])
    }
    #expect(unknown?.code == "notFound")
    // What else is known of the contact is answered.
    let orders = try client.call("order.list", ["contact": filled.contacts[1]])["orders"] as? [Any]
    #expect(orders?.isEmpty == false)
    #expect(daemon.stop() == 0)
  }

  /// Nobody knows it then: what is configured today does not take its place, and nothing is brought a second time.
  @Test func `in what the daemon brought leaves out what it says, until somebody says it`() throws {
    let filled = try Filled(["--set", "phone.region=GB"])
    try LogFile(filled.data).flip(.open, ofRecordAt: 1)
    try filled.removeDerived()
    var (daemon, client) = try filled.start(["--set", "phone.region=DE"])
    try Company.waitUntil(filled.events.count, through: client)
    #expect(try Self.damagedPositions(client) == [1])
    #expect(((try client.call("hello")["log"]) as? [String: Any])?["head"] as? Int == filled.events.count)
    #expect((try client.call("company.get")["company"] as? [String: Any])?["phoneRegion"] as? String ?? "" == "")
    for (method, params) in [
      ("contact.find", ["phone": "020 7946 0018"]), ("ContactCreated", ["name": "Eve", "phones": ["020 7946 0018"]]),
    ] as [(String, [String: Any])] {
      let refusal = #expect(throws: LineClient.Refused.self) { try client.call(method, params) }
      #expect(refusal?.code == "invalid", "\(method)")
    }
    // The pipeline stands in a record of its own.
    let pipelines = try client.call("pipeline.list")["pipelines"] as? [[String: Any]]
    #expect(pipelines?.map { $0["name"] as? String } == ["sales"])
    try client.call("DealOpened", ["contact": filled.contacts[0], "title": "Another"])
    try client.call("CompanyConfigured", ["phoneRegion": "GB"])
    try client.call("ContactCreated", ["name": "Eve", "phones": ["020 7946 0018"]])
    #expect(daemon.stop() == 0)
    try filled.removeDerived()
    (daemon, client) = try filled.start()
    try Company.waitUntil(filled.events.count + 3, through: client)
    let found = try client.call("contact.find", ["phone": "020 7946 0018"])["contacts"] as? [[String: Any]]
    #expect(found?.map { $0["name"] as? String } == ["Eve"])
    #expect(((try client.call("hello")["log"]) as? [String: Any])?["head"] as? Int == filled.events.count + 3)
    #expect(try Company.differing(through: client) == [])
    #expect(daemon.stop() == 0)
  }

  @Test func `in a record that is put back in order is forgotten, and what was made without it is made again`() throws {
    let filled = try Filled()
    let file = LogFile(filled.data)
    try file.flip(.open, ofRecordAt: place(2))
    try filled.removeDerived()
    do {
      let (daemon, client) = try filled.start()
      #expect(try Self.damagedPositions(client) == [place(2)])
      #expect(daemon.stop() == 0)
    }
    try file.flip(.open, ofRecordAt: place(2))
    let (daemon, client) = try filled.start()
    #expect(try Self.damagedPositions(client) == [])
    #expect(try Self.text(Self.read(client).events) == Self.text(filled.events))
    #expect(try Company.differing(through: client) == [])
    let found = try client.call("contact.find", ["email": "ada1@example.com"])["contacts"] as? [Any]
    #expect(found?.count == 1)
    #expect(daemon.stop() == 0)
  }

  @Test(arguments: [true, false])
  func `in a slot of the vault gives its contact a new key and leaves the daemon alive`(isZeroed: Bool) throws {
    let filled = try Filled()
    try LogFile(filled.data).damageSlot(2, zeroed: isZeroed)
    for round in 1...2 {
      let (daemon, client) = try filled.start()
      try Company.waitUntil(filled.events.count, through: client)
      for contact in filled.contacts {
        let result = try client.call("NoteAdded", ["contact": contact, "text": "round \(round)"])
        let position = try #require(result["position"] as? Int)
        let fact = try client.call("log.read", ["after": position - 1, "limit": 1])["events"] as? [[String: Any]]
        #expect((fact?.first?["data"] as? [String: Any])?["text"] as? String == "round \(round)")
      }
      let places = try client.call("system.status")["damaged"] as? [[String: Any]] ?? []
      // The second time the registry, made again from the log, knows the new key; an empty slot is told of by whoever reads
      // what was sealed with it.
      #expect(places.contains { $0["part"] as? String == "vault" } == (round == 1 || isZeroed))
      if isZeroed {
        let sealed = try client.call("log.read", ["after": place(1), "limit": 1])["events"] as? [[String: Any]]
        #expect((sealed?.first?["damaged"] as? String)?.contains("personal fields are lost") == true)
        let other = try client.call("log.read", ["after": place(0), "limit": 1])["events"] as? [[String: Any]]
        #expect(other?.count == 1 && other?.first?["damaged"] == nil)
      }
      let isNamed = places.contains { $0["part"] as? String == "key" && $0["position"] as? Int == place(2) }
      #expect(isNamed || isZeroed || round == 1)
      #expect(daemon.stop() == 0)
      try filled.removeDerived()
    }
  }

  @Test func `in how long a record is keeps nothing else from being read, followed, built and recorded`() throws {
    let filled = try Filled()
    let damaged = [7, 11, 20]
    for position in damaged { try LogFile(filled.data).makeTooLong(position) }
    for _ in 1...2 {
      let (daemon, client) = try filled.start()
      try Self.expectTheRest(filled, without: damaged, daemon, client)
      #expect(daemon.stop() == 0)
      try filled.removeDerived()
    }
  }

  /// LMDB gives up by a signal when it goes on from a sound page into one that is none, and not when it is led there by a
  /// key.
  @Test func `in a page that is empty now ends the daemon once at most`() throws {
    let filled = try Filled()
    let file = LogFile(filled.data)
    let leaves = try file.leaves(withRecordAt: 14)
    // The only one that has it is the one that is read.
    try #require(leaves.count == 1)
    let damaged = leaves[0].positions
    try #require(damaged.count > 1 && !damaged.contains(1) && !damaged.contains(filled.events.count))
    try file.zero(page: leaves[0].page)
    do {
      let (daemon, client) = try filled.start()
      #expect(throws: (any Error).self) { _ = try Self.read(client) }
      #expect(daemon.wait() == -SIGABRT)
    }
    for _ in 1...2 {
      let (daemon, client) = try filled.start()
      try Self.expectTheRest(filled, without: damaged, daemon, client)
      #expect(daemon.stop() == 0)
      try filled.removeDerived()
    }
    // Another file in its place is looked through anew.
    try FileManager.default.copyItem(atPath: filled.data + "/log/data.mdb", toPath: filled.data + "/log/copy")
    try FileManager.default.removeItem(atPath: filled.data + "/log/data.mdb")
    try FileManager.default.moveItem(atPath: filled.data + "/log/copy", toPath: filled.data + "/log/data.mdb")
    let (daemon, client) = try filled.start()
    #expect(try Self.damagedPositions(client) == damaged)
    #expect(daemon.stop() == 0)
  }

  @Test func `in the last page refuses the start with a sentence`() throws {
    let filled = try Filled()
    try LogFile(filled.data).makeTooLong(filled.events.count)
    let refusal = #expect(throws: DaemonProcess.DidNotStart.self) { try filled.start() }
    #expect(refusal?.status == 65)
    #expect(refusal?.description.contains("last page") == true, "\(refusal?.description ?? "")")
  }
}
