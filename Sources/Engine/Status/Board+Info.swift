import Domain
import Projections
import Schema
import Synchronization

extension Board {
  /// Every read model as it stands, beside the log's head.
  func infos(head: Position) -> [ProjectionInfo] {
    let slots = state.withLock { $0.slots }
    return slots.map { $0.info(head: head) }
  }
}

extension Board.Slot {
  func info(head: Position) -> ProjectionInfo {
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
      info.digest = state.digest.description
    }
    info.lag = head.value - min(info.position, head.value)
    if let building { info.building = building.info }
    if let fault {
      info.fault.position = fault.position.value
      info.fault.type = FactType(rawValue: fault.type)?.name ?? ""
      info.fault.cause = fault.cause
    }
    return info
  }
}

extension Board.Building {
  var info: ProjectionInfo.Building {
    var info = ProjectionInfo.Building()
    info.generation = generation
    info.position = position.value
    info.target = max(target, position).value
    let elapsed = Double(max(1, begun.duration(to: .now).microseconds)) / 1_000_000
    let done = Double(position.value - start.value)
    let rate = done / elapsed
    info.eventsPerSecond = UInt64(rate)
    if rate > 0 { info.secondsLeft = UInt64((Double(info.target - info.position) / rate).rounded(.up)) }
    return info
  }
}
