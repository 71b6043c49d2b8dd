import Domain
import FactSchema
import Foundation
import ReadModels
import RowStore
import Synchronization

extension ReadModelRegistry {
  /// Puts a finished generation in the place of the one that served, whose folder is removed.
  ///
  /// An old generation of another version is kept, for a way back.
  func replace(_ place: Int, with view: View, instead old: View?) {
    let new = view.state
    state.withLock { state in
      state.entries[place].live = view
      state.gate.set(new.position, of: place)
      state.entries[place].applied = new.position
      state.entries[place].isCaughtUp = true
      state.entries[place].fault = nil
      state.entries[place].isStalled = false
      state.entries[place].building = nil
      state.entries[place].failedBuild = nil
      state.entries[place].roomThen = nil
    }
    Generations.finish(view.folder)
    let name = view.identity.projection
    notices.end(.stopped(name), "the read model \(name) had stopped, was made again and follows")
    notices.end(.unbuilt(name), "the read model \(name) could not be made again at first, and now is")
    guard let old else { return }
    let before = old.state
    if before.position == new.position, before.digest != new.digest {
      notice(
        "\(view.identity.projection) was rebuilt and differed from the generation before at position \(new.position)")
    }
    if old.identity.version == view.identity.version { Generations.remove(old.folder) }
  }

  /// Marks read models as being built; nil when one of them is already.
  func beginRebuild(_ places: [Int], head: Position) -> (places: [Int], generation: UInt64, job: UInt64)? {
    state.withLock { state in
      guard !places.isEmpty, places.allSatisfy({ state.entries[$0].mayBeRebuilt }) else { return nil }
      state.jobLast += 1
      for place in places {
        state.entries[place].begin(job: state.jobLast, start: .zero, head: head, rowsPerSecond: state.rowsPerSecond)
      }
      return (places, state.entries[places[0]].generationLast, state.jobLast)
    }
  }

  /// Marks a read model as being built that does not serve any more until then; nil when it is being built already, or
  /// another generation serves by now.
  func beginRebuild(_ place: Int, insteadOf view: View, head: Position) -> Bool {
    state.withLock { state in
      guard state.entries[place].mayBeRebuilt, state.entries[place].live === view else { return false }
      state.jobLast += 1
      state.entries[place].live = nil
      state.entries[place].begin(job: state.jobLast, start: .zero, head: head, rowsPerSecond: state.rowsPerSecond)
      return true
    }
  }

  /// Whether a read model is not served, or is outdated, because there was no room to build it.
  var awaitsRoom: Bool { state.withLock { $0.entries.contains { $0.roomThen != nil && $0.building == nil } } }

  /// Those read models that are to be built again where the device has so many bytes left: clearly more than it had.
  func places(withRoomIn free: UInt64) -> [Int] {
    state.withLock { state in
      state.entries.indices.filter { place in
        let entry = state.entries[place]
        return entry.building == nil && entry.roomThen.map { free >= $0 + Self.roomStep } ?? false
      }
    }
  }

  private static let roomStep: UInt64 = 16 << 20

  /// Gives up a generation that is being built; where no other one serves, the read model has stopped. That one, and an
  /// outdated one, is built again when there is more than the room that there was then.
  func abandon(_ place: Int, _ fault: Fault? = nil, roomThen: UInt64? = nil) {
    let name = state.withLock { state in
      let entry = state.entries[place]
      if let fault, let building = entry.building {
        state.entries[place].failedBuild = FailedBuild(generation: building.generation, job: building.job, fault: fault)
      }
      state.entries[place].building = nil
      if entry.live == nil { state.entries[place].fault = fault }
      // What is outdated still answers, and is to be made again as well as what does not.
      if entry.live == nil || entry.fault?.isOutdated ?? false { state.entries[place].roomThen = roomThen }
      return entry.projection.name
    }
    guard let fault else { return }
    let cause = fault.position == .zero ? fault.cause : "at position \(fault.position): \(fault.cause)"
    notices.begin(.unbuilt(name), "the read model \(name) could not be made again: \(cause)")
  }
}

extension ReadModelRegistry.Entry {
  /// Whether a rebuild of it may begin.
  var mayBeRebuilt: Bool { building == nil && !isOpening }

  /// Marks a new generation as being built.
  mutating func begin(job: UInt64, start: Position, head: Position, rowsPerSecond: Double) {
    generationLast += 1
    resume(generation: generationLast, job: job, start: start, head: head, rowsPerSecond: rowsPerSecond)
  }

  /// Marks a generation as being built from where it stands.
  mutating func resume(
    generation: UInt64, job: UInt64, start: Position, head: Position, rowsPerSecond: Double
  ) {
    building = ReadModelRegistry.Building(
      generation: generation, job: job, begun: .now, start: start, position: start, target: head,
      rowsPerSecond: rowsPerSecond)
  }
}

/// The folders of generations: `views/NAME.N`, with a file in it while the generation is being built.
enum Generations {
  /// Says that a generation is not finished.
  static let buildingFile = "building"

  /// Stands in the names of folders that verifications use, and moments of the past.
  static let scratchWord = "verify"

  /// Removes what was left there by a process that did not end well: its names are given again, and what is made under them
  /// must begin empty.
  static func removeScratch(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for entry in names where entry.contains(".\(scratchWord)-") { remove("\(folder)/\(entry)") }
  }

  /// The generations of a read model on disk, newest first.
  static func found(in folder: String, of name: String) -> [(generation: UInt64, isFinished: Bool)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { entry -> (generation: UInt64, isFinished: Bool)? in
      guard entry.hasPrefix(name + "."), let generation = UInt64(entry.dropFirst(name.count + 1)) else { return nil }
      let isBuilding = FileManager.default.fileExists(atPath: "\(folder)/\(entry)/\(buildingFile)")
      return (generation, !isBuilding)
    }.sorted { $0.generation > $1.generation }
  }

  static func path(_ folder: String, _ name: String, _ generation: UInt64) -> String {
    "\(folder)/\(name).\(generation)"
  }

  /// Makes the folder of a generation that is begun, marked so, and with up to where it is to be built.
  static func begin(_ path: String, upTo end: Position = .zero) throws(ViewError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let file = "\(path)/\(buildingFile)"
      try Data("\(end)\n".utf8).write(to: URL(fileURLWithPath: file))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    } catch {
      let isFull = (error as? CocoaError)?.code == .fileWriteOutOfSpace
      throw isFull ? .noSpace : .unmade("the folder \(path) cannot be made: \(error.localizedDescription)")
    }
  }

  /// Up to where a generation is to be built; nil where nothing says so.
  static func end(of path: String) -> Position? {
    guard let said = try? String(contentsOfFile: "\(path)/\(buildingFile)", encoding: .utf8) else { return nil }
    return UInt64(said.dropLast()).map { Position($0) }
  }

  /// Says that a generation is finished.
  static func finish(_ path: String) {
    try? FileManager.default.removeItem(atPath: "\(path)/\(buildingFile)")
  }

  /// Removes a generation; readers that have it open go on.
  static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Folders of generations that are not kept: each has another name, because a process opens one once.
final class ScratchFolders: Sendable {
  private let views: String
  private let used = Atomic<UInt64>(0)

  init(in views: String) { self.views = views }

  func path(of name: String) -> String {
    "\(views)/\(name).\(Generations.scratchWord)-\(used.add(1, ordering: .relaxed).newValue)"
  }
}
