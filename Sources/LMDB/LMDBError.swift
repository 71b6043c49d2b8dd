import CLMDB
import Glibc

/// What an operation on an environment failed with.
///
/// A key that is not there is never an error: reads return nil for it.
public struct LMDBError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  public let code: Code
  /// The operation that failed, by LMDB's or the kernel's name for it.
  public let operation: String
  /// The environment's folder, where the operation knew it.
  public let path: String?

  /// An error of that code in that operation.
  public init(_ code: Code, operation: String, path: String? = nil) {
    self.code = code
    self.operation = operation
    self.path = path
  }

  /// Everything that LMDB and the kernel can answer.
  public enum Code: Sendable, Equatable {
    /// The key was there already, or an append was not past the last key.
    case keyExists
    /// A page that should be there is not: the file is damaged.
    case pageNotFound
    /// A page or a stored value has a wrong form, or the file is shorter than its own account: it is damaged.
    case corrupted
    /// A fatal error happened earlier; the environment must be closed and opened again.
    case panic
    /// The file was made by another version of LMDB.
    case versionMismatch
    /// The file is not an LMDB file, or its first pages are damaged.
    case invalid
    /// The map is full: abort, ``Environment/grow(atLeast:)``, and try again.
    case mapFull
    /// More tables than ``Environment/Options/maxTables``.
    case tooManyTables
    /// More read transactions at once than ``Environment/Options/maxReaders``.
    case tooManyReaders
    /// The transaction changes more pages than LMDB can hold in one.
    case transactionFull
    /// A cursor's stack or a page is out of room: an internal error of LMDB.
    case pageFull
    /// Another process grew the map.
    case mapResized
    /// The table was opened in another form than it was made in.
    case incompatible
    /// A reader slot was used by two transactions.
    case badReaderSlot
    /// The transaction failed earlier and can only be aborted.
    case badTransaction
    /// A key is empty or longer than 511 bytes, or a value is too long.
    case badValueSize
    /// The table's handle is not one of this environment.
    case badTable
    /// No table of that name, and it was not to be made.
    case tableNotFound
    /// The same folder is open in this process already.
    case alreadyOpen
    /// This thread has a write transaction open already.
    case nestedWrite
    /// Readers did not end within ``Environment/drainLimit``.
    case readersBusy
    /// The device or the quota is full, or a file size limit was reached.
    case noSpace
    /// What the kernel said: an `errno`.
    case system(Int32)
  }

  public var description: String {
    let place = path.map { " on \($0)" } ?? ""
    return "\(operation)\(place): \(code.sentence)"
  }
}

extension LMDBError.Code {
  /// What the code means, in words.
  public var sentence: String {
    switch self {
    case .keyExists: "the key exists already, or is not past the last one"
    case .pageNotFound: "a page is missing; the file is damaged"
    case .corrupted: "the file is damaged"
    case .panic: "an earlier fatal error closed the environment"
    case .versionMismatch: "the file was made by another version of LMDB"
    case .invalid: "not an LMDB file, or its first pages are damaged"
    case .mapFull: "the map is full"
    case .tooManyTables: "more tables than the environment was opened for"
    case .tooManyReaders: "more readers than the environment was opened for"
    case .transactionFull: "the transaction changes too many pages"
    case .pageFull: "a page has no room; internal error of LMDB"
    case .mapResized: "another process grew the map"
    case .incompatible: "the table was made in another form"
    case .badReaderSlot: "a reader slot was used twice"
    case .badTransaction: "the transaction failed earlier"
    case .badValueSize: "a key must have 1 to 511 bytes and a value less than 2 GiB"
    case .badTable: "the table is not one of this environment"
    case .tableNotFound: "no such table"
    case .alreadyOpen: "the folder is open in this process already"
    case .nestedWrite: "this thread has a write transaction open already"
    case .readersBusy: "readers did not end in time"
    case .noSpace: "no space left on the device"
    case .system(let number): String(systemError: number)
    }
  }

  /// The code of what LMDB returned; `EINVAL` and the like are ``system(_:)``.
  init(lmdb result: Int32) {
    self =
      switch result {
      case MDB_KEYEXIST: .keyExists
      case MDB_PAGE_NOTFOUND: .pageNotFound
      case MDB_CORRUPTED: .corrupted
      case MDB_PANIC: .panic
      case MDB_VERSION_MISMATCH: .versionMismatch
      case MDB_INVALID: .invalid
      case MDB_MAP_FULL: .mapFull
      case MDB_DBS_FULL: .tooManyTables
      case MDB_READERS_FULL, MDB_TLS_FULL: .tooManyReaders
      case MDB_TXN_FULL: .transactionFull
      case MDB_CURSOR_FULL, MDB_PAGE_FULL: .pageFull
      case MDB_MAP_RESIZED: .mapResized
      case MDB_INCOMPATIBLE: .incompatible
      case MDB_BAD_RSLOT: .badReaderSlot
      case MDB_BAD_TXN: .badTransaction
      case MDB_BAD_VALSIZE: .badValueSize
      case MDB_BAD_DBI: .badTable
      case MDB_NOTFOUND: .tableNotFound
      case ENOSPC, EDQUOT, EFBIG: .noSpace
      default: .system(result)
      }
  }
}

extension LMDBError {
  /// Whether it is the kernel's word on this machine now, and not about what the file holds.
  public var isOfTheSystem: Bool {
    if case .system = code { true } else { false }
  }

  /// Whether it says that the file's pages are not what LMDB wrote.
  public var isOfDamage: Bool {
    switch code {
    case .pageNotFound, .corrupted, .versionMismatch, .invalid, .incompatible, .panic, .pageFull, .tableNotFound: true
    default: false
    }
  }

  init(_ result: Int32, _ operation: String, path: String? = nil) {
    self.init(Code(lmdb: result), operation: operation, path: path)
  }

  /// Throws unless the operation returned success.
  static func check(_ result: Int32, _ operation: String, path: String? = nil) throws(LMDBError) {
    guard result == MDB_SUCCESS else { throw LMDBError(result, operation, path: path) }
  }

  /// The error of a system call that just failed.
  static func system(_ operation: String, path: String? = nil) -> LMDBError {
    LMDBError(errno, operation, path: path)
  }
}

extension String {
  /// The kernel's words for an `errno`.
  init(systemError number: Int32) {
    guard let text = unsafe strerror(number) else {
      self = "error \(number)"
      return
    }
    self = unsafe String(cString: text)
  }
}
