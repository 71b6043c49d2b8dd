import Bytes
public import FactSchema
import Glibc

/// Puts damaged parts of a log right, from copies that have the very bytes that the log demands.
///
/// A header is taken when the audit tree over it gives the node that the log keeps; an open part or seals, when they have
/// the digest in their header; a key, as ``SlotRepair`` says. Everything else stays as it is and is named. What is written is
/// a record's own bytes over those that are damaged, or a new file beside the old one that then takes its place; so a repair
/// that is cut off leaves nothing worse, and one that is done again finds less to do.
public enum LogRepair {
  /// Something that is damaged, and what becomes of it.
  public struct Finding: Sendable, Equatable {
    /// What it is.
    public enum Place: Sendable, Equatable {
      /// A record, or a part of it.
      case record(Position)
      /// A slot of the vault.
      case slot(UInt64)
      /// The vault's beginning, or all of it.
      case vault
      /// Who the log says that it is.
      case identity
      /// Where it says that it stands.
      case state
      /// Pages of the log's file.
      case pages
      /// The journal, or what of it belongs to the log.
      case journal
      /// Records of which at least one is not what the audit tree was made of.
      case tree(ClosedRange<UInt64>)
    }

    /// What is damaged.
    public var place: Place
    /// What is wrong with it.
    public var fault: String
    /// The folder that has what it was; the log's own where what is left of it is enough.
    public var source: String?
    /// Why it stays as it is, or a part of it.
    public var reason: String?
  }

  /// A folder that was named as a copy.
  public struct Copy: Sendable, Equatable {
    /// Which one.
    public var folder: String
    /// Its last position.
    public var head: Position
    /// Why nothing is taken from it.
    public var refusal: String?
    /// Where it has a record that was changed: nothing is taken from there.
    public var changed: Position?
  }

  /// What was found, and done.
  public struct Report: Sendable, Equatable {
    /// Which log it is.
    public var origin: LogOrigin
    /// The last position of its file.
    public var head: Position
    /// The root that the audit tree has to have.
    public var root: Digest256
    /// How many records could be read.
    public var records: UInt64 = 0
    /// How many seals were opened.
    public var openedSeals: UInt64 = 0
    /// How many have a key that was erased.
    public var erasedSeals: UInt64 = 0
    /// All that is damaged.
    public var findings: [Finding] = []
    /// The copies, in the order in which they were named.
    public var copies: [Copy] = []
    /// Whether anything was written.
    public var isWritten = false

    /// How many findings can be, or were, put right.
    public var repaired: Int { findings.count { $0.reason == nil } }
    /// How many stay.
    public var left: Int { findings.count - repaired }
  }

  /// Examines the log in the folder, which no daemon may have open, and repairs what the copies have; only examines it and
  /// says what would be done when it `checks`.
  ///
  /// Throws `.lockedByAnother`, what the kernel said, `.noSpace` with nothing changed; `.notALog` for what cannot be examined
  /// at all.
  public static func run(
    _ folder: String, from copies: [String], checks: Bool
  ) throws(EventLogError) -> Report {
    var status = stat()
    guard unsafe stat(folder + "/log/data.mdb", &status) == 0 else {
      throw .notALog(path: folder, reason: "it is no data folder: it has no log/data.mdb")
    }
    // Who only examines a folder may be where nothing can be written.
    let claim: any AnyObject & Sendable = checks ? try ReadClaim(folder) : try FolderLock(folder: folder)
    defer { withExtendedLifetime(claim) {} }
    for copy in copies where fileNumber(copy) == fileNumber(folder) {
      throw .notALog(path: copy, reason: "it is the folder that is to be repaired")
    }
    var repair = try Repair(folder, copies, checks: checks)
    try repair.plan()
    guard !checks else { return repair.report }
    try repair.write()
    return repair.report
  }

  private static func fileNumber(_ path: String) -> UInt64? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }
}
