import APISchema
import Cryptography
import Domain
import FactSchema
import ReadModels
import RowStore
import Synchronization

extension ReadModelRegistry {
  /// Every read model as it stands, beside the log's head; digests are told under the log's secret.
  func infos(head: Position, _ key: LinkKey) -> [ProjectionInfo] {
    let entries = state.withLock { $0.entries }
    return entries.map { $0.info(head: head, key) }
  }
}

extension ReadModelRegistry.Entry {
  func info(head: Position, _ key: LinkKey) -> ProjectionInfo {
    var info = ProjectionInfo()
    info.name = projection.name
    info.version = projection.version
    info.state = state
    if let live {
      let state = live.state
      info.generation = live.identity.generation
      info.position = state.position.value
      info.rows = state.rows
      info.bytes = UInt64(live.bytes)
      info.digest = key.told(state.digest).description
    }
    info.lag = head.value - min(info.position, head.value)
    if let building { info.building = building.info }
    if let fault {
      info.fault.position = fault.position.value
      info.fault.type = FactType(rawValue: fault.type)?.name ?? ""
      info.fault.cause = fault.cause
    }
    if let failedBuild {
      info.failedBuild.generation = failedBuild.generation
      info.failedBuild.job = Engine.jobName(failedBuild.job)
      info.failedBuild.position = failedBuild.fault.position.value
      info.failedBuild.cause = failedBuild.fault.cause
    }
    return info
  }
}

extension ReadModelRegistry.Building {
  var info: ProjectionInfo.Building { info(at: .now) }

  func info(at now: ContinuousClock.Instant) -> ProjectionInfo.Building {
    var info = ProjectionInfo.Building()
    info.generation = generation
    info.position = position.value
    info.target = max(target, position).value
    let done = Double(position.value - start.value)
    let rate = done / seconds(from: begun, to: writingSince ?? now)
    info.eventsPerSecond = UInt64(rate)
    guard let writingSince else {
      guard rate > 0 else { return info }
      let left = Double(info.target - info.position)
      // As many rows for each fact as before.
      let rows = Double(rowsGathered) * (done + left) / done
      info.secondsLeft = UInt64((left / rate + rows / rowsPerSecond).rounded(.up))
      return info
    }
    info.rowsGathered = rowsGathered
    info.rowsWritten = min(rowsWritten, rowsGathered)
    let isKnown = rowsWritten >= Self.rowsTelling
    let writing = isKnown ? Double(rowsWritten) / seconds(from: writingSince, to: now) : rowsPerSecond
    info.secondsLeft = UInt64((Double(rowsGathered - info.rowsWritten) / writing).rounded(.up))
    return info
  }

  private func seconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
    Double(max(1, start.duration(to: end).microseconds)) / 1_000_000
  }

  /// From so many rows on the time that they took tells of the others.
  static let rowsTelling: UInt64 = 10_000
}

extension ReadModelRegistry {
  /// The facts are read: what was gathered for these read models is written from now on.
  func beginWriting(_ places: [Int]) {
    let now = ContinuousClock.now
    state.withLock { state in
      for place in places { state.entries[place].building?.writingSince = now }
    }
  }

  /// So many more rows are written.
  func wrote(_ rows: Int, for places: [Int]) {
    state.withLock { state in
      for place in places { state.entries[place].building?.rowsWritten += UInt64(rows) }
    }
  }

  /// Everything is written: how long it took tells how long the next build's rows will take.
  func endWriting(_ places: [Int]) {
    let now = ContinuousClock.now
    state.withLock { state in
      for place in places {
        guard let building = state.entries[place].building, let since = building.writingSince else { continue }
        state.entries[place].building?.rowsWritten = building.rowsGathered
        guard building.rowsGathered >= Building.rowsTelling else { continue }
        let seconds = Double(max(1, since.duration(to: now).microseconds)) / 1_000_000
        state.rowsPerSecond = Double(building.rowsGathered) / seconds
      }
    }
  }
}
