import APISchema
import FactSchema
import Foundation
import Glibc
import SwiftProtobuf
import TestSupport
import Testing

@testable import KithCommands

@Suite struct `kith undo` {
  private let rig: KithRig

  init() throws { rig = try KithRig() }

  @discardableResult
  private func run(_ arguments: String..., status: Int32 = 0) throws -> KithRig.Run {
    let run = try KithRig.run(["--socket", rig.daemon.socketPath], arguments)
    #expect(run.status == status, "\(arguments): \(run.output) \(run.error)")
    return run
  }

  private func position(_ run: KithRig.Run) throws -> Int { try #require(run.objects.first?["position"] as? Int) }

  private func rate() throws -> Double? {
    let series = try run("metrics", "deals.winRate").objects.first?["series"] as? [[String: Any]]
    return series?.first?["value"] as? Double
  }

  @Test func `takes back a deal that was opened twice, and the win rate is what it would have been`() throws {
    try run("record", "ContactCreated", "name=Ada", "externalId=c-1")
    try run("record", "DealOpened", "contact=c-1", "title=Engine")
    try run("record", "DealWon", "deal=c-1")
    let opened = try position(run("record", "DealOpened", "contact=c-1", "title=Engine"))
    try run("record", "DealLost", "deal=c-1")
    #expect(try rate() == 0.5)
    try run("undo", "--yes")
    try run("undo", "\(opened)", "--yes", "--reason", "duplicate")
    #expect(try rate() == 1)
    #expect(try run("deal", "list").objects.count == 1)
    // Now one's last command is the undo itself: what it took back is restored.
    try run("undo", "--yes")
    #expect(try run("deal", "list").objects.count == 2)
    #expect(try rate() == 1)
  }

  @Test func `shows what falls, and does nothing without being told to`() throws {
    try run("record", "ContactCreated", "name=Ada", "externalId=c-1")
    let noted = try position(run("record", "NoteAdded", "contact=c-1", "text=Likes numbers"))
    let refused = try run("undo", status: 2)
    #expect(refused.error.contains("1 fact would be taken back") && refused.error.contains("--yes"))
    let shown = try run("undo", "--dry-run").objects
    #expect(shown.count == 1 && shown.first?["summary"] as? String == "Note: Likes numbers")
    #expect((shown.first?["event"] as? [String: Any])?["position"] as? Int == noted)
    let terminal = try KithTerminal.run(["undo", "--dry-run", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(terminal.contains("falls: Note: Likes numbers"), "\(terminal)")
    // Nobody answers.
    let asked = try KithTerminal.run(["undo", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(asked.contains("take back 1 fact? [y/N]") && asked.contains("nothing was taken back"), "\(asked)")
    #expect(try run("log", "read", "--backward", "--limit", "1").objects.first?["position"] as? Int == noted)
    try run("undo", "--yes")
    let again = try KithTerminal.run(["undo", "--dry-run", "--no-color", "--socket", rig.daemon.socketPath])
    #expect(again.contains("stands again: Note: Likes numbers (position \(noted))"), "\(again)")
    let history = try KithTerminal.run(
      ["contact", "history", "c-1", "--no-color", "--socket", rig.daemon.socketPath], columns: 200)
    let name = try #require(run("contact", "history", "c-1").objects.last?["actor"] as? [String: Any])["name"]
    #expect(history.contains("(taken back by \(name as? String ?? "")) Note: Likes numbers"), "\(history)")
    let entry = try #require(run("contact", "history", "c-1", "--type", "NoteAdded").objects.first)
    #expect((entry["retractor"] as? [String: Any])?["uid"] as? Int == Int(getuid()))
  }

  @Test func `takes a command back whole, and a position alone`() throws {
    let events = """
      {"events":[{"type":"ContactCreated","data":{"contact":"contact_01h2xcejqtf2nbrexx3vqjhp41","name":"Ada"}},\
      {"type":"NoteAdded","data":{"contact":"contact_01h2xcejqtf2nbrexx3vqjhp41","text":"a"}},\
      {"type":"NoteAdded","data":{"contact":"contact_01h2xcejqtf2nbrexx3vqjhp41","text":"b"}}]}
      """
    let last = try position(run("call", "record", events))
    let refused = try run("undo", "\(last - 2)", "--yes", status: 4)
    #expect(refused.error.contains("the fact at \(last - 1) stands on it: retract that first"))
    #expect(refused.error.contains("kith undo \(last - 1) --dry-run"))
    let alone = try run("undo", "\(last)", "--yes")
    #expect(alone.error.contains("it is one of 3 facts that were recorded together; the others stay"))
    let taken = try run("undo", "\(last)", "--yes", status: 4)
    #expect(taken.error.contains("was taken back at \(last + 1)"))
    try run("undo", "\(last + 1)", "--yes")
    // Now what it recorded last is what restored that.
    try run("undo", "--yes")
    try run("undo", "--yes")
    let log = try run("log", "read", "--backward", "--limit", "6").objects
    #expect(log.map { $0["commandCount"] as? Int } == [1, 1, 1, 1, 3, 3])
    #expect(log.map { $0["commandIndex"] as? Int } == [0, 0, 0, 0, 2, 1])
    for retraction in [last + 4, last + 3, last + 2, last + 1] { try run("undo", "\(retraction)", "--yes") }
  }

  @Test func `takes several positions back by one command, or none, and says which field becomes what`() throws {
    try run("record", "ContactCreated", "name=Ada", "externalId=c-1", "owner=carl")
    let opened = try position(run("record", "DealOpened", "contact=c-1", "title=Engine"))
    let renamed = try position(run("record", "ContactDetailsChanged", "contact=c-1", "name=Eve", "owner=dora"))
    let won = try position(run("record", "DealWon", "deal=c-1"))
    func shown(_ positions: Int...) throws -> String {
      try KithTerminal.run(
        ["undo"] + positions.map(String.init) + ["--dry-run", "--no-color", "--socket", rig.daemon.socketPath],
        columns: 200)
    }
    #expect(try shown(renamed).contains("(owner from dora to carl; name from Eve to Ada)"))
    try run("undo", "\(opened)", "--yes", status: 4)
    try run("undo", "\(opened)", "9999", "--yes", status: 3)
    try run("undo", "\(opened)", "0", "--yes", status: 2)
    let preview = try shown(won, opened, renamed, won)
    #expect(preview.contains("falls: Deal opened: Engine") && preview.contains("falls: Deal won"), "\(preview)")
    try run("undo", "\(won)", "\(opened)", "\(renamed)", "--yes")
    let log = try run("log", "read", "--backward", "--limit", "3").objects
    #expect(log.map { $0["commandIndex"] as? Int } == [2, 1, 0])
    let taken = log.reversed().map { ($0["data"] as? [String: Any])?["position"] as? Int }
    #expect(taken == [won, renamed, opened])
    #expect(try run("contact", "show", "c-1").objects.first?["owner"] as? String == "carl")
    #expect(try run("deal", "list").objects.isEmpty)
    // One that was taken back is not passed over where it is named.
    let again = try run("undo", "\(won)", "\(opened - 1)", "--yes", status: 4)
    #expect(again.error.contains("the fact at \(won) was taken back at"))
    try run("undo", "--yes")
    #expect(try run("deal", "list").objects.first?["state"] as? String == "WON")
  }

  @Test func `says what is done instead where nothing is taken back`() throws {
    try run("user", "add", "carl")
    let refused = try run("undo", "--yes", status: 4)
    #expect(refused.error.contains("users are changed, deactivated and reactivated"))
    try run("user", "add", "dora")
    try run("record", "ContactCreated", "name=Ada", "owner=carl", "externalId=c-1")
    try run("handover", "carl", "dora")
    let handed = try run("undo", "--yes", status: 4)
    #expect(handed.error.contains("hand it back: kith handover dora carl"))
    try run("undo", "9999", status: 3)
  }

  @Test func `gives one back of what was handed over, unless its owner is gone`() throws {
    try run("user", "add", "carl")
    try run("user", "add", "dora")
    try run("record", "ContactCreated", "name=Ada", "owner=carl", "externalId=c-1")
    try run("record", "ContactCreated", "name=Bob", "owner=carl", "externalId=c-2")
    try run("handover", "carl", "dora")
    let changed = try #require(run("log", "read", "--backward", "--limit", "1").objects.first?["position"] as? Int)
    func owners() throws -> [String?] {
      try ["c-1", "c-2"].map { try run("contact", "show", $0).objects.first?["owner"] as? String }
    }
    let alone = try run("undo", "\(changed)", "--yes")
    #expect(alone.error.contains("it is one of 3 facts that were recorded together; the others stay"))
    #expect(try owners() == ["dora", "carl"])
    try run("undo", "--yes")
    #expect(try owners() == ["dora", "dora"])
    let deactivated = try position(run("user", "deactivate", "carl"))
    let refused = try run("undo", "\(changed)", "--yes", status: 4)
    #expect(refused.error.contains("the work of a user who was deactivated at \(deactivated): hand it over first"))
    // What restores gives to nobody who is gone either.
    try run("user", "reactivate", "carl")
    let made = try position(run("record", "TaskScheduled", "title=Call", "dueOn=2027-01-01", "owner=carl"))
    try run("undo", "--yes")
    let gone = try position(run("user", "deactivate", "carl"))
    let restored = try run("undo", "\(made + 1)", "--yes", status: 4)
    #expect(restored.error.contains("the work of a user who was deactivated at \(gone)"))
    #expect(try owners() == ["dora", "dora"])
    #expect(try run("task", "list").objects.isEmpty)
  }

  @Test func `restores consent only where that is meant`() throws {
    try run("record", "ContactCreated", "name=Ada", "externalId=c-1")
    try run("record", "ConsentWithdrawn", "contact=c-1", "purpose=*", "channel=*")
    let refused = try run("undo", "--yes", status: 4)
    #expect(refused.error.contains("withdrew its consent") && refused.error.contains("--confirm-consent"))
    try run("undo", "--yes", "--confirm-consent")
    #expect((try run("contact", "show", "c-1").objects.first?["consents"] as? [Any])?.count == 0)
    try run("record", "ConsentWithdrawn", "contact=c-1", "purpose=*", "channel=*", "selfService=true")
    let own = try run("undo", "--yes", "--confirm-consent", status: 4)
    #expect(own.error.contains("itself objected"))
  }

  @Test func `does what was shown, unless something else of it was taken back or said since`() {
    func facts(_ count: Int) -> [CommandFact] {
      (0..<count).map { number in .with { $0.event.subjects = ["contact \(number % 70)", "other"] } }
    }
    let few = UndoCommand.changes(of: facts(17), since: 7)
    #expect(few.after == 7 && few.types.isEmpty && few.any.map(\.subjects.count) == [16, 1])
    #expect(few.any.allSatisfy { $0.types.contains("FactRetracted") && $0.types.contains("ConsentWithdrawn") })
    #expect(few.any.allSatisfy { !$0.types.contains("CallLogged") })
    let many = UndoCommand.changes(of: facts(100), since: 8)
    #expect(many.after == 8 && many.types == ["FactRetracted"] && many.subjects.isEmpty && many.any.isEmpty)
  }
}
