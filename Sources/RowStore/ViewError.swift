public import LMDB

/// Why a view cannot be opened, read or written.
public enum ViewError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder holds another projection, version or generation, or was made from another log: to be made again.
  case otherIdentity
  /// It was not closed cleanly and the machine has started again since: pages may be missing. To be made again.
  case notClosed
  /// The file is damaged: to be made again.
  case damaged(LMDBError)
  /// Its folder cannot be made; a sentence.
  case unmade(String)
  /// No space left on the device.
  case noSpace
  /// Anything else that LMDB or the kernel said.
  case storage(LMDBError)

  init(_ error: LMDBError) {
    switch error.code {
    case .pageNotFound, .corrupted, .versionMismatch, .invalid, .incompatible, .panic: self = .damaged(error)
    case .noSpace: self = .noSpace
    default: self = .storage(error)
    }
  }

  /// Whether making the view again from the log mends it.
  public var isMendedByRebuild: Bool {
    switch self {
    case .otherIdentity, .notClosed, .damaged: true
    case .noSpace, .storage, .unmade: false
    }
  }

  public var description: String {
    switch self {
    case .otherIdentity: "it belongs to another log, read model or version"
    case .notClosed: "it was not closed before the machine stopped"
    case .damaged(let error): "it is damaged: \(error)"
    case .unmade(let sentence): sentence
    case .noSpace: "no space left on the device"
    case .storage(let error): "\(error)"
    }
  }
}
