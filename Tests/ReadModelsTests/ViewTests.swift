import Domain
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport
import Testing

@testable import ReadModels
@testable import RowStore

/// Counts calls in total and by contact, and refuses notes: small enough to see through.
struct Probe: Projection {
  let name = "probe"
  let version: UInt32 = 1

  func part(of header: EventHeader) -> SubjectID? { nil }

  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure) {
    let total = RowKey(table: 1)
    let own = RowKey(table: 2).appending(event.header.subject.value) { $0.append($1) }
    for key in [total, own] {
      let count = try view.row(key)?.first ?? 0
      view.put(key, [count + 1])
    }
    view.insert(RowKey(table: 3).appending(event.header.position) { $0.append($1) }) { $0.append(9) }
    if case .noteAdded = event.fact.fact { throw .cannotApply("a note") }
  }

  static let total = RowKey(table: 1)
}

@Suite struct `A hash that stands in a key` {
  @Test func `is FNV-1a with 128 bits`() {
    // From the test program of the authors of the function.
    for (text, hash) in [
      ("", 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D), ("a", 0xD228_CB69_6F1A_8CAF_7891_2B70_4E4A_8964),
      ("foobar", 0x343E_1662_793C_64BF_6F0D_3597_BA44_6F18),
    ] as [(String, UInt128)] {
      #expect(KeyHash.of(text) == hash, "\(text)")
    }
  }
}

@Suite struct `A view` {
  let scratch: ScratchFolder
  let folder: String

  init() throws {
    scratch = try ScratchFolder("view")
    folder = scratch.path("probe")
  }

  private func open(
    origin: String = "log", version: UInt32 = 1, generation: UInt64 = 1, boot: String = "boot"
  ) throws -> View {
    try View.open(
      folder: folder,
      identity: ViewIdentity(origin: origin, projection: "probe", version: version, generation: generation),
      options: ViewOptions(bootID: boot, initialBytes: 64 << 10))
  }

  private func calls(_ count: Int) throws -> World {
    var world = World()
    let ada = try world.contact("Ada")
    for _ in 1..<count { try world.call(ada) }
    return world
  }

  /// Three facts, and a note, to which ``Probe`` cannot be applied.
  private func callsAndNote() throws -> World {
    var world = try calls(3)
    try world.record(
      .noteAdded(
        .with {
          $0.contact = world.events[0].header.subject.description
          $0.text = "A note"
        }))
    return world
  }

  private func failure(_ body: () throws -> View) -> ViewError? {
    do {
      _ = try body()
      return nil
    } catch {
      return error as? ViewError
    }
  }

  @Test func `shows what was flushed, with its position, after it is opened again`() throws {
    let world = try calls(5)
    let leaf = Digest256((1, 2, 3, 4))
    var state = ViewState.empty
    do {
      let view = try open()
      var writer = view.writer()
      for event in world.events { try writer.apply(event, by: Probe()) }
      #expect(try view.snapshot().get(Probe.total) == nil)
      try writer.flush(leaf: leaf)
      state = view.state
    }
    let view = try open()
    #expect(view.state == state)
    #expect(state.position == Position(5))
    #expect(state.leaf == leaf)
    #expect(state.rows == 7)
    let snapshot = try view.snapshot()
    #expect(snapshot.position == Position(5))
    #expect(try snapshot.get(Probe.total) == [5])
  }

  @Test func `takes an event back that cannot be applied, and goes on with the one before`() throws {
    let world = try callsAndNote()
    let view = try open()
    var writer = view.writer()
    for event in world.events.dropLast() { try writer.apply(event, by: Probe()) }
    #expect(throws: ProjectionFailure.cannotApply("a note")) { try writer.apply(world.events[3], by: Probe()) }
    #expect(writer.position == Position(3))
    try writer.flush(leaf: .zero)
    #expect(try view.snapshot().get(Probe.total) == [3])
    #expect(view.state.rows == 5)
  }

  @Test func `applies a piece of the log up to the event that cannot be applied, or is not the next`() throws {
    let world = try callsAndNote()
    var writer = try open().writer()
    #expect(throws: ProjectionFailure.cannotApply("a note")) { try writer.apply(world.events[...], by: Probe()) }
    #expect(writer.position == Position(3))
    try writer.flush(leaf: .zero)
    #expect(writer.view.state.rows == 5)

    var other = try View.open(
      folder: writer.view.folder + ".other", identity: writer.view.identity, options: ViewOptions(bootID: "boot")
    ).writer()
    #expect(throws: ProjectionFailure.gap(expected: Position(2), found: Position(3))) {
      try other.apply((world.events[..<1] + world.events[2...])[...], by: Probe())
    }
    #expect(other.position == Position(1))
  }

  @Test func `refuses an event that is not the next`() throws {
    let world = try calls(3)
    var writer = try open().writer()
    #expect(throws: ProjectionFailure.gap(expected: Position(1), found: Position(2))) {
      try writer.apply(world.events[1], by: Probe())
    }
  }

  @Test func `grows when it is full`() throws {
    let view = try open()
    var writer = view.writer()
    let world = try calls(1)
    for index in 0..<2_000 {
      writer.put(RowKey(table: 9).appending(UInt32(index)) { $0.append($1) }, [UInt8](repeating: 7, count: 2_000))
    }
    try writer.apply(world.events[0], by: Probe())
    try writer.flush(leaf: .zero)
    #expect(view.state.rows == 2_003)
    #expect(view.bytes > 4_000_000)
  }

  @Test func `has the same digest whatever was written in between`() throws {
    let view = try open()
    var writer = view.writer()
    let a = RowKey(table: 9)
    let b = RowKey(table: 10)
    writer.put(a, [1])
    try writer.flush(leaf: .zero)
    let digest = view.state.digest
    #expect(digest != .zero)
    writer.put(a, [2])
    writer.insert(b) { $0.append(5) }
    try writer.flush(leaf: .zero)
    #expect(view.state.digest != digest)
    writer.delete(b)
    writer.put(a, [1])
    try writer.flush(leaf: .zero)
    #expect(view.state.digest == digest)
    #expect(view.state.rows == 1)
    writer.delete(a)
    try writer.flush(leaf: .zero)
    #expect(view.state.digest == .zero)
    #expect(view.state.rows == 0)
  }

  @Test func `forgets a row that is inserted and deleted before a flush`() throws {
    let view = try open()
    var writer = view.writer()
    let key = RowKey(table: 9)
    writer.insert(key) { $0.append(5) }
    writer.delete(key)
    try writer.flush(leaf: .zero)
    #expect(view.state.rows == 0)
    #expect(view.state.digest == .zero)
  }

  @Test func `of another log, version or generation is not opened`() throws {
    _ = try open()
    #expect(failure { try open(origin: "other") } == .otherIdentity)
    #expect(failure { try open(version: 2) } == .otherIdentity)
    #expect(failure { try open(generation: 2) } == .otherIdentity)
    #expect(failure { try open() } == nil)
  }

  @Test func `whose rows were being merged when the process ended is refused`() throws {
    do {
      let view = try open()
      try ViewMeta.setMark(ViewMeta.mergingMark, view.environment, view.meta)
    }
    #expect(failure { try open() } == .notClosed)
  }

  @Test func `that was left open is refused after the machine started again`() throws {
    _ = try open()
    #expect(failure { try open(boot: "next") } == .notClosed)
    #expect(failure { try open() } == nil)
  }

  @Test func `that was closed clean is opened after the machine started again, until it is written`() throws {
    do {
      let view = try open()
      try view.close(clean: true)
    }
    do {
      let view = try open(boot: "second")
      var writer = view.writer()
      writer.put(RowKey(table: 9), [1])
      try writer.flush(leaf: .zero)
    }
    #expect(failure { try open(boot: "third") } == .notClosed)
  }

  @Test func `whose file was cut off is refused and not read`() throws {
    do {
      let view = try open()
      var writer = view.writer()
      for index in 0..<500 {
        writer.put(RowKey(table: 9).appending(UInt32(index)) { $0.append($1) }, [UInt8](repeating: 7, count: 1_000))
      }
      try writer.flush(leaf: .zero)
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/data.mdb"))
    try handle.truncate(atOffset: 16_384)
    try handle.close()
    let error = failure { try open() }
    #expect(error?.isMendedByRebuild == true, "\(String(describing: error))")
  }

  @Test func `whose first pages are damaged is refused`() throws {
    _ = try open()
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/data.mdb"))
    try handle.write(contentsOf: Data(repeating: 0xA5, count: 8_192))
    try handle.close()
    let error = failure { try open() }
    #expect(error?.isMendedByRebuild == true, "\(String(describing: error))")
  }
}

@Suite struct `Two views compared` {
  @Test func `name the rows that differ`() throws {
    let scratch = try ScratchFolder("views")
    var views: [View] = []
    for (name, rows) in [("a", [1: 1, 2: 2, 3: 3]), ("b", [1: 1, 3: 4, 5: 5])] {
      let view = try View.open(
        folder: scratch.path(name),
        identity: ViewIdentity(origin: "log", projection: "probe", version: 1, generation: 1),
        options: ViewOptions(bootID: "boot"))
      var writer = view.writer()
      for (table, value) in rows { writer.put(RowKey(table: UInt8(table)), [UInt8(value)]) }
      try writer.flush(leaf: .zero)
      views.append(view)
    }
    let comparison = try ViewComparison(of: views[0], with: views[1])
    #expect(comparison.differentRows == 3)
    #expect(comparison.differences.map(\.keyText) == ["02", "03", "05"])
    #expect(comparison.differences.map(\.kind) == [.extra, .changed, .missing])
    #expect(comparison.digest == views[0].state.digest)
    #expect(comparison.expectedDigest == views[1].state.digest)
    #expect(try ViewComparison(of: views[0], with: views[0]).isEqual)
  }
}
