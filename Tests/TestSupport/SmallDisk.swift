import Foundation
import Glibc

/// A small file system of a test's own, which only root may mount.
public final class SmallDisk: Sendable {
  /// Whether there can be one here.
  public static let mayMount = getuid() == 0 && Shell.run("unshare", ["-m", "true"]) == 0

  public let path: String

  public init(_ path: String) throws {
    self.path = path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard Shell.run("mount", ["-t", "tmpfs", "-o", "size=600M,nr_inodes=2000", "tmpfs", path]) == 0 else {
      throw CocoaError(.fileWriteUnknown)
    }
  }

  deinit { _ = Shell.run("umount", ["-l", path]) }

  private var filler: String { path + "/filler" }

  /// Takes all that is free but so many bytes.
  public func fill(leaving bytes: Int = 0) throws { try fillFileSystem(with: filler, leaving: bytes) }

  /// Gives it back.
  public func empty() throws { try FileManager.default.removeItem(atPath: filler) }
}

/// Takes all that is free in the file's file system but so many bytes.
public func fillFileSystem(with path: String, leaving bytes: Int) throws {
  var about = statvfs()
  guard statvfs((path as NSString).deletingLastPathComponent, &about) == 0 else {
    throw CocoaError(.fileReadUnknown)
  }
  let free = Int(about.f_bavail) * Int(about.f_frsize)
  let file = open(path, O_CREAT | O_WRONLY, 0o600)
  defer { close(file) }
  var status = stat()
  guard free > bytes, fstat(file, &status) == 0 else { return }
  guard posix_fallocate(file, status.st_size, free - bytes) == 0 else { throw CocoaError(.fileWriteOutOfSpace) }
}
