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
    try pour(bytes, to: descriptor, at: offset, path)
  }

  /// Reads what stands from the offset on into the array, from `start` to its end. `.corrupted` when the file is shorter.
  public func read(into bytes: inout [UInt8], from start: Int = 0, at offset: Int) throws(LMDBError) {
    try fill(&bytes, from: start, by: descriptor, at: offset, path)
  }
}
