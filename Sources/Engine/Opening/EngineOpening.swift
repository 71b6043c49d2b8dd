import EventLog
import FactSchema
import Foundation
import LMDB

/// The first steps of opening an engine: the log itself, and what a crash, damage or a loss makes of what is derived.
struct EngineOpening {
  let options: EngineOptions
  let surroundings: EngineSurroundings
  let notices: Notices

  /// Whether the process before this one crashed: any file that it had mapped may have been what it crashed of.
  private var hasCrashed: Bool { FileManager.default.fileExists(atPath: mark) }
  private var mark: String { "\(options.folder)/\(EngineOptions.crashMark)" }

  /// That log with a claim on the data folder, or the one in the data folder with its upkeep.
  func open(
    over elsewhere: (any FactLog)?
  ) throws(EngineError) -> (log: any FactLog, upkeep: (any LogUpkeep)?, claim: FolderLock?) {
    if let elsewhere { return (elsewhere, nil, try claimFolder()) }
    let log = try openLog()
    return (log, log, nil)
  }

  /// The files of what is derived from the log.
  func files(of log: any FactLog) -> DerivedFiles {
    DerivedFiles(folder: options.folder, key: log.secret.key, randomBytes: surroundings.randomBytes)
  }

  /// Opens the log in the data folder.
  private func openLog() throws(EngineError) -> any FactLog & LogUpkeep {
    var log = LocalLog.Options(
      folder: options.folder, logMapSize: options.logMapSize, maxReaders: options.readersMax,
      journalBytes: options.journalBytes, reserveBytes: options.reserveBytes,
      allowCopyOnWrite: options.allowsCopyOnWrite)
    log.acceptsLoss = options.acceptsLoss
    log.mustWalk = hasCrashed
    log.onDamage = { [notices] in notices.add($0) }
    if let examine = surroundings.examine {
      log.walk = { [folder = options.folder] from, hear in
        let end = examine(["log", folder, String(from.value)]) { line in
          if let step = WalkStep(String(line)) { hear(step) }
        }
        return switch end {
        case .done: .whole
        case .killed: .killed
        case .failed(let reason): .failed(reason)
        }
      }
    }
    do throws(EventLogError) {
      return try LocalLog.open(log, now: surroundings.now())
    } catch {
      // What is held back for a full device is for this.
      guard case .noSpace = error, LocalLog.releaseReserve(in: options.folder) else { throw EngineError(error) }
    }
    do throws(EventLogError) {
      return try LocalLog.open(log, now: surroundings.now())
    } catch {
      throw EngineError(error)
    }
  }

  /// Claims the data folder for what is derived from a log that is not in it.
  private func claimFolder() throws(EngineError) -> FolderLock {
    do throws(EventLogError) {
      return try LocalLog.claim(options.folder)
    } catch {
      throw EngineError(error)
    }
  }

  /// Removes everything derived when it cannot be trusted any more; what was lost, when that was accepted and is to be
  /// recorded. Throws `.lost` when facts are missing and nobody has accepted that.
  func mindLossAndDamage(_ log: any FactLog, _ upkeep: (any LogUpkeep)?) throws(EngineError) -> Loss? {
    let hasCrashed = hasCrashed
    let loss = try acceptedLoss(log, upkeep, hasCrashed: hasCrashed)
    if hasCrashed { notices.add("the daemon crashed, so that everything derived from the log is made again") }
    if log.damage.isMended {
      notices.add("a damaged record is sound again, so that everything derived from the log is made again")
    }
    if let loss {
      notices.add(
        "the facts from position \(loss.from) to \(loss.to) are lost, so that everything derived is made again")
    }
    guard hasCrashed || log.damage.isMended || loss != nil else { return nil }
    try removeDerived()
    log.damage.forgetMended()
    return loss
  }

  /// What is lost, if that is accepted: now, or before a start that ended before it was recorded.
  private func acceptedLoss(
    _ log: any FactLog, _ upkeep: (any LogUpkeep)?, hasCrashed: Bool
  ) throws(EngineError) -> Loss? {
    do throws(FactLogError) {
      if let loss = try upkeep?.acceptedLoss() { return loss }
    } catch {
      throw EngineError(error)
    }
    // What may have ended the last process is looked at by another one, or by none.
    guard !hasCrashed || surroundings.examine != nil else { return nil }
    let check = LossCheck(
      log: log, folder: options.folder, bootID: surroundings.bootID, files: files(of: log),
      examine: hasCrashed ? surroundings.examine : nil)
    guard let found = check.run() else { return nil }
    guard options.acceptsLoss else { throw EngineError(.lost, found.sentence) }
    do throws(FactLogError) {
      try upkeep?.accept(found.loss)
    } catch {
      throw EngineError(error)
    }
    return found.loss
  }

  private func removeDerived() throws(EngineError) {
    let files = FileManager.default
    do {
      for part in ["registry", "index", "views"] where files.fileExists(atPath: "\(options.folder)/\(part)") {
        try files.removeItem(atPath: "\(options.folder)/\(part)")
      }
      // Last: a start that ends before this begins it again.
      if files.fileExists(atPath: mark) { try files.removeItem(atPath: mark) }
    } catch {
      throw EngineError(
        .inaccessible, "what is derived in \(options.folder) cannot be removed: \(error.localizedDescription)")
    }
  }
}

extension EngineError {
  /// What opening the log failed with.
  init(_ error: EventLogError) {
    let code: EngineError.Code =
      switch error {
      case .lockedByAnother: .locked
      case .noSpace: .storageFull
      case .readOnly, .system, .copyOnWriteRefused: .inaccessible
      case .storage(let cause) where cause.isOfTheSystem: .inaccessible
      default: .damaged
      }
    self.init(code, "\(error)")
  }

  /// What a log that was opened failed with.
  init(_ error: FactLogError) {
    let code: EngineError.Code =
      switch error {
      case .noSpace, .full: .storageFull
      case .damaged, .unsound: .damaged
      default: .inaccessible
      }
    self.init(code, "\(error)")
  }
}
