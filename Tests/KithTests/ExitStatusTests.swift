import Foundation
import TestSupport
import Testing

@Suite struct `The exit status of kith` {
  @Test func `is 7 without a daemon, and says how to start one`() throws {
    let run = try KithRig.run(["--socket", "/nowhere/kith.sock"], ["status"])
    #expect(run.status == 7)
    #expect(run.error.contains("/nowhere/kith.sock"))
    #expect(run.error.contains("kithd"))
    #expect(run.output == "")
  }

  @Test(arguments: [
    (["record", "ContactCreted", "name=x"], "ContactCreated"),
    (["record", "ContactCreated", "nmae=x"], "name"),
    (["record", "CallLogged", "contact=x", "direction=up"], "INBOUND"),
    (["record", "CallLogged", "contact=x"], "needs direction"),
    (["record", "NoteAdded", "contact=x", "text=y", "commandId="], "'commandId' is empty"),
    (["log", "read", "--type", "CalLogged"], "did you mean CallLogged?"),
    (["call", "contact.gt"], "contact.get"), (["contact", "list", "--limit", "0"], "--limit"),
    (["recrod", "ContactCreated"], "did you mean 'kith record'?"),
    (["contact", "shw", "x"], "did you mean 'kith contact show'?"),
    (["contact", "ada@example.com"], "the commands of kith contact: show, find, list, history"),
  ])
  func `is 2 for what is said wrong, before any daemon is asked`(_ arguments: [String], _ hint: String) throws {
    let run = try KithRig.run(["--socket", "/nowhere/kith.sock"], arguments)
    #expect(run.status == 2)
    #expect(run.error.contains(hint))
    #expect(run.output == "")
  }

  @Test func `is 0 for what was done`() throws {
    let run = try KithRig().kith("record", "ContactCreated", "name=Ada")
    #expect(run.status == 0)
    #expect(run.error == "")
  }

  @Test func `is 1 for what is refused`() throws {
    let run = try KithRig().kith("record", "ContactCreated", "name=Ada", "emails=nonsense")
    #expect(run.status == 1)
    #expect(run.error.contains("emails"))
    #expect(!run.error.contains("nonsense"))
  }

  @Test func `is 1 for a field without a value, which is named as it was written`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada", "externalId=1")
    let run = try rig.kith("record", "NoteAdded", "contact=1", "text=")
    #expect(run.status == 1)
    #expect(run.error == "kith: text: is required\n")
  }

  @Test func `is that of the command also when its options stand before it`() throws {
    let run = try KithRig.run([], ["--json", "--socket", "/nowhere/kith.sock", "status"])
    #expect(run.status == 7)
    #expect(run.error.contains("/nowhere/kith.sock"))
  }

  @Test func `is 1 for a rebuild that comes to nothing, which says why`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada")
    let place = rig.folder.path("data/views/contacts.2")
    try Data().write(to: URL(fileURLWithPath: place))
    for name in ["contacts", "all"] {
      let run = try rig.kith("projection", "rebuild", name)
      #expect(run.status == 1, "\(run)")
      #expect(run.error.contains("contacts: the folder") && run.error.contains("contacts."), "\(run)")
      // Another one finds its own number free.
      guard name == "contacts" else { break }
      try FileManager.default.removeItem(atPath: place)
      try Data().write(to: URL(fileURLWithPath: rig.folder.path("data/views/contacts.3")))
    }
    #expect(try rig.kith("contact", "find").objects.count == 1)
    #expect(try rig.kith("projection", "rebuild", "contacts").status == 0)
  }

  @Test func `is 0 where everything derived is found equal, and names what was looked at`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada")
    let run = try rig.kith("projection", "verify", "all")
    #expect(run.status == 0, "\(run)")
    #expect(run.objects.compactMap { $0["projection"] as? String }.suffix(2) == ["registry", "index"])
    #expect(run.objects.count == 9 && run.objects.allSatisfy { $0["equal"] as? Bool == true })
    #expect(try rig.kith("projection", "verify", "vault").status == 3)
  }

  @Test func `is 3 for what is not there`() throws {
    let rig = try KithRig()
    #expect(try rig.kith("contact", "show", "nobody@example.com").status == 3)
    #expect(try rig.kith("contact", "show", "contact_01h2xcejqtf2nbrexx3vqjhp41").status == 3)
  }

  @Test func `is 4 for a conflict`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada", "externalId=1")
    let run = try rig.kith("record", "ContactCreated", "name=Bob", "externalId=1")
    #expect(run.status == 4)
    #expect(run.error.contains("contact_"))
  }

  @Test func `is 4 when a command id is used for something else`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada", "commandId=c")
    #expect(try rig.kith("record", "ContactCreated", "name=Bob", "commandId=c").status == 4)
  }

  @Test func `is 5 when read models are behind`() throws {
    let run = try KithRig().kith("contact", "list", "--at-least", "99", "--timeout-ms", "1")
    #expect(run.status == 5)
  }

  @Test(.enabled(if: geteuid() == 0, "needs root, to be somebody else"))
  func `is 6 for what the role does not allow`() throws {
    let folder = try ScratchFolder("kith-cli")
    chmod(folder.path, 0o755)
    let daemon = try DaemonProcess(
      data: folder.path("data"), socket: folder.path("kith.sock"), arguments: ["--set", "socket.mode=0666"])
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "setpriv", "--reuid", "65534", "--clear-groups", BuiltProducts.path("kith"), "status", "--socket",
      daemon.socketPath,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 6)
  }

  @Test func `is 2 for a name that fits several, and shows them`() throws {
    let rig = try KithRig()
    _ = try rig.kith("record", "ContactCreated", "name=Ada Lovelace")
    _ = try rig.kith("record", "ContactCreated", "name=Ada Byron")
    let run = try rig.kith("contact", "show", "Ada")
    #expect(run.status == 2)
    #expect(run.error.contains("Ada Lovelace") && run.error.contains("Ada Byron"))
    #expect(try rig.kith("contact", "show", "ada byron").status == 0)
  }
}
