import Glibc

/// A connected Unix stream socket with its buffers; closed when it goes away.
///
/// The benchmark shares two cores with the daemon, so this is as thin as a socket can be: no framework, one read and
/// one write per wake-up.
final class Socket {
  let descriptor: Int32
  /// What was read and not yet taken: `input[taken..<filled]`.
  private(set) var input = [UInt8](repeating: 0, count: 1 << 18)
  private(set) var filled = 0
  var taken = 0
  /// What is still to be written: from `written` on.
  var output: [UInt8] = []
  private var written = 0

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Connects; the path has at most 107 bytes.
  convenience init(path: String) throws(BenchError) {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw BenchError(call: "socket") }
    self.init(descriptor: descriptor)
    var address = try unixAddress(path)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw BenchError(call: "connecting to \(path)") }
  }

  deinit { close(descriptor) }

  /// Reads and writes return at once from now on.
  func stopBlocking() { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }

  /// Reads once. False when nothing is there; throws when the other end is gone.
  func fill() throws(BenchError) -> Bool {
    if taken == filled {
      (taken, filled) = (0, 0)
    } else if filled == input.count {
      if taken > 0 {
        input.replaceSubrange(0..<(filled - taken), with: input[taken..<filled])
        (taken, filled) = (0, filled - taken)
      } else {
        input.append(contentsOf: repeatElement(0, count: input.count))
      }
    }
    let (start, room) = (filled, input.count - filled)
    let count = unsafe input.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe read(descriptor, base + start, room)
    }
    if count > 0 {
      filled += count
      return true
    }
    if count < 0, errno == EAGAIN || errno == EINTR { return false }
    throw count == 0
      ? BenchError("the daemon closed the connection, before \(filled - taken) bytes of a reply were whole")
      : BenchError(call: "read")
  }

  /// Writes what it can. True when nothing is left.
  func flush() throws(BenchError) -> Bool {
    while written < output.count {
      let (start, count) = (written, output.count - written)
      let result = unsafe output.withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe send(descriptor, base + start, count, Int32(MSG_NOSIGNAL))
      }
      if result > 0 {
        written += result
      } else if errno == EAGAIN || errno == EINTR {
        return false
      } else {
        throw BenchError(call: "write")
      }
    }
    output.removeAll(keepingCapacity: true)
    written = 0
    return true
  }
}

/// The kernel's form of a socket's path.
func unixAddress(_ path: String) throws(BenchError) -> sockaddr_un {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let bytes = Array(path.utf8)
  guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
    throw BenchError("the socket's path has \(bytes.count) bytes, at most 107 are possible: \(path)")
  }
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
  return address
}

/// Waits for many sockets at once.
struct Poller {
  private var entries: [pollfd] = []
  private var numbers: [Int] = []

  /// Watches a socket for input from now on, under that number.
  mutating func add(_ socket: Socket, number: Int) {
    entries.append(pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0))
    numbers.append(number)
  }

  /// Stops watching the socket with that number.
  mutating func remove(number: Int) {
    guard let index = numbers.firstIndex(of: number) else { return }
    entries.remove(at: index)
    numbers.remove(at: index)
  }

  /// Whether to wake up, too, when there is room to write.
  mutating func watch(number: Int, writing: Bool) {
    guard let index = numbers.firstIndex(of: number) else { return }
    entries[index].events = Int16(writing ? POLLIN | POLLOUT : POLLIN)
  }

  /// Fills in the numbers of the sockets that have something; none after the timeout.
  mutating func wait(milliseconds: Int32, ready: inout [Int]) {
    ready.removeAll(keepingCapacity: true)
    guard unsafe poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return }
    for index in entries.indices where entries[index].revents != 0 { ready.append(numbers[index]) }
  }
}
