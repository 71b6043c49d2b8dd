import Glibc

extension EventLogError {
  /// The error of a system call that just failed.
  static func failed(_ operation: String, _ path: String) -> EventLogError {
    switch errno {
    case ENOSPC, EDQUOT, EFBIG: .noSpace
    case EROFS, EACCES, EPERM: .readOnly(path: path)
    default: .system(errno, operation: operation, path: path)
    }
  }
}

/// Fills the array from the file at the offset; how many bytes there were.
func readAll(_ descriptor: Int32, _ bytes: inout [UInt8], at offset: Int, path: String) throws(EventLogError) -> Int {
  var filled = 0
  while filled < bytes.count {
    let rest = bytes.count - filled
    let got = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress?.advanced(by: filled), rest, offset + filled)
    }
    if got < 0, errno == EINTR { continue }
    guard got >= 0 else { throw EventLogError.failed("pread", path) }
    if got == 0 { break }
    filled += got
  }
  return filled
}

/// Writes all bytes to the file at the offset.
func writeAll(_ descriptor: Int32, _ bytes: [UInt8], at offset: Int, path: String) throws(EventLogError) {
  var written = 0
  while written < bytes.count {
    let put = unsafe bytes.withUnsafeBytes {
      unsafe pwrite(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written, offset + written)
    }
    if put < 0, errno == EINTR { continue }
    guard put >= 0 else { throw EventLogError.failed("pwrite", path) }
    written += put
  }
}

/// Puts a file with these bytes in the place, whole or not at all, and durably unless it may be lost.
func replaceFile(_ path: String, with bytes: [UInt8], durably: Bool = true) throws(EventLogError) {
  let temporary = path + ".new"
  let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw EventLogError.failed("open", temporary) }
  var isInPlace = false
  // A half that found no room takes no more of it.
  defer {
    close(descriptor)
    if !isInPlace { unsafe unlink(temporary) }
  }
  try writeAll(descriptor, bytes, at: 0, path: temporary)
  if durably, fsync(descriptor) != 0 { throw EventLogError.failed("fsync", temporary) }
  guard unsafe rename(temporary, path) == 0 else { throw EventLogError.failed("rename", path) }
  isInPlace = true
  if durably { try syncFolder(parent(of: path)) }
}

/// Makes the folder's entries durable.
func syncFolder(_ path: String) throws(EventLogError) {
  let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw EventLogError.failed("open", path) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw EventLogError.failed("fsync", path) }
}

/// Makes the folder and those above it as far as they are missing, with mode 0700.
func makeFolder(_ path: String) throws(EventLogError) {
  if unsafe mkdir(path, 0o700) == 0 { return }
  switch errno {
  case EEXIST: return
  case ENOENT:
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw EventLogError.failed("mkdir", path)
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw EventLogError.failed("mkdir", path) }
  default: throw EventLogError.failed("mkdir", path)
  }
}

/// The folder that holds this one.
func parent(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}
