import Glibc

/// A file without a name, for rows on their way into an environment that do not fit in memory; gone when it is let go.
public final class ScratchFile: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Makes one on the device of the folder.
  public init(in folder: String) throws(LMDBError) {
    path = folder + "/scratch"
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw LMDBError.system("open", path: path) }
    // What the process leaves when it is killed has no name to be found under.
    unsafe unlink(path)
  }

  deinit { close(descriptor) }

  /// Writes the bytes at the offset. `.noSpace` when the device is full.
  public func write(_ bytes: [UInt8], at offset: Int) throws(LMDBError) {
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

  /// Reads what stands from the offset on into the array, from `start` to its end. `.corrupted` when the file is shorter.
  public func read(into bytes: inout [UInt8], from start: Int = 0, at offset: Int) throws(LMDBError) {
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
}
