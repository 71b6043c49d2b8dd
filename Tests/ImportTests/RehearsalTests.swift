import Client
import Synchronization
import TestSupport
import Testing

@testable import Import

@Suite struct `A dry run in pieces` {
  static let yaml = """
    name: pieces
    subjects:
      who: {key: "${buyer}", data: {name: "${buyer}", externalId: "${buyer}"}}
      deal: {key: "${sale}", type: DealOpened, when: {event: opened}, data: {contact: "${who}", title: "${sale}"}}
    facts:
      - {type: DealWon, when: {event: won}, data: {deal: "${deal}"}}
      - {type: NoteAdded, when: {event: [noted, bad]}, data: {contact: "${who}", text: "${event}"}}
    """

  static func run(
    _ rows: [[String]], room: Int, yaml: String = Self.yaml
  ) async throws -> (tally: ImportTally, reasons: [String], pieces: Int) {
    let sink = FakeSink()
    sink.state.withLock { $0.roomInRehearsal = room }
    let (tally, reasons) = try await `Subjects of an import`.run(rows, yaml, into: sink, rehearsal: "r")
    return (tally, reasons, sink.state.withLock { $0.reconnects } + 1)
  }

  @Test(arguments: [1, 2]) func `comes to what it comes to as a whole`(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let rows = (0..<240).map { _ in
      let buyer = "B\(Int.random(in: 0..<16, using: &random))"
      let sale = "D\(Int.random(in: 0..<40, using: &random))"
      return [buyer, sale, ["opened", "won", "noted", "bad"].randomElement(using: &random) ?? ""]
    }
    let whole = try await Self.run(rows, room: .max)
    #expect(whole.tally.rejected > 0)
    #expect(whole.pieces == 1)
    for room in [30, 100] {
      let parts = try await Self.run(rows, room: room)
      #expect(parts.tally == whole.tally)
      #expect(parts.reasons == whole.reasons)
      #expect(parts.pieces > 1)
    }
  }

  @Test func `makes nothing again that no row names`() async throws {
    let rows = (0..<200).map { ["B\($0)", "D\($0)", "noted"] }
    let parts = try await Self.run(rows, room: 50)
    #expect((parts.tally.recorded, parts.tally.subjectsCreated, parts.tally.rejected) == (200, 200, 0))
    #expect(parts.pieces == 8)
  }

  @Test func `ends with the daemon's word when one row stands on more than there is room for`() async throws {
    let error = await #expect(throws: KithError.self) { try await Self.run([["B", "D", "opened"]], room: 1) }
    #expect(error?.code == .tooLarge)
  }

  @Test func `keeps what a later row may be judged by, in its order, each once a piece`() {
    var commands = RehearsedCommands()
    func draft(_ fields: [String: String], _ fact: String) -> RowBuilder.Draft {
      var draft = RowBuilder.Draft(events: [fact])
      draft.note(fields.map { DraftValue.Field($0, .text($1)) }, of: fact, isIDGiven: true)
      return draft
    }
    let all: [([String: String], String)] = [
      (["contact": "c1"], "ContactCreated"), (["deal": "d1", "contact": "c1"], "DealOpened"),
      (["contact": "c1"], "NoteAdded"), (["contact": "c2", "externalId": "x "], "ContactCreated"),
      (["contact": "c1", "campaign": "k1"], "CampaignSent"), (["deal": "d1"], "DealWon"),
      (["contact": "c2", "externalId": "y"], "ContactDetailsChanged"),
    ]
    for (index, (fields, fact)) in all.enumerated() {
      commands.add(.init(events: [], id: "\(index)"), draft(fields, fact), subjects: [])
    }
    func missing(_ fields: [String: String], _ fact: String) -> [String] {
      commands.takeMissing(for: draft(fields, fact).named).map(\.id)
    }
    #expect(missing(["deal": "d1"], "DealReopened") == [])
    commands.beginPiece()
    #expect(missing(["deal": "d1"], "DealReopened") == ["0", "1", "4", "5"])
    #expect(missing(["contact": "c1"], "NoteAdded") == [])
    #expect(missing(["externalId": "y"], "ContactCreated") == ["3", "6"])
    #expect(missing(["externalId": "x"], "ContactCreated") == [])
    commands.beginPiece()
    #expect(missing(["contact": "c1"], "NoteAdded") == ["0", "4"])
  }

  @Test func `gives a contact the id again that the daemon chose`() {
    var commands = RehearsedCommands()
    let event = #"{"type":"ContactCreated","data":{"name":"Ada"}}"#
    var draft = RowBuilder.Draft(events: [event])
    draft.note([DraftValue.Field("name", .text("Ada"))], of: "ContactCreated", isIDGiven: false)
    draft.contacts = [ContactDraft([DraftValue.Field("name", .text("Ada"))], event: 0)]
    commands.add(.init(events: [event], id: "1"), draft, subjects: ["contact_chosen"])
    commands.beginPiece()
    let again = commands.takeMissing(for: [RehearsedName("contact_chosen")])
    #expect(again.map(\.events) == [[#"{"type":"ContactCreated","data":{"contact":"contact_chosen","name":"Ada"}}"#]])
  }
}
