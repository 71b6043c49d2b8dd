import Foundation
import TestSupport
import Testing

/// What is derived is compared with a log of which a record is damaged.
@Suite struct `A verification beside damage` {
  @Test func `names the record, and whose rows can no longer be made, and leaves them`() throws {
    let folder = try ScratchFolder("kith-verify")
    let data = folder.path("data")
    var position = 0
    var contacts: [String] = []
    do {
      let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
      let client = try LineClient(path: daemon.socketPath)
      contacts = try Company.contacts(3, through: client)
      let result = try client.call(
        "CallLogged", ["contact": contacts[1], "direction": "INBOUND", "outcome": "quite-unmistakable"])
      position = try #require(result["position"] as? Int)
      try Company.everything(about: contacts, through: client)
      #expect(daemon.stop() == 0)
    }
    let file = URL(fileURLWithPath: data + "/log/data.mdb")
    var bytes = try Data(contentsOf: file)
    let place = try #require(bytes.range(of: Data("quite-unmistakable".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: file)

    let daemon = try DaemonProcess(data: data, socket: folder.path("s"))
    let client = try LineClient(path: daemon.socketPath)
    for _ in 0..<2 {
      let reply = try client.call("projection.verify", ["projection": "history"], seconds: 15)
      let damaged = reply["damaged"] as? [[String: Any]] ?? []
      #expect(damaged.compactMap { $0["position"] as? Int } == [position], "\(reply)")
      let differences = reply["differences"] as? [[String: Any]] ?? []
      #expect(differences.compactMap { $0["kind"] as? String } == ["extra"], "\(reply)")
      #expect(differences.compactMap { $0["subject"] as? String } == [contacts[1]])
    }
    // A call changes nothing that deciding needs.
    let registry = try client.call("projection.verify", ["projection": "registry"], seconds: 15)
    #expect(registry["equal"] as? Bool == true, "\(registry)")
    let history = try client.call("contact.history", ["contact": contacts[1], "types": ["CallLogged"]])
    #expect((history["entries"] as? [Any])?.count == 2)
    #expect(daemon.stop() == 0)
  }
}
