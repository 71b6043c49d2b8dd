import APISchema
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import Engine

@Suite struct `Command ids` {
  /// The published vectors: the bytes 0, 1, 2, ... under the key of the bytes 0 to 15.
  @Test(
    arguments: [
      (0, 0x726f_db47_dd0e_0e31), (1, 0x74f8_39c5_93dc_67fd), (8, 0x93f5_f579_9a93_2462), (15, 0xa129_ca61_49be_45e5),
    ] as [(Int, UInt64)])
  func `are hashed as SipHash is published`(count: Int, hash: UInt64) {
    let bytes = (0..<count).map { UInt8($0) }
    #expect(SipHash.hash(bytes.span, key: (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)) == hash)
  }

  @Test(arguments: [1, 2] as [UInt64]) func `that were given are never denied, new ones hardly ever taken for them`(
    seed: UInt64
  ) {
    var generator = SeededGenerator(seed: seed)
    var filter = CommandFilter(capacity: 20_000)
    let given = (0..<filter.capacity).map { _ in generator.next() }
    for hash in given { filter.insert(hash) }
    #expect(given.allSatisfy(filter.mayContain))
    let mistaken = (0..<20_000).count { _ in filter.mayContain(generator.next()) }
    #expect((1..<100).contains(mistaken), "about one in a thousand")
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func `are certainly new only if nobody recorded them`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let kith = try TestEngine(readModels: [])
    let place = try Place(kith, room: 64...1 << 12)
    let registry = place.registry
    registry.tendCommands()
    var known: Set<UInt64> = []
    for _ in 0..<2_000 {
      let hash = generator.next()
      let mark = registry.checkpoint
      registry.remember(CommandKey(uid: 1, id: "", hash: hash), at: Position(UInt64(known.count + 1)))
      if generator.below(8) == 0 { registry.rollBack(to: mark) } else { known.insert(hash) }
      switch generator.below(60) {
      case 0: place.freeze()
      case 1: try place.write()
      // A filter is made now, of the rows of now, whenever it was begun.
      case 2: place.maker.makeWanted()
      case 3...20: registry.tendCommands()
      default: break
      }
    }
    #expect(known.allSatisfy { !registry.commands.isNew($0) })
    for _ in 0..<3 {
      place.maker.makeWanted()
      registry.tendCommands()
    }
    #expect(known.allSatisfy { !registry.commands.isNew($0) })
    #expect((0..<1_000).count { _ in registry.commands.isNew(generator.next()) } > 950)
    kith.engine.stop()
  }

  /// Hashes of two bits, so that nearly all are shared.
  @Test(arguments: [1, 2, 3] as [UInt64]) func `of one hash are told apart, in memory and in rows`(seed: UInt64)
    async throws
  {
    var generator = SeededGenerator(seed: seed)
    let kith = try TestEngine()
    let place = try Place(kith, room: 64...64)
    let registry = place.registry
    func key(_ number: Int) -> CommandKey { CommandKey(uid: 1000, id: "id \(number)", hash: UInt64(number % 4)) }
    for number in 0..<40 {
      let position = try await kith.record(created("Ada"), commandID: "id \(number)").position
      registry.remember(key(number), at: Position(position))
      // The same once more changes nothing.
      registry.remember(key(number), at: Position(position))
      if generator.below(4) == 0 {
        let mark = registry.checkpoint
        registry.remember(key(number + 1), at: Position(position + 1))
        registry.rollBack(to: mark)
      }
      switch generator.below(6) {
      case 0: place.freeze()
      case 1: try place.write()
      default: break
      }
    }
    try registry.refresh()
    for number in 0..<50 {
      let entry = try registry.entry(of: key(number))
      #expect(
        entry == (number < 40 ? CommandEntry(first: Position(TestSupport.place(UInt64(number + 1))), count: 1) : nil))
    }
    #expect(try registry.entry(of: CommandKey(uid: 1001, id: "id 3", hash: 3)) == nil)
    registry.release()
    kith.engine.stop()
  }

  /// Against a plain dictionary; with filters of one block, which take nearly every id for known, and of enough.
  @Test(
    arguments: [(1, 1...1), (2, 16...1 << 20), (3, 1 << 17...1 << 20), (4, 64...64)] as [(UInt64, ClosedRange<Int>)])
  func `are known for ever, and no others, through stops, kills and lost registries`(
    seed: UInt64, room: ClosedRange<Int>
  ) async throws {
    var generator = SeededGenerator(seed: seed)
    let kith = try TestEngine(readModels: []) { options in
      options.limits.derivedChanges = 24
      options.limits.commandFilterIDs = room
      options.journalBytes = 64 << 10
    }
    var recorded: [String: UInt64] = [:]
    for _ in 0..<50 {
      let ids = (0...generator.below(12)).map { _ in "row \(generator.below(600))" }
      let commands = ids.map { kith.command(request([created($0)], commandID: $0)) }
      kith.engine.submit(commands)
      for (id, command) in zip(ids, commands) {
        let reply = try await RecordReply(serializedBytes: kith.collector.outcome(command.ticket).result.get())
        #expect(reply.replayed == (recorded[id] != nil), "\(id)")
        #expect(reply.position == recorded[id, default: reply.position], "\(id)")
        recorded[id] = reply.position
      }
      switch generator.below(16) {
      case 0: try kith.restart()
      case 1: try kith.restart { try FileManager.default.removeItem(atPath: $0 + "/registry") }
      case 2...3: try kith.crash()
      default: break
      }
    }
    #expect(Set(recorded.values).count == recorded.count)
    #expect(kith.engine.head == Position(TestSupport.place(UInt64(recorded.count))))
    kith.engine.stop()
  }
}

/// A registry beside an engine's own, whose facts are in that one's log.
private final class Place {
  let kith: TestEngine
  let maker: CommandFilterMaker
  let registry: Registry
  private let store: DerivedStore
  private let folder: ScratchFolder
  private var frozen: LayerRows?

  init(_ kith: TestEngine, room: ClosedRange<Int>) throws {
    self.kith = kith
    folder = try ScratchFolder()
    store = try kith.engine.registry.makeCopy(path: folder.path("registry"), readersMax: 8)
    maker = CommandFilterMaker(store, room: room)
    registry = Registry(store: store, eventReader: kith.engine.eventReader, filters: maker)
  }

  /// Hands out what changed, as the writer does, unless that was done.
  func freeze() {
    if frozen == nil { frozen = LayerRows(registry.freeze()) }
  }

  /// Writes what was handed out.
  func write() throws {
    guard let rows = frozen.take() else { return }
    try store.write(rows, position: kith.engine.head, leaf: .zero)
    registry.thaw()
    registry.keep()
  }
}
