import APISchema
import Domain
import FactSchema
import ReadModels
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

/// A pipeline that leaves out stages in which deals are open.
@Suite struct `A definition that moves deals` {
  private static func defined(_ stages: [String], _ moves: [(String, String)] = []) -> Fact.OneOf_Fact {
    .pipelineDefined(
      .with {
        ($0.pipeline, $0.name) = (pipelineID, "Projects")
        $0.stages = stages.map { stage in .with { $0.stage = stage } }
        $0.move = moves.map { move in .with { ($0.stage, $0.to) = move } }
      })
  }

  private static let pipelineID = SubjectID(.pipeline, 77).description

  private static func opened(_ contact: String, _ stage: String) -> Fact.OneOf_Fact {
    .dealOpened(
      .with {
        ($0.contact, $0.title, $0.pipeline, $0.stage) = (contact, "A deal", pipelineID, stage)
        $0.value = .with { ($0.currency, $0.amount) = ("EUR", "5") }
      })
  }

  private static func board(_ kith: TestEngine) async throws -> [String: UInt64] {
    let reply = try await kith.query(
      .pipelineBoard, PipelineBoardRequest.with { $0.pipeline = pipelineID }, after: kith.engine.head,
      as: PipelineBoardReply.self)
    return Dictionary(uniqueKeysWithValues: reply.stages.map { ($0.stage, $0.count) })
  }

  @Test func `is recorded with each move behind it, in its command and as of who asked`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(Self.defined(["a", "b", "c"]))
    let deals = try await kith.record(
      request([Self.opened(ada, "a"), Self.opened(ada, "b"), Self.opened(ada, "a"), Self.opened(ada, "c")])
    ).events.map(\.subject)
    _ = try await kith.record(.dealLost(.with { $0.deal = deals[2] }))
    let head = kith.engine.head.value
    var command = request([Self.defined(["c", "d"], [("a", "d"), ("b", "c")])])
    command.commandID = "again"
    let reply = try await kith.record(command)
    // Two deals were moved: the lost one was not.
    #expect(reply.position == head + 3 && reply.events.map(\.position) == [head + 1])
    #expect(reply.events.map(\.expanded) == [2])
    let facts = try await kith.read(.with { $0.after = head }).events
    #expect(facts.map(\.fact.type) == [.pipelineDefined, .dealStageChanged, .dealStageChanged])
    #expect(facts.suffix(2).map(\.subjects.first) == [deals[0], deals[1]])
    #expect(facts.suffix(2).map(\.fact.dealStageChanged.stage) == ["d", "c"])
    #expect(facts.suffix(2).allSatisfy { $0.actor.role == "daemon" && $0.actor.uid == 1000 && $0.version == 2 })
    #expect(facts.allSatisfy { $0.commandID == "again" && $0.recordedAt == facts[0].recordedAt })
    #expect(facts.suffix(2).allSatisfy { $0.causationID == "expanded" })
    #expect(try await Self.board(kith) == ["c": 2, "d": 1])
    // The same command again is known, and moves nothing.
    let replayed = try await kith.record(command)
    #expect(replayed.replayed && replayed.events == reply.events && kith.engine.head.value == head + 3)
    for model in kith.options.readModels {
      _ = try await kith.caughtUp(model.name)
      #expect(try await kith.verify(model.name).equal, "\(model.name)")
    }
    #expect(try await kith.verify("registry").equal)
  }

  @Test func `moves nothing when it is refused, or rehearsed`() async throws {
    let kith = try TestEngine()
    defer { try? kith.stop() }
    let ada = try await kith.record(created("Ada")).events[0].subject
    _ = try await kith.record(Self.defined(["a", "b", "c"]))
    let deal = try await kith.record(Self.opened(ada, "a")).events[0].subject
    let head = kith.engine.head
    // A later fact of the command is refused.
    let both = request([
      Self.defined(["b"], [("a", "b")]), .dealWon(.with { $0.deal = SubjectID(.deal, 5).description }),
    ])
    let refusal = await #expect(throws: Refusal.self) { try await kith.record(both) }
    #expect(refusal?.code == .notFound && refusal?.event == 1)
    let unsaid = await #expect(throws: Refusal.self) { try await kith.record(Self.defined(["b"], [("c", "b")])) }
    #expect(unsaid?.reason == .stageInUse && unsaid?.field == "events[0].data.move")
    #expect(kith.engine.head == head && unsaid?.subject?.description == Self.pipelineID)
    // What is rehearsed knows deals that were rehearsed before it.
    var rehearsed = request([Self.opened(ada, "c")])
    rehearsed.rehearsal = "r"
    _ = try await kith.record(rehearsed)
    rehearsed.events = request([Self.defined(["b"], [("a", "b")])]).events
    let stays = await #expect(throws: Refusal.self) { try await kith.record(rehearsed) }
    #expect(stays?.reason == .stageInUse)
    rehearsed.events = request([Self.defined(["b"], [("a", "b"), ("c", "b")])]).events
    #expect(try await kith.record(rehearsed).position == 0)
    #expect(kith.engine.head == head && kith.engine.head.value > 0)
    // A condition is judged by what others recorded, and not by the moves themselves.
    var conditional = request([Self.defined(["b"], [("a", "b")])])
    conditional.unless = .with { ($0.types, $0.after) = (["DealStageChanged"], 0) }
    #expect(try await kith.record(conditional).position == head.value + 2)
    // Who knew the deal before it was moved is told.
    var won = request([.dealWon(.with { $0.deal = deal })])
    won.expect = [.with { ($0.subject, $0.version) = (deal, 1) }]
    let behind = await #expect(throws: Refusal.self) { try await kith.record(won) }
    #expect(behind?.reason == .version && behind?.version == Version(2))
  }
}
