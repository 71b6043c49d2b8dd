import Glibc

/// A folder in which somebody else may put another file in the place of one of the daemon's.
struct OpenFolder {
  /// What is wrong with it, and what to do.
  let fault: String

  /// The folder of a file, where it is such; nil for one that is the daemon's or root's and that nobody else may write to, or
  /// in which each may change their own alone (sticky), and for one that is not there.
  init?(around path: String) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else { return nil }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      fault = "is in the folder \(folder) of another user (uid \(status.st_uid)); it must be the daemon's or root's"
      return
    }
    guard status.st_mode & 0o022 != 0, status.st_mode & S_ISVTX == 0 else { return nil }
    fault = "is in the folder \(folder), which others may write to; take that away with chmod go-w"
  }
}
