import Foundation

/// What the preloaded shim wrote down of a daemon's life, in the order in which it happened.
struct Trace: Sendable {
  enum Event: Equatable, Sendable {
    /// A file was opened for the first or another time; its later events carry the id.
    case opened(file: UInt32, path: String)
    case written(file: UInt32, offset: Int, bytes: Data, durably: Bool)
    case synced(file: UInt32)
    case resized(file: UInt32, size: Int)
    case renamed(from: String, to: String)
    case removed(path: String)
    /// Bytes that went out on a socket: an acknowledgement among them was given now.
    case sent(socket: UInt32, bytes: Data)
  }

  var events: [Event] = []

  /// Reads a trace; a record cut short at the end, as a killed daemon leaves it, is left out.
  init(_ bytes: Data) {
    var at = bytes.startIndex
    func number(_ offset: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    while at + 17 <= bytes.endIndex {
      let length = number(at + 13, 4)
      guard at + 17 + length <= bytes.endIndex else { break }
      // A copy: a slice would keep the indices of the whole.
      let content = Data(bytes[(at + 17)..<(at + 17 + length)])
      let file = UInt32(number(at + 1, 4))
      let offset = number(at + 5, 8)
      switch bytes[at] {
      case 1: events.append(.opened(file: file, path: String(decoding: content, as: UTF8.self)))
      case 2: events.append(.written(file: file, offset: offset, bytes: content, durably: false))
      case 3: events.append(.synced(file: file))
      case 4: events.append(.resized(file: file, size: offset))
      case 5:
        let names = content.split(separator: 0, omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self)
        }
        events.append(.renamed(from: names[0], to: names[1]))
      case 6: events.append(.removed(path: String(decoding: content, as: UTF8.self)))
      case 7: events.append(.sent(socket: file, bytes: content))
      case 8: events.append(.written(file: file, offset: offset, bytes: content, durably: true))
      default: preconditionFailure("a trace record of kind \(bytes[at]) at byte \(at)")
      }
      at += 17 + length
    }
  }
}
