import Glibc

/// A `sockaddr_un`.
struct SocketAddressBytes {
  private var address = sockaddr_un()

  /// nil when the path is too long.
  init?(_ path: String) {
    let bytes = Array(path.utf8)
    guard bytes.count <= Limits.socketPathBytes else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in unsafe target.copyBytes(from: bytes) }
    // An abstract name, as systemd may give for its notifications.
    if bytes.first == UInt8(ascii: "@") {
      unsafe withUnsafeMutableBytes(of: &address.sun_path) { target in unsafe target[0] = 0 }
      length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    } else {
      length = socklen_t(MemoryLayout<sockaddr_un>.size)
    }
  }

  private let length: socklen_t

  mutating func bind(_ descriptor: Int32) -> Bool {
    unsafe pointed { pointer, length in unsafe Glibc.bind(descriptor, pointer, length) == 0 }
  }

  mutating func connect(_ descriptor: Int32) -> Bool {
    unsafe pointed { pointer, length in unsafe Glibc.connect(descriptor, pointer, length) == 0 }
  }

  private mutating func pointed(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    let length = length
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe body($0, length) }
    }
  }
}

/// What the last system call said.
enum SystemError {
  /// The text of `errno`.
  static var text: String {
    let number = errno
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
