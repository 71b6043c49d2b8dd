/// Whose connections may read on: of each user one at a time, whatever the number of its connections.
struct ReadingTurns {
  /// The connections of each user.
  private var connections: [UInt32: Int] = [:]
  /// The sessions that wait, in order, by user.
  private var waiting: [UInt32: [UInt32]] = [:]

  /// How many users there are.
  var users: Int { connections.count }
  /// Whether one waits.
  var isAny: Bool { !waiting.isEmpty }

  mutating func enter(_ uid: UInt32) { connections[uid, default: 0] += 1 }

  mutating func leave(_ uid: UInt32) {
    let left = (connections[uid] ?? 0) - 1
    connections[uid] = left > 0 ? left : nil
  }

  /// Lets a session wait for its turn; whether it is the only one.
  mutating func wait(_ session: UInt32, uid: UInt32) -> Bool {
    defer { waiting[uid, default: []].append(session) }
    return waiting.isEmpty
  }

  /// The sessions whose turn it is: the first of each user.
  mutating func next() -> [UInt32] {
    let found = waiting.compactMap(\.value.first)
    waiting = waiting.compactMapValues { line in line.count > 1 ? Array(line.dropFirst()) : nil }
    return found
  }
}
