import TestSupport

/// A disk with a volatile cache, fed with a trace: what was synced is on it, what was written since may or may not be.
///
/// Assumed, as of a journaling file system: names (creation, renaming, removal) reach the disk in order and at once, and
/// a sector of 512 bytes is written whole or not at all.
struct Disk {
  static let sector = 512

  private struct File {
    var durable: [UInt8] = []
    var pending: [Pending] = []
  }

  private enum Pending {
    case write(offset: Int, bytes: [UInt8])
    case resize(Int)
  }

  private var files: [String: File] = [:]
  private var paths: [UInt32: String] = [:]

  /// Starts with the files that were there when the trace began.
  init(_ files: [String: [UInt8]] = [:]) {
    self.files = files.mapValues { File(durable: $0) }
  }

  mutating func follow(_ event: Trace.Event) {
    switch event {
    case .opened(let file, let path):
      paths[file] = path
      if files[path] == nil { files[path] = File() }
    case .written(let file, let offset, let bytes, let durably):
      change(file) {
        $0.pending.append(.write(offset: offset, bytes: bytes))
        if durably {
          // Only this write is durable; the earlier ones of the file stay where they are.
          $0.pending.removeLast()
          Self.apply(.write(offset: offset, bytes: bytes), to: &$0.durable)
        }
      }
    case .synced(let file):
      change(file) {
        for pending in $0.pending { Self.apply(pending, to: &$0.durable) }
        $0.pending = []
      }
    case .resized(let file, let size):
      change(file) { $0.pending.append(.resize(size)) }
    case .renamed(let from, let to):
      files[to] = files.removeValue(forKey: from)
      for (file, path) in paths where path == from { paths[file] = to }
    case .removed(let path):
      files[path] = nil
    case .sent:
      break
    }
  }

  /// One of the states the disk may be found in after the power went: each write that was not synced kept, dropped, or
  /// torn at sector boundaries.
  func afterPowerCut(_ random: inout SeededGenerator) -> [String: [UInt8]] {
    // One of four moods, so that the extremes (nothing lost, all lost) occur as well as mixtures.
    let mood = random.next() % 4
    var result: [String: [UInt8]] = [:]
    for path in files.keys.sorted() {
      guard let file = files[path] else { continue }
      var bytes = file.durable
      for pending in file.pending {
        switch mood == 0 ? 0 : mood == 1 ? 1 : random.next() % 3 {
        case 0: Self.apply(pending, to: &bytes)
        case 1: break
        default:
          if case .write(let offset, let content) = pending { Self.tear(offset, content, into: &bytes, &random) }
        }
      }
      result[path] = bytes
    }
    return result
  }

  private mutating func change(_ file: UInt32, _ body: (inout File) -> Void) {
    guard let path = paths[file], files[path] != nil else { return }
    body(&files[path, default: File()])
  }

  private static func apply(_ pending: Pending, to bytes: inout [UInt8]) {
    switch pending {
    case .write(let offset, let content):
      if bytes.count < offset + content.count {
        bytes.append(contentsOf: repeatElement(0, count: offset + content.count - bytes.count))
      }
      bytes.replaceSubrange(offset..<(offset + content.count), with: content)
    case .resize(let size):
      if size < bytes.count {
        bytes.removeLast(bytes.count - size)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
      }
    }
  }

  private static func tear(
    _ offset: Int, _ content: [UInt8], into bytes: inout [UInt8], _ random: inout SeededGenerator
  ) {
    var at = 0
    while at < content.count {
      let end = min(content.count, at + sector - (offset + at) % sector)
      if random.next() % 2 == 0 { apply(.write(offset: offset + at, bytes: Array(content[at..<end])), to: &bytes) }
      at = end
    }
  }
}
