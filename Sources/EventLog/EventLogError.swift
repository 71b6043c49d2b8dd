public import FactSchema
import Glibc
import LMDB

/// What a log on this machine's disk cannot be opened for, or fails with below ``FactLog``. No case holds anything of a
/// record's content.
public enum EventLogError: Error, Sendable, Equatable {
  /// The device is full.
  case noSpace
  /// A record of the journal cannot be trusted.
  case damaged(position: Position, fault: RecordFault)
  /// A commit's outcome is not known.
  case commitFailed(StorageFailure)
  /// The folder holds something that is no log of Kith's, or its parts do not belong together.
  case notALog(path: String, reason: String)
  /// The last page of the log's file is damaged, so that nothing can be recorded behind it.
  case lastPageDamaged(path: String)
  /// The log was written by a newer release; up to which format this one reads.
  case newerFormat(UInt32, upTo: UInt32)
  /// Another process has the folder open.
  case lockedByAnother(path: String)
  /// The folder cannot be written in.
  case readOnly(path: String)
  /// Erasing a key in place cannot be trusted on this file system.
  case copyOnWriteRefused(path: String, fileSystem: String)
  /// The vault's slot holds neither a key nor the zeros of an erased one, or lies past the vault's end.
  case vaultDamaged(slot: UInt64)
  /// What the log's file failed with.
  case storage(StorageFailure)
  /// What the kernel said: an `errno`, the call, the file.
  case system(Int32, operation: String, path: String)
}

/// What the file of a log on this machine's disk failed with.
public struct StorageFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// What that means for the log.
  enum Kind {
    /// A page is damaged.
    case page
    /// The file has come to the size that it may have.
    case full
    /// The kernel refused, which says nothing of what the file holds.
    case system
    case other
  }

  let kind: Kind
  /// A sentence for a person.
  public let description: String

  /// Whether it is the kernel's word on this machine now, and not about what the file holds.
  public var isOfTheSystem: Bool { kind == .system }

  init(_ error: LMDBError) {
    description = error.description
    kind =
      switch error.code {
      case .pageNotFound, .corrupted, .badTransaction, .invalid: .page
      case .mapFull: .full
      case .system: .system
      default: .other
      }
  }
}

extension EventLogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSpace: FactLogError.noSpace.description
    case .damaged(let position, let fault): FactLogError.damaged(position: position, fault: fault).description
    case .commitFailed(let failure): FactLogError.outcomeUnknown(failure.description).description
    case .notALog(let path, let reason): "\(path) cannot be used: \(reason)"
    case .lastPageDamaged(let path):
      "the last page of \(path)/data.mdb is damaged, so that nothing can be recorded behind it: put a sound copy of the "
        + "log back, and delete \(path)/damaged"
    case .newerFormat(let format, let known):
      "the log has format \(format), made by a newer release; this one reads up to \(known)"
    case .lockedByAnother(let path): "another kithd has \(path) open"
    case .readOnly(let path): "\(path) cannot be written in"
    case .copyOnWriteRefused(let path, let fileSystem):
      "\(path) is on \(fileSystem), which keeps old blocks, so that an erased key might be found again; use another "
        + "file system, or allow it by the setting vault.copyOnWrite"
    case .vaultDamaged(let slot): FactLogError.keyDamaged(slot: slot).description
    case .storage(let failure) where failure.kind == .page:
      "a page of the log's file is damaged that nothing can be recorded without: put a sound copy of the log back "
        + "(\(failure))"
    case .storage(let failure): "the log's storage: \(failure)"
    case .system(let number, let operation, let path):
      "\(operation) on \(path) failed: \(LMDBError.Code.system(number).sentence)"
    }
  }
}

extension EventLogError {
  /// A full device is told from everything else.
  init(_ error: LMDBError) {
    self =
      switch error.code {
      case .noSpace: .noSpace
      case .system(EACCES), .system(EROFS), .system(EPERM): .readOnly(path: error.path ?? "")
      default: .storage(StorageFailure(error))
      }
  }
}

extension LMDBError {
  /// Whether a page of the file is damaged, as far as LMDB has looked.
  var isOfAPage: Bool {
    switch code {
    case .pageNotFound, .corrupted, .badTransaction: true
    default: false
    }
  }
}

/// What LMDB throws, as the log's error.
func translating<Value>(_ body: () throws(LMDBError) -> Value) throws(EventLogError) -> Value {
  do throws(LMDBError) {
    return try body()
  } catch {
    throw EventLogError(error)
  }
}
