import FactSchema
import Glibc

/// The file `log/damaged`: a line that names the log, then a line for each damaged position, or range of positions whose
/// pages end a process that reads them.
///
/// The first line has `kith damaged 1`, the log's origin and the number of its file. Deleting it loses nothing but knowledge: damaged records are found again by reading, killing pages by a crash.
struct DamageList: Equatable {
  var origin: LogOrigin
  /// Which file of the log it is about, by the file system's number: of another one nothing is known.
  var file: UInt64 = 0
  /// In order, apart from each other.
  var shunned: [ClosedRange<UInt64>] = []
  var found: [Position] = []

  private static let heading = "kith damaged 1"

  /// The list in the file; nil without one, and for one that says nothing that this release knows.
  static func read(_ path: String) throws(EventLogError) -> DamageList? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw EventLogError.failed("open", path) }
      return nil
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = try readAll(descriptor, &bytes, at: 0, path: path)
    let lines = String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n")
    let first = (lines.first ?? "").split(separator: " ")
    guard first.count == 5, first[..<3].joined(separator: " ") == heading, let file = UInt64(first[4]),
      let origin = UInt128(first[3], radix: 16)
    else { return nil }
    var list = DamageList(origin: LogOrigin(origin), file: file)
    for line in lines.dropFirst() {
      let words = line.split(separator: " ")
      guard let first = words.first.flatMap({ UInt64($0) }) else { continue }
      if words.count == 3, let last = UInt64(words[1]), last >= first, words[2] == "page" {
        list.shunned.append(first...last)
      } else if words.count == 1 {
        list.found.append(Position(first))
      }
    }
    list.shunned.sort { $0.lowerBound < $1.lowerBound }
    return list
  }

  /// Adds a position whose page must not be touched, behind those that are there or one of them.
  mutating func shun(_ position: UInt64) {
    guard let last = shunned.last else { return shunned.append(position...position) }
    guard position > last.upperBound else { return }
    guard last.upperBound + 1 == position else { return shunned.append(position...position) }
    shunned[shunned.count - 1] = last.lowerBound...position
  }

  /// Writes the file whole, or takes it away when there is nothing to say.
  func write(_ path: String, durably: Bool) throws(EventLogError) {
    guard !shunned.isEmpty || !found.isEmpty else {
      guard unsafe unlink(path) == 0 || errno == ENOENT else { throw EventLogError.failed("unlink", path) }
      return
    }
    var text = "\(Self.heading) \(origin) \(file)\n"
    for range in shunned { text += "\(range.lowerBound) \(range.upperBound) page\n" }
    for position in found { text += "\(position)\n" }
    try replaceFile(path, with: Array(text.utf8), durably: durably)
  }

  /// More than any list has.
  private static let bytesMax = 4 << 20
}
