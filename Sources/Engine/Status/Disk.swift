import Foundation

/// What the data folder and the process take.
enum Disk {
  /// The bytes of a file, or of all files in a folder.
  static func bytes(of path: String) -> UInt64 {
    let url = URL(fileURLWithPath: path)
    let keys: [URLResourceKey] = [.fileSizeKey, .isRegularFileKey]
    if let values = try? url.resourceValues(forKeys: Set(keys)), values.isRegularFile == true {
      return UInt64(values.fileSize ?? 0)
    }
    guard let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: keys) else { return 0 }
    var total: UInt64 = 0
    for case let file as URL in files {
      total += UInt64((try? file.resourceValues(forKeys: Set(keys)))?.fileSize ?? 0)
    }
    return total
  }

  /// The bytes that may still be written where the path is.
  static func freeBytes(at path: String) -> UInt64 {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
    return (attributes?[.systemFreeSize] as? NSNumber)?.uint64Value ?? 0
  }

  /// This process's own memory: pages that belong to no file.
  static func memoryBytes() -> UInt64 {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
    for line in status.split(separator: "\n") where line.hasPrefix("RssAnon:") {
      let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      return (kilobytes.flatMap { UInt64($0) } ?? 0) * 1024
    }
    return 0
  }
}
