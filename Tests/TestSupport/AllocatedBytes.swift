import Glibc

/// What the file system has set aside for a file: less than its size where it has holes.
public func allocatedBytes(_ path: String) -> Int {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_blocks) * 512 : 0
}
