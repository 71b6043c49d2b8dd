import Glibc

/// What systemd and the daemon tell each other through the environment.
enum Systemd {
  /// The one socket passed in, when it is meant for this process; nil when none is.
  static func passedSocket(_ environment: [String: String], pid: Int32) throws(SocketError) -> Int32? {
    guard let count = environment["LISTEN_FDS"].flatMap(Int.init), count > 0,
      environment["LISTEN_PID"].flatMap(Int32.init) == pid
    else { return nil }
    guard count == 1 else {
      throw SocketError(
        "systemd passed \(count) sockets in and kithd takes one: give its socket unit one ListenStream.")
    }
    let descriptor: Int32 = 3
    guard isListeningUnixStream(descriptor) else {
      throw SocketError(
        "What systemd passed in is not a listening Unix stream socket: check ListenStream of its socket unit.")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// Tells systemd a line such as `READY=1`; without a NOTIFY_SOCKET nothing happens.
  static func notify(_ line: String, _ environment: [String: String]) {
    guard let path = environment["NOTIFY_SOCKET"], var address = SocketAddressBytes(path) else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard address.connect(descriptor) else { return }
    let bytes = Array(line.utf8)
    _ = unsafe send(descriptor, bytes, bytes.count, Int32(truncatingIfNeeded: MSG_NOSIGNAL))
  }

  private static func isListeningUnixStream(_ descriptor: Int32) -> Bool {
    func option(_ name: Int32) -> Int32? {
      var value: Int32 = 0
      var length = socklen_t(MemoryLayout<Int32>.size)
      return unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }
    return option(SO_DOMAIN) == AF_UNIX && option(SO_TYPE) == Int32(SOCK_STREAM.rawValue) && option(SO_ACCEPTCONN) == 1
  }
}
