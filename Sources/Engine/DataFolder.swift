import Foundation
import Glibc

/// The data folder before anything in it is opened: it must be out of the reach of others.
///
/// Whoever may write to it may put a link in the place of a file that the daemon writes; whoever may read a file has what it
/// holds of people.
enum DataFolder {
  /// Throws `.inaccessible` for a folder that is another user's, that others may read or write to, and for a link, a device or
  /// a file of theirs in it, or one that they may write to. Where others may pass through the folder, to a socket in it, they
  /// must not read anything in it either, and the vault nowhere. What is not there is not looked at.
  static func check(_ path: String) throws(EngineError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    try check(status, path, owners: [geteuid()], others: passing)
    let allowed: mode_t = status.st_mode & passing == 0 ? reading : 0
    for entry in try entries(path) {
      try check(entry: path + "/" + entry, depth: 1, others: entry == "vault" ? 0 : allowed)
    }
  }

  private static func check(entry path: String, depth: Int, others allowed: mode_t) throws(EngineError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      try check(status, path, owners: [geteuid(), 0], others: allowed)
      // What lies deeper is not the daemon's, and what root keeps there it may not look into.
      guard depth < depthMax, status.st_uid == geteuid() else { return }
      for entry in try entries(path) { try check(entry: path + "/" + entry, depth: depth + 1, others: allowed) }
    case S_IFREG: try check(status, path, owners: [geteuid(), 0], others: allowed)
    case S_IFSOCK: return
    case S_IFLNK:
      throw refusal(path, "is a symbolic link, and a data folder has none: put what it leads to in its place")
    default: throw refusal(path, "is neither a file nor a folder: remove it")
    }
  }

  private static func check(
    _ status: stat, _ path: String, owners: [uid_t], others allowed: mode_t
  ) throws(EngineError) {
    guard owners.contains(status.st_uid) else {
      throw refusal(path, "belongs to another user (uid \(status.st_uid)): give it to the daemon's with chown")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw refusal(path, "may be written to by others: take that away with chmod go-w")
    }
    guard status.st_mode & 0o077 & ~allowed == 0 else {
      throw refusal(path, "may be read by others: take that away with chmod go-r\(allowed == 0 ? "x" : "")")
    }
  }

  private static func entries(_ path: String) throws(EngineError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw EngineError(.inaccessible, "the folder \(path) cannot be read: \(error.localizedDescription)")
    }
  }

  private static func refusal(_ path: String, _ fault: String) -> EngineError {
    EngineError(.inaccessible, "\(path) \(fault)")
  }

  /// What nobody can do who cannot enter the folder around it.
  private static let reading: mode_t = 0o055
  /// To enter it without seeing what is in it.
  private static let passing: mode_t = 0o011

  /// `views/NAME.N/data.mdb` lies deepest.
  private static let depthMax = 3
}
