import CLMDB

/// What the store has to know about the file system under a folder.
public enum FileSystem {
  /// The file system's name where it is one that writes changed blocks elsewhere and keeps the old ones; else nil.
  public static func copyOnWriteName(_ path: String) throws(LMDBError) -> String? {
    let kind = unsafe clmdb_file_system_kind(path)
    guard kind != -1 else { throw LMDBError.system("statfs", path: path) }
    return switch UInt32(truncatingIfNeeded: kind) {
    case 0x9123_683E: "btrfs"
    case 0x2FC1_2FC1: "zfs"
    case 0xCA45_1A4E: "bcachefs"
    default: nil
    }
  }
}
