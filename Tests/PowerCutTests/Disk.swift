import Foundation
import TestSupport

/// A disk with a volatile cache, fed with a trace: what was synced is on it, what was written since may or may not be.
///
/// Assumed, as of a journaling file system: names (creation, renaming, removal) reach the disk in order and at once, and
/// a sector of 512 bytes is written whole or not at all.
struct Disk {
  static let sector = 512

  /// What a file holds: the bytes that were written, and zeros from there up to its size.
  struct Content: Equatable, Sendable {
    var bytes = Data()
    var size = 0

    mutating func write(_ content: Data, at offset: Int) {
      let end = offset + content.count
      if bytes.count < end { bytes.append(Data(count: end - bytes.count)) }
      bytes.replaceSubrange(offset..<end, with: content)
      size = max(size, end)
    }

    mutating func resize(to newSize: Int) {
      if newSize < bytes.count { bytes.removeSubrange(newSize..<bytes.count) }
      size = newSize
    }

    /// Every byte of the file.
    var all: [UInt8] { Array(bytes) + [UInt8](repeating: 0, count: size - bytes.count) }
  }

  private struct File {
    var durable = Content()
    var pending: [Pending] = []
  }

  private enum Pending {
    case write(offset: Int, bytes: Data)
    case resize(Int)
  }

  /// Whether a file is of interest; the others are left out.
  private let isWatched: @Sendable (String) -> Bool
  private var files: [String: File] = [:]
  private var paths: [UInt32: String] = [:]

  init(watching isWatched: @escaping @Sendable (String) -> Bool = { _ in true }) { self.isWatched = isWatched }

  mutating func follow(_ event: Trace.Event) {
    switch event {
    case .opened(let file, let path):
      paths[file] = path
      if files[path] == nil, isWatched(path) { files[path] = File() }
    case .written(let file, let offset, let bytes, let durably):
      change(file) {
        if durably {
          // Only this write is durable; the earlier ones of the file stay where they are.
          $0.durable.write(bytes, at: offset)
        } else {
          $0.pending.append(.write(offset: offset, bytes: bytes))
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
  func afterPowerCut(_ random: inout SeededGenerator) -> [String: Content] {
    // One of four moods, so that the extremes (nothing lost, all lost) occur as well as mixtures.
    let mood = random.next() % 4
    var result: [String: Content] = [:]
    for path in files.keys.sorted() {
      guard let file = files[path] else { continue }
      var content = file.durable
      for pending in file.pending {
        switch mood == 0 ? 0 : mood == 1 ? 1 : random.next() % 3 {
        case 0: Self.apply(pending, to: &content)
        case 1: break
        default:
          if case .write(let offset, let bytes) = pending { Self.tear(offset, bytes, into: &content, &random) }
        }
      }
      result[path] = content
    }
    return result
  }

  private mutating func change(_ file: UInt32, _ body: (inout File) -> Void) {
    guard let path = paths[file], files[path] != nil else { return }
    body(&files[path, default: File()])
  }

  private static func apply(_ pending: Pending, to content: inout Content) {
    switch pending {
    case .write(let offset, let bytes): content.write(bytes, at: offset)
    case .resize(let size): content.resize(to: size)
    }
  }

  private static func tear(_ offset: Int, _ bytes: Data, into content: inout Content, _ random: inout SeededGenerator) {
    var at = 0
    while at < bytes.count {
      let end = min(bytes.count, at + sector - (offset + at) % sector)
      if random.next() % 2 == 0 { content.write(Data(bytes[at..<end]), at: offset + at) }
      at = end
    }
  }
}
