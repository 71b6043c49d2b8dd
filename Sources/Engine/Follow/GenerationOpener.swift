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
  let files: DerivedFiles

  /// What the threads are to do with what was found.
  struct Plan {
    var followed: [FollowerInbox.Adoption] = []
    /// The read models to build.
    var built: [Int] = []
    /// Those that have generations on disk, which are opened beside the start.
    var found: [Int] = []
  }

  /// A generation that is being built, and up to where: of what does not stand there nothing is in it.
  struct Half: Sendable {
    var view: View
    var end: Position
  }

  /// What was opened of one read model.
  struct Opened {
    var followed: FollowerInbox.Adoption?
    var resumed: Half?
    var isToBeBuilt = false
    /// Whether nothing says that the rows that serve have lain there unharmed.
    var isUnknown = false
  }

  /// Begins those read models of which there is nothing yet, and says which there is something of.
  func begin() throws(EngineError) -> Plan {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      // Where there is no room for it there will be: what is built makes it too.
      guard (error as? CocoaError)?.code == .fileWriteOutOfSpace else {
        throw EngineError(.inaccessible, "the folder \(folder) cannot be made: \(error.localizedDescription)")
      }
    }
    Generations.removeScratch(in: folder)
    var plan = Plan()
    let projections = readModels.state.withLock { $0.entries.map(\.projection) }
    for (place, projection) in projections.enumerated() {
      let found = Generations.found(in: folder, of: projection.name)
      readModels.state.withLock { state in
        state.entries[place].generationLast = found.first?.generation ?? 0
        state.entries[place].isOpening = !found.isEmpty
      }
      guard found.isEmpty else {
        plan.found.append(place)
        continue
      }
      var live: View?
      if eventReader.head == .zero {
        live = try begin(projection, 1, place)
      } else {
        readModels.notice("\(projection.name) is made again: it was not there")
      }
      let opened = register(place, live, nil)
      if let adoption = opened.followed { plan.followed.append(adoption) }
      if opened.isToBeBuilt { plan.built.append(place) }
    }
    return plan
  }

  /// Opens what there is of a read model, each generation when its file was held against what was said of it; nil when
  /// `mayGoOn` ended that.
  func open(_ place: Int, mayGoOn: @escaping @Sendable () -> Bool) -> Opened? {
    let projection = readModels.state.withLock { $0.entries[place].projection }
    let found = Generations.found(in: folder, of: projection.name)
    let last = found.first?.generation ?? 0
    var half: (half: Half, generation: UInt64)?
    var live: View?
    var isLiveUnknown = false
    for entry in found {
      let path = Generations.path(folder, projection.name, entry.generation)
      guard live == nil, entry.isFinished || half == nil else {
        // What a switch left; but the last one of an older version is a way back.
        if live != nil, !isOlder(path, projection, entry.generation) { Generations.remove(path) }
        continue
      }
      let verdict = files.hold("views/\(projection.name).\(entry.generation)", mayGoOn: mayGoOn)
      guard mayGoOn() else { return nil }
      guard let view = open(path, projection, entry, verdict) else { continue }
      let isUnknown = verdict == .isUnknown && view.state.position > .zero
      if view.state.position > .zero,
        (entry.isFinished ? view.state.position : Generations.end(of: path) ?? .zero) < eventReader.erasedLast
      {
        // What was erased may be in its rows, and cannot be read any more to be taken out.
        readModels.notice("\(projection.name) generation \(entry.generation) is made again: somebody was erased since")
        Generations.remove(path)
        continue
      }
      if entry.isFinished {
        live = view
        isLiveUnknown = isUnknown
      } else if !isUnknown, let end = Generations.end(of: path), end <= eventReader.head {
        half = (Half(view: view, end: end), entry.generation)
      } else {
        readModels.notice("the half of \(projection.name) generation \(entry.generation) that was built is given up")
        Generations.remove(path)
      }
    }
    if live == nil, half == nil, eventReader.head == .zero { live = try? begin(projection, last + 1, place) }
    var opened = register(place, live, half)
    opened.isUnknown = isLiveUnknown
    return opened
  }

  private func register(_ place: Int, _ live: View?, _ half: (half: Half, generation: UInt64)?) -> Opened {
    let head = eventReader.head
    readModels.state.withLock { state in
      state.entries[place].isOpening = false
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
    return Opened(
      followed: live.map { .init(place: place, view: $0, role: .live) }, resumed: half?.half,
      isToBeBuilt: live == nil || half != nil)
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
    _ path: String, _ projection: any Projection, _ entry: (generation: UInt64, isFinished: Bool),
    _ verdict: DerivedFiles.Verdict
  ) -> View? {
    let cause: String
    do throws(ViewError) {
      guard verdict != .differs else { throw .altered }
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
