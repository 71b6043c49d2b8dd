import FactSchema
import RowStore

/// The rows of a read model at a moment; where they are in a file, it goes with the last reference to them.
final class PastRows: Sendable {
  let source: any RowSource
  private let scratch: ScratchView?

  init(_ held: HeldRows) {
    source = held
    scratch = nil
  }

  init(_ scratch: ScratchView) {
    source = scratch.view
    self.scratch = scratch
  }
}

/// A view in a folder of its own, which is removed with the last reference.
final class ScratchView: Sendable {
  let view: View

  init(folder: String, identity: ViewIdentity, options: ViewOptions) throws(ViewError) {
    do throws(ViewError) {
      try Generations.begin(folder)
      view = try View.open(folder: folder, identity: identity, options: options)
    } catch {
      Generations.remove(folder)
      throw error
    }
  }

  deinit { Generations.remove(view.folder) }
}

/// Rows that are gathered in memory up to a bound, and past it in a scratch view.
struct GatheredRows: ~Copyable {
  /// How many bytes they may take in memory, and where the rest goes.
  struct Room: Sendable {
    var bytesMax: Int
    var makeView: @Sendable () throws(ViewError) -> ScratchView
  }

  var writer = ViewWriter()
  private var scratch: ScratchView?
  private let room: Room

  init(_ room: Room) { self.room = room }

  /// Spills what is more than may be in memory.
  mutating func keepToBound() throws(ViewError) {
    guard writer.pendingBytes >= room.bytesMax else { return }
    if scratch == nil {
      let made = try room.makeView()
      writer.goOn(in: made.view)
      scratch = made
    }
    try writer.spill()
  }

  /// The rows, to be read; the mark is that of the last event.
  mutating func finished(as identity: ViewIdentity, mark: Digest256) throws(ViewError) -> PastRows {
    guard let scratch else { return PastRows(writer.held(as: identity, leaf: mark)) }
    try writer.flush(leaf: mark)
    return PastRows(scratch)
  }
}
