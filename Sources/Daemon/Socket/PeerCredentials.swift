import Glibc

/// Who is at the other end of a Unix socket, as the kernel recorded it when the connection was made.
struct PeerCredentials: Sendable, Equatable {
  var pid: Int32
  var uid: UInt32
  /// The primary group and all others, in no order.
  var groups: [UInt32]

  init(pid: Int32, uid: UInt32, groups: [UInt32]) {
    self.pid = pid
    self.uid = uid
    self.groups = groups
  }

  /// Asks the kernel about a connected socket; nil when the kernel refuses.
  init?(descriptor: Int32) {
    guard let peer = Self.option(descriptor, Self.peerCredentials, words: 3), peer.count == 3,
      let others = Self.option(descriptor, Self.peerGroups, words: 64)
    else { return nil }
    pid = Int32(bitPattern: peer[0])
    uid = peer[1]
    groups = others + [peer[2]]
  }

  /// Reads a socket option that is a list of 32-bit words, growing the room to what the kernel asks for.
  private static func option(_ descriptor: Int32, _ name: Int32, words: Int) -> [UInt32]? {
    var words = words
    while words <= Limits.peerGroups {
      var buffer = [UInt32](repeating: 0, count: words)
      var length = socklen_t(words * 4)
      let code = unsafe getsockopt(descriptor, SOL_SOCKET, name, &buffer, &length)
      if code == 0 { return Array(buffer.prefix(Int(length) / 4)) }
      guard errno == ERANGE, Int(length) / 4 > words else { return nil }
      words = Int(length) / 4
    }
    return nil
  }

  /// SO_PEERCRED and SO_PEERGROUPS, the same on every architecture that Swift has; Glibc's module shows only the first.
  private static let peerCredentials: Int32 = 17
  private static let peerGroups: Int32 = 59
}
