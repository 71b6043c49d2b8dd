import Glibc

/// A file that is read as it lies on the disk, nothing of it being believed, and perhaps written in places.
final class StoredFile: Sendable {
  let path: String
  let descriptor: Int32
  /// How many bytes it had when it was opened.
  let count: Int

  /// Opens the file; nil when it is not there.
  init?(_ path: String, isWritable: Bool = false) throws(EventLogError) {
    let descriptor = unsafe open(path, (isWritable ? O_RDWR | O_NOFOLLOW : O_RDONLY) | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      return nil
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notALog(path: path, reason: "it is no file")
    }
    self.path = path
    self.descriptor = descriptor
    count = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The bytes; nil where the file ends before them, or the disk does not give them.
  func bytes(_ range: Range<Int>) throws(EventLogError) -> [UInt8]? {
    guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
    var bytes = [UInt8](repeating: 0, count: range.count)
    do throws(EventLogError) {
      return try readAll(descriptor, &bytes, at: range.lowerBound, path: path) == bytes.count ? bytes : nil
    } catch {
      guard case .system(EIO, _, _) = error else { throw error }
      return nil
    }
  }

  /// Writes over bytes that are there.
  func write(_ bytes: [UInt8], at offset: Int) throws(EventLogError) {
    precondition(offset >= 0 && offset + bytes.count <= count, "only what is there is written over")
    try writeAll(descriptor, bytes, at: offset, path: path)
  }

  func sync() throws(EventLogError) {
    guard fdatasync(descriptor) == 0 else { throw EventLogError.failed("fdatasync", path) }
  }

  /// The file system's number of it.
  var number: UInt64 {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 ? UInt64(status.st_ino) : 0
  }
}
