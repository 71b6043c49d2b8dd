import Domain
import EventLog
import FactSchema
import Foundation
import ReadModels
import RowStore
import Synchronization

/// Finds at start which generation of each read model serves, goes on being built, or is to be made.
struct GenerationOpener {
  let eventReader: EventReader
  let readModels: ReadModelRegistry
  /// The folder of all generations.
  let folder: String
  let options: ViewOptions

  /// What the threads are to do with what was found.
  struct Plan {
    var followed: [FollowerInbox.Adoption] = []
    /// The read models to build, and the views of those that were half built.
    var built: [Int] = []
    var resumed: [Int: Half] = [:]
  }

  /// A generation that is being built, and up to where: of what does not stand there nothing is in it.
  struct Half: Sendable {
    var view: View
    var end: Position
  }

  func open() throws(EngineError) -> Plan {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      // Where there is no room for it there will be: what is built makes it too.
      guard (error as? CocoaError)?.code == .fileWriteOutOfSpace else {
        throw EngineError(.inaccessible, "the folder \(folder) cannot be made: \(error.localizedDescription)")
      }
    }
    var plan = Plan()
    let projections = readModels.state.withLock { $0.entries.map(\.projection) }
    for (place, projection) in projections.enumerated() { try open(place, projection, &plan) }
    return plan
  }

  private func open(_ place: Int, _ projection: any Projection, _ plan: inout Plan) throws(EngineError) {
    Generations.removeScratch(in: folder, of: projection.name)
    let found = Generations.found(in: folder, of: projection.name)
    let last = found.first?.generation ?? 0
    readModels.state.withLock { $0.entries[place].generationLast = last }
    var half: (half: Half, generation: UInt64)?
    var live: View?
    for entry in found {
      let path = Generations.path(folder, projection.name, entry.generation)
      guard live == nil, entry.isFinished || half == nil, let view = open(path, projection, entry) else {
        // What a switch left; but the last one of an older version is a way back.
        if live != nil, !isOlder(path, projection, entry.generation) { Generations.remove(path) }
        continue
      }
      if entry.isFinished {
        live = view
      } else if let end = Generations.end(of: path), end <= eventReader.head {
        half = (Half(view: view, end: end), entry.generation)
      } else {
        readModels.notice("the half of \(projection.name) generation \(entry.generation) that was built is given up")
        Generations.remove(path)
      }
    }
    if live == nil, half == nil {
      if eventReader.head == .zero {
        live = try begin(projection, last + 1, place)
      } else if found.isEmpty {
        readModels.notice("\(projection.name) is made again: it was not there")
      }
    }
    register(place, live, half, &plan)
  }

  private func register(_ place: Int, _ live: View?, _ half: (half: Half, generation: UInt64)?, _ plan: inout Plan) {
    let head = eventReader.head
    readModels.state.withLock { state in
      if let live {
        state.entries[place].live = live
        state.gate.set(live.state.position, of: place)
        state.entries[place].applied = live.state.position
        state.entries[place].isCaughtUp = live.state.position == head
      }
      guard live == nil || half != nil else { return }
      state.jobLast += 1
      if let half {
        state.entries[place].resume(
          generation: half.generation, job: state.jobLast, start: half.half.view.state.position, head: head,
          rowsPerSecond: state.rowsPerSecond)
      } else {
        state.entries[place].begin(job: state.jobLast, start: .zero, head: head, rowsPerSecond: state.rowsPerSecond)
      }
    }
    if let live { plan.followed.append(.init(place: place, view: live, role: .live)) }
    if let half { plan.resumed[place] = half.half }
    if live == nil || half != nil { plan.built.append(place) }
  }

  /// Makes the first generation over an empty log: it is complete as it is. Where there is no room nil: it is built when
  /// there is.
  private func begin(_ projection: any Projection, _ generation: UInt64, _ place: Int) throws(EngineError) -> View? {
    let path = Generations.path(folder, projection.name, generation)
    do throws(ViewError) {
      try Generations.begin(path)
      let view = try View.open(folder: path, identity: identity(projection, generation), options: options)
      Generations.finish(path)
      readModels.state.withLock { $0.entries[place].generationLast = generation }
      return view
    } catch {
      Generations.remove(path)
      guard error != .noSpace else { return nil }
      throw EngineError(.inaccessible, "the view \(path) cannot be made: \(error)")
    }
  }

  /// Opens a generation that is there; nil when it cannot be trusted or opened, which keeps nothing else from being used.
  /// It is removed then, or kept where it is whole: for a way back, or for a start with more room.
  private func open(
    _ path: String, _ projection: any Projection, _ entry: (generation: UInt64, isFinished: Bool)
  ) -> View? {
    let cause: String
    do throws(ViewError) {
      let view = try View.open(folder: path, identity: identity(projection, entry.generation), options: options)
      if isTrue(view.state) { return view }
      cause = "its position is not in the log"
    } catch {
      guard error.isMendedByRebuild || !entry.isFinished else {
        readModels.notice(
          "\(projection.name) generation \(entry.generation) cannot be opened and is left as it is: \(error)")
        return nil
      }
      if case .otherIdentity = error, isOlder(path, projection, entry.generation) {
        readModels.notice(
          "\(projection.name) has a new version and is made again; its generation \(entry.generation) is kept")
        return nil
      }
      cause = error.description
    }
    readModels.notice(
      entry.isFinished
        ? "\(projection.name) generation \(entry.generation) is made again: \(cause)"
        : "the half of \(projection.name) generation \(entry.generation) that was built is given up: \(cause)")
    Generations.remove(path)
    return nil
  }

  private func isTrue(_ state: ViewState) -> Bool {
    EventReader.isTrue(state.leaf, at: state.position, eventReader.log)
  }

  /// Whether it is this log's, made by an older version of the projection.
  private func isOlder(_ path: String, _ projection: any Projection, _ generation: UInt64) -> Bool {
    for version in 0..<projection.version {
      var identity = identity(projection, generation)
      identity.version = version
      if (try? View.open(folder: path, identity: identity, options: options)) != nil { return true }
      // Versions of releases whose logs had no secret.
      identity.secretMark = nil
      if (try? View.open(folder: path, identity: identity, options: options)) != nil { return true }
    }
    return false
  }

  private func identity(_ projection: any Projection, _ generation: UInt64) -> ViewIdentity {
    projection.identity(origin: eventReader.log.origin.description, generation: generation)
  }
}
