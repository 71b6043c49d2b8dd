public import FactSchema
public import LMDB

/// What the log refuses or fails with. No case holds anything of a record's content.
public enum EventLogError: Error, Sendable, Equatable {
  /// The device is full. Nothing of the batch was stored; the log goes on, and takes records again once there is room.
  case noSpace
  /// The record at the position cannot be trusted and is not shown; the others are served.
  case damaged(position: Position, fault: RecordFault)
  /// The commit's outcome is not known: the log takes nothing more until it is opened again.
  case commitFailed(LMDBError)
  /// An earlier commit failed; the log must be opened again.
  case stopped
  /// A record handed in that cannot be stored: its place in the batch, and why.
  case invalid(index: Int, reason: String)
  /// The folder holds something that is no log of Kith's, or its parts do not belong together.
  case notALog(path: String, reason: String)
  /// The last page of the log's file is damaged, so that nothing can be recorded behind it.
  case lastPageDamaged(path: String)
  /// The log was written by a newer release; up to which format this one reads.
  case newerFormat(UInt32, upTo: UInt32)
  /// A file that recording needs was removed or moved while the log was open; where its content still is, if it matters.
  /// Nothing is recorded any more; what was acknowledged can be read.
  case fileRemoved(path: String, content: String?)
  /// What was derived from the log proves that acknowledged facts are not in it any more; a sentence.
  case factsMissing(String)
  /// Another process has the folder open.
  case lockedByAnother(path: String)
  /// The folder cannot be written in.
  case readOnly(path: String)
  /// Erasing a key in place cannot be trusted on this file system.
  case copyOnWriteRefused(path: String, fileSystem: String)
  /// The vault's slot holds neither a key nor the zeros of an erased one, or lies past the vault's end.
  case vaultDamaged(slot: UInt64)
  /// What LMDB said.
  case storage(LMDBError)
  /// What the kernel said: an `errno`, the call, the file.
  case system(Int32, operation: String, path: String)
}

/// Why a stored record cannot be trusted.
public enum RecordFault: Error, Sendable, Equatable {
  /// There is no record at the position, though there is one after it.
  case missing
  /// The page of the log's file that it is on is damaged.
  case page
  /// The lengths do not add up to the record's.
  case lengths
  /// A format byte that this release does not know.
  case format(UInt8)
  /// The header does not have the digest that was stored with it.
  case headerDigest
  /// The header is of another position than the key.
  case position(UInt64)
  /// A header field has a value that no header has; which one.
  case header(String)
  /// The open part does not have the digest in the header.
  case openDigest
  /// The seals do not have the digest in the header.
  case sealsDigest
  /// The seals' own lengths do not add up.
  case seals
  /// A seal does not open with its subject's key.
  case seal
  /// The key of a seal is damaged or not there.
  case key(slot: UInt64)
}

extension EventLogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSpace: "no space left for the log; free some, and record again"
    case .damaged(let position, let fault): "the record at position \(position) is damaged: \(fault)"
    case .commitFailed(let error): "a commit of the log failed, and its outcome is not known: \(error)"
    case .stopped: "an earlier commit of the log failed; start again"
    case .invalid(let index, let reason): "record \(index) of the batch cannot be stored: \(reason)"
    case .notALog(let path, let reason): "\(path) cannot be used: \(reason)"
    case .lastPageDamaged(let path):
      "the last page of \(path)/data.mdb is damaged, so that nothing can be recorded behind it: put a sound copy of the "
        + "log back, and delete \(path)/damaged"
    case .factsMissing(let sentence): sentence
    case .newerFormat(let format, let known):
      "the log has format \(format), made by a newer release; this one reads up to \(known)"
    case .fileRemoved(let path, nil):
      "\(path) was removed or moved while the daemon ran: nothing is recorded until it is started again"
    case .fileRemoved(let path, let content?):
      "\(path) was removed or moved while the daemon ran: nothing is recorded; put it back, or copy it from \(content), "
        + "which is there as long as the daemon runs, and start the daemon again"
    case .lockedByAnother(let path): "another kithd has \(path) open"
    case .readOnly(let path): "\(path) cannot be written in"
    case .copyOnWriteRefused(let path, let fileSystem):
      "\(path) is on \(fileSystem), which keeps old blocks, so that an erased key might be found again; use another "
        + "file system, or allow it by the setting vault.copyOnWrite"
    case .vaultDamaged(let slot): "slot \(slot) of the vault is damaged"
    case .storage(let error) where error.isOfAPage || error.code == .invalid:
      "a page of the log's file is damaged that nothing can be recorded without: put a sound copy of the log back (\(error))"
    case .storage(let error): "the log's storage: \(error)"
    case .system(let number, let operation, let path):
      "\(operation) on \(path) failed: \(LMDBError.Code.system(number).sentence)"
    }
  }
}

extension RecordFault {
  /// Which part of the record it is of, as a word for a program.
  public var part: String {
    switch self {
    case .missing: "record"
    case .page: "page"
    case .lengths, .format, .headerDigest, .position, .header: "header"
    case .openDigest: "open"
    case .sealsDigest, .seals, .seal: "seals"
    case .key: "key"
    }
  }

  /// Whether the header and the open part are sound, so that only the personal fields are lost.
  public var isOfPersonalPart: Bool {
    switch self {
    case .sealsDigest, .seals, .seal, .key: true
    case .missing, .page, .lengths, .format, .headerDigest, .position, .header, .openDigest: false
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

extension RecordFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing: "it is missing"
    case .page: "its page of the log's file is damaged"
    case .lengths: "its lengths do not add up"
    case .format(let format): "its format \(format) is unknown"
    case .headerDigest: "its header does not have its digest"
    case .position(let position): "its header is of position \(position)"
    case .header(let field): "its header's \(field) is out of range"
    case .openDigest: "its open part does not have its digest"
    case .sealsDigest: "its seals do not have their digest"
    case .seals: "its seals' lengths do not add up"
    case .seal: "its seal does not open"
    case .key(let slot): "slot \(slot) of the vault has no sound key"
    }
  }
}
