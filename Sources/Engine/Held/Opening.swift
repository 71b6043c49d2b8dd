import Foundation
import ReadModels
import RowStore
import Synchronization

/// Opens the read models that were found at start, beside everything that needs none of them: each when its file was held
/// against what was said of it, which takes as long as reading it. The small ones first. Then it looks after what nothing
/// was said of.
final class Opening: Sendable {
  private let opener: GenerationOpener
  /// The places of the read models that were found.
  private let found: [Int]
  private let builder: Builder
  private let queries: QueryScheduler
  private let inspections: Inspections
  private let isStopping = Atomic(false)
  private let opened = Wakeup()

  /// Of the read models that were found, and the stores of which nothing was said; `onUnsound` ends the engine.
  init(
    _ opener: GenerationOpener, found: [Int], unknown: [StoreVerification.Part], _ builder: Builder,
    queries: QueryScheduler, onUnsound: @escaping @Sendable (String) -> Void
  ) {
    self.opener = opener
    self.found = found
    self.builder = builder
    self.queries = queries
    inspections = Inspections(builder, unknown, onUnsound: onUnsound)
  }

  func run() {
    let unknown = open()
    opened.signal()
    guard let unknown else { return }
    EngineThread.yieldToOthers()
    inspections.run(unknown)
  }

  /// Waits until they are open, where they are small, so that whoever asks at once finds them; what is large is opened while
  /// the daemon serves.
  func wait() {
    guard found.reduce(0, { $0 + bytes($1) }) <= Self.smallBytes else { return }
    opened.wait(milliseconds: Self.waitMilliseconds)
  }

  /// Ends what goes on; what is not open stays as it is.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    inspections.stop()
  }

  /// Opens all of them; the places of those of which nothing was said, or nil when it was stopped.
  private func open() -> [Int]? {
    var built: [Int] = []
    var resumed: [Int: GenerationOpener.Half] = [:]
    var unknown: [Int] = []
    for place in found.sorted(by: { bytes($0) < bytes($1) }) {
      guard let opened = opener.open(place, mayGoOn: { [self] in !isStopping.load(ordering: .acquiring) }) else {
        return nil
      }
      if let adoption = opened.followed { builder.follower.adopt(adoption) }
      if let half = opened.resumed { resumed[place] = half }
      if opened.isToBeBuilt { built.append(place) }
      if opened.isUnknown { unknown.append(place) }
      queries.progressed()
    }
    // Together, so that the log is read once for all of them.
    if !built.isEmpty, !builder.submit(.rebuild(built, resumed: resumed)) {
      for place in built { opener.readModels.abandon(place) }
    }
    return unknown
  }

  private func bytes(_ place: Int) -> UInt64 {
    let name = opener.readModels.state.withLock { $0.entries[place].projection.name }
    return Generations.found(in: opener.folder, of: name).reduce(0) { bytes, entry in
      bytes + Disk.bytes(of: Generations.path(opener.folder, name, entry.generation))
    }
  }

  /// A few milliseconds' work.
  private static let smallBytes: UInt64 = 64 << 20
  private static let waitMilliseconds = 2000
}
