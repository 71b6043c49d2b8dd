public import LMDB

/// Why a view cannot be opened, read or written.
public enum ViewError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder holds another projection, version or generation, or was made from another log: to be made again.
  case otherIdentity
  /// It was not closed cleanly and the machine has started again since: pages may be missing. To be made again.
  case notClosed
  /// Its file is not as it was left when it was closed: to be made again.
  case altered
  /// The file is damaged: to be made again.
  case damaged(LMDBError)
  /// Its folder cannot be made; a sentence.
  case unmade(String)
  /// No space left on the device.
  case noSpace
  /// Anything else that LMDB or the kernel said.
  case storage(LMDBError)

  init(_ error: LMDBError) {
    if error.code == .noSpace { self = .noSpace } else { self = error.isOfDamage ? .damaged(error) : .storage(error) }
  }

  /// Whether making the view again from the log mends it.
  public var isMendedByRebuild: Bool {
    switch self {
    case .otherIdentity, .notClosed, .altered, .damaged: true
    case .noSpace, .storage, .unmade: false
    }
  }

  public var description: String {
    switch self {
    case .otherIdentity: "it belongs to another log, read model or version"
    case .notClosed: "it was not closed before the machine stopped"
    case .altered: "its file is not as it was left"
    case .damaged(let error): "it is damaged: \(error)"
    case .unmade(let sentence): sentence
    case .noSpace: "no space left on the device"
    case .storage(let error): "\(error)"
    }
  }
}
