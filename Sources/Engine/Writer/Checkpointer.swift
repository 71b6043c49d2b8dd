import Domain

import FactSchema
import LMDB
import Synchronization

/// Writes what the writer learned into the registry and the index, in large sorted batches, off the writer's thread.
///
/// One job at a time: while it is under way its changes stay visible as frozen layers.
final class Checkpointer: Sendable {
  /// What is to be written, up to which position.
  private struct Job: Sendable {
    var registry: RegistryLayer
    var index: [IndexEntry]
    var position: Position
  }

  private struct State {
    var isUnderWay = false
    var isFull = false
    var isStopping = false
    /// Up to where it is to be written though little has gathered.
    var awaited: Position?
    /// What the start could not write of the registry; what it could not of the index is there.
    var unwritten: RegistryLayer?
  }

  private let registry: DerivedStore
  private let eventReader: EventReader
  private let limits: EngineLimits
  private let notices: Notices
  private let jobs = Inbox<Job>(limit: 1)
  private let state = Mutex(State())
  private let finished = Wakeup()
  private let retry = Wakeup()
  private let onFatal: @Sendable (String) -> Void
  /// Held by who writes into the registry's file.
  private let writing = Mutex(())

  init(
    registry: DerivedStore, eventReader: EventReader, limits: EngineLimits, notices: Notices, unwritten: RegistryLayer?,
    onFatal: @escaping @Sendable (String) -> Void
  ) {
    self.registry = registry
    self.eventReader = eventReader
    self.limits = limits
    self.notices = notices
    self.onFatal = onFatal
    guard let unwritten else { return }
    state.withLock { state in
      state.unwritten = unwritten
      state.isFull = true
    }
    notices.diskIsFull(for: Self.witness)
  }

  // MARK: The writer's side

  /// Why the writer must refuse for now: the disk is full, and memory must not grow instead.
  var refusal: Refusal? {
    state.withLock { $0.isFull }
      ? Refusal(.storageFull, "the disk is full; nothing of the command was recorded") : nil
  }

  /// Goes on with what the start could not write; before the first batch.
  func resume(_ registry: Registry) {
    guard let layer = state.withLock({ $0.unwritten.take() }) else { return }
    registry.adopt(layer)
    begin(registry)
  }

  /// Takes note of a finished job and begins another when enough has gathered; between two batches.
  func advance(_ registry: Registry) {
    if registry.isFreezing, !state.withLock({ $0.isUnderWay }) { registry.thaw() }
    let waiting = max(registry.changeCount, eventReader.index.waiting)
    guard waiting >= limits.derivedChanges || waiting > 0 && isAwaited else { return }
    while registry.isFreezing {
      // Only far past the limit is it better to wait than to gather on.
      guard waiting >= limits.derivedChanges * 8, refusal == nil else { return }
      finished.wait(milliseconds: 100)
      if !state.withLock({ $0.isUnderWay }) { registry.thaw() }
    }
    begin(registry)
  }

  /// Whether what has gathered is to be written at once.
  var isAwaited: Bool { state.withLock { $0.awaited != nil } }

  /// Writes everything that is left; when the writer has ended. With a full disk it stays unwritten: the log has it.
  func drain(_ registry: Registry) {
    state.withLock { $0.isStopping = true }
    retry.signal()
    while state.withLock({ $0.isUnderWay }) { finished.wait(milliseconds: 100) }
    registry.thaw()
    if refusal == nil, registry.changeCount > 0 || eventReader.index.waiting > 0 { begin(registry) }
    while state.withLock({ $0.isUnderWay }) { finished.wait(milliseconds: 100) }
  }

  /// Ends the checkpointer's thread; after the writer has ended.
  func close() { jobs.close() }

  private func begin(_ registry: Registry) {
    state.withLock { $0.isUnderWay = true }
    _ = jobs.push([Job(registry: registry.freeze(), index: eventReader.index.freeze(), position: eventReader.head)])
  }

  /// Has the registry written as far as that position, however little has gathered. Waits; false where it was stopped.
  func bring(to position: Position, nudging commands: CommandQueue, isStopped: () -> Bool) -> Bool {
    while registry.position < position {
      guard !isStopped() else { return false }
      state.withLock { $0.awaited = max(position, $0.awaited ?? .zero) }
      commands.nudge()
      finished.wait(milliseconds: Self.awaitMilliseconds)
    }
    return true
  }

  // MARK: What was removed

  /// Writes the registry into a new file, when it has come as far as that position, so that nothing is left of what was removed
  /// up to there. Waits; false where it could not be done.
  func rewriteRegistry(from position: Position, nudging commands: CommandQueue, isStopped: () -> Bool) -> Bool {
    guard bring(to: position, nudging: commands, isStopped: isStopped) else { return false }
    do throws(LMDBError) {
      try writing.withLock { (_) throws(LMDBError) in try registry.rewrite() }
      return true
    } catch {
      if error.code != .noSpace { notices.tell("the registry cannot be written anew: \(error)") }
      return false
    }
  }

  // MARK: The checkpointer's own thread

  func run() {
    while let jobs = jobs.take() {
      for job in jobs { obey(job) }
    }
  }

  private func obey(_ job: Job) {
    defer {
      state.withLock { $0.isUnderWay = false }
      finished.signal()
    }
    let registryRows = LayerRows(job.registry)
    var indexRows: [IndexRow] = []
    indexRows.reserveCapacity(job.index.count * 2)
    for entry in job.index { IndexRows.append(entry, to: &indexRows) }
    while true {
      do throws(LMDBError) {
        let leaf = eventReader.mark(at: job.position)
        try writing.withLock { (_) throws(LMDBError) in
          if registry.position < job.position { try registry.write(registryRows, position: job.position, leaf: leaf) }
        }
        try eventReader.index.write(indexRows, position: job.position, leaf: leaf)
        eventReader.index.thaw()
        state.withLock { state in
          state.isFull = false
          if let awaited = state.awaited, awaited <= job.position { state.awaited = nil }
        }
        notices.diskHasRoom(for: Self.witness)
        return
      } catch {
        guard error.code == .noSpace else { return onFatal("the registry or the index cannot be written: \(error)") }
      }
      let isStopping = state.withLock { state in
        state.isFull = true
        return state.isStopping
      }
      notices.diskIsFull(for: Self.witness)
      if isStopping { return }
      retry.wait(milliseconds: Self.retryMilliseconds)
    }
  }

  private static let witness = "registry and index"
  private static let retryMilliseconds = 1000
  private static let awaitMilliseconds = 20
}
