import EventLog
import FactSchema
import LMDB
import ReadModels
import RowStore
import Synchronization

/// Looks after what nobody asks for, every few seconds: reader slots of processes that were killed, which keep pages from
/// being used again; a clock that is behind the log; a device that has room again, also for what could not be built; and
/// moments of the past that are kept for nothing.
final class Tender: Sendable {
  private let eventReader: EventReader
  private let upkeep: (any LogUpkeep)?
  private let registry: DerivedStore
  private let readModels: ReadModelRegistry
  private let builder: Builder
  private let moments: Moments
  private let clockWatch: ClockWatch
  private let options: EngineOptions
  private let now: @Sendable () -> Instant
  private let wakeup = Wakeup()
  private let isStopping = Atomic(false)

  init(
    eventReader: EventReader, upkeep: (any LogUpkeep)?, registry: DerivedStore, readModels: ReadModelRegistry,
    builder: Builder, moments: Moments, clockWatch: ClockWatch, options: EngineOptions,
    now: @escaping @Sendable () -> Instant
  ) {
    self.eventReader = eventReader
    self.upkeep = upkeep
    self.registry = registry
    self.readModels = readModels
    self.builder = builder
    self.moments = moments
    self.clockWatch = clockWatch
    self.options = options
    self.now = now
  }

  func run() {
    while !isStopping.load(ordering: .acquiring) {
      tend()
      wakeup.wait(milliseconds: options.limits.tendMilliseconds)
    }
  }

  func stop() {
    isStopping.store(true, ordering: .releasing)
    wakeup.signal()
  }

  private func tend() {
    clockWatch.look(at: now())
    // What cannot be looked at now is looked at the next time.
    _ = try? upkeep?.clearStaleReaders()
    _ = try? registry.environment.clearStaleReaders()
    _ = try? eventReader.index.store.environment.clearStaleReaders()
    for view in readModels.state.withLock({ $0.entries.compactMap(\.live) }) { _ = try? view.clearStaleReaders() }
    // The others that met a full device try again by themselves; the log waits to be recorded in.
    if readModels.notices.lasts(.diskFull) || !(upkeep?.holdsReserve ?? true),
      Disk.freeBytes(at: options.folder) >= Self.roomBytes
    {
      readModels.notices.diskHasRoom(for: Notices.log)
      _ = try? upkeep?.restoreReserve()
    }
    builder.buildWhereRoomIs()
    moments.forgetIdle()
  }

  /// As much as the log's file takes at a time, twice.
  private static let roomBytes = UInt64(2 * Environment.allocationStep)
}
