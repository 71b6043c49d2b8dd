import Glibc

/// A file that is read as bytes, by a descriptor of its own and without LMDB, which believes what stands in it.
public final class PlainFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens a file that is there; nil when it is not.
  public init?(_ path: String) throws(LMDBError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw LMDBError.system("open", path: path) }
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Its length, in bytes.
  public func size() throws(LMDBError) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw LMDBError.system("fstat", path: path) }
    return Int(status.st_size)
  }

  /// Fills the array with what stands from the offset on. `.corrupted` when the file is shorter.
  public func read(into bytes: inout [UInt8], at offset: Int) throws(LMDBError) {
    try fill(&bytes, from: 0, by: descriptor, at: offset, path)
  }

  /// Puts a file with these bytes in the place, whole or not at all, and durably.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(LMDBError) {
    let temporary = path + ".new"
    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw LMDBError.system("open", path: temporary) }
    do throws(LMDBError) {
      defer { close(descriptor) }
      try pour(bytes, to: descriptor, at: 0, temporary)
      guard fsync(descriptor) == 0 else { throw LMDBError.system("fsync", path: temporary) }
      guard unsafe rename(temporary, path) == 0 else { throw LMDBError.system("rename", path: path) }
      try syncFolder(of: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }
}

/// Makes the entries of the file's folder durable.
private func syncFolder(of path: String) throws(LMDBError) {
  let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw LMDBError.system("open", path: folder) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw LMDBError.system("fsync", path: folder) }
}

/// Fills the array from `start` to its end with what stands from the offset on. `.corrupted` when the file is shorter.
func fill(
  _ bytes: inout [UInt8], from start: Int, by descriptor: Int32, at offset: Int, _ path: String
) throws(LMDBError) {
  var filled = start
  let count = bytes.count
  while filled < count {
    let got = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress?.advanced(by: filled), count - filled, offset + filled - start)
    }
    if got < 0, errno == EINTR { continue }
    guard got >= 0 else { throw LMDBError.system("pread", path: path) }
    guard got > 0 else { throw LMDBError(.corrupted, operation: "pread", path: path) }
    filled += got
  }
}

/// Writes the bytes at the offset. `.noSpace` when the device is full.
func pour(_ bytes: [UInt8], to descriptor: Int32, at offset: Int, _ path: String) throws(LMDBError) {
  var written = 0
  while written < bytes.count {
    let put = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written, offset + written)
    }
    if put < 0, errno == EINTR { continue }
    guard put > 0 else { throw LMDBError.system("pwrite", path: path) }
    written += put
  }
}
