import Glibc

/// The socket that clients connect to, and the lock beside it.
///
/// It is bound under a private name that only the daemon's uid can open, given its mode and group, made to listen and
/// then renamed into place, so that it is never open wider than it should be and never there without an answer.
final class ListeningSocket: Sendable {
  /// The path, or nil when systemd passed the socket in.
  let path: String?
  /// The bound and listening descriptor; whoever serves it closes it.
  let descriptor: Int32
  private let lock: FileLock?
  /// What was put in place.
  private let identity: FileIdentity?

  private init(path: String?, descriptor: Int32, lock: FileLock?, identity: FileIdentity?) {
    self.path = path
    self.descriptor = descriptor
    self.lock = lock
    self.identity = identity
  }

  /// Takes the socket that systemd passed in.
  convenience init(passed descriptor: Int32) {
    self.init(path: nil, descriptor: descriptor, lock: nil, identity: nil)
  }

  /// Binds `path`. A socket there that refuses connections is replaced; a live one, and anything else, is left alone
  /// and is an error.
  convenience init(path: String, mode: UInt16, group: UInt32?) throws(SocketError) {
    guard path.utf8.count <= Limits.socketPathBytes else {
      throw SocketError(
        "The socket's path has \(path.utf8.count) bytes and the system allows \(Limits.socketPathBytes): choose a shorter one with --socket."
      )
    }
    if let folder = OpenFolder(around: path) { throw SocketError("The socket \(path) \(folder.fault).") }
    guard let lock = try FileLock(path + ".lock") else {
      throw SocketError("The socket \(path) belongs to another kithd that is running.")
    }
    do throws(SocketError) {
      try Self.checkReplaceable(path)
      let (descriptor, identity) = try Self.bind(beside: path, mode: mode, group: group)
      self.init(path: path, descriptor: descriptor, lock: lock, identity: identity)
    } catch {
      lock.release()
      throw error
    }
  }

  /// Whether clients still find it; what systemd passed in is not looked after.
  var isInPlace: Bool { path.map { FileIdentity(path: $0) == identity } ?? true }

  /// Removes the socket, unless another one is in its place by now, and its lock. New connections are refused from here on.
  func remove() {
    if let path, isInPlace { unsafe unlink(path) }
    lock?.release()
  }

  private static func bind(
    beside path: String, mode: UInt16, group: UInt32?
  ) throws(SocketError) -> (descriptor: Int32, identity: FileIdentity?) {
    // As long as the final name at most, so that a path that fits can also be bound.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let hidden = folder + ".k" + String(getpid(), radix: 36)
    let name = hidden.utf8.count <= Limits.socketPathBytes ? hidden : folder + "." + String(getpid() % 36, radix: 36)
    guard var address = SocketAddressBytes(name) else {
      throw SocketError("The socket's folder \(folder) has too long a path: choose a shorter one with --socket.")
    }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw SocketError("A socket cannot be made: \(SystemError.text).") }
    unsafe unlink(name)
    // Until it has its mode and group nobody but the daemon's uid may connect. The mask is the process's, but nothing
    // else makes files while the daemon starts.
    let mask = umask(0o177)
    let bound = address.bind(descriptor)
    umask(mask)
    guard bound else {
      let reason = SystemError.text
      close(descriptor)
      throw SocketError(
        "The socket \(path) cannot be made: \(reason). Does its folder exist and may this user write to it?")
    }
    let identity = FileIdentity(path: name)
    do throws(SocketError) {
      if let group, unsafe chown(name, uid_t.max, group) != 0 {
        throw SocketError("The socket \(path) cannot be given to group \(group): \(SystemError.text).")
      }
      guard unsafe chmod(name, mode_t(mode)) == 0, listen(descriptor, Limits.backlog) == 0,
        unsafe rename(name, path) == 0
      else {
        throw SocketError("The socket \(path) cannot be put in place: \(SystemError.text).")
      }
    } catch {
      unsafe unlink(name)
      close(descriptor)
      throw error
    }
    return (descriptor, identity)
  }

  /// Nothing there, or a socket that nobody listens on.
  private static func checkReplaceable(_ path: String) throws(SocketError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw SocketError("The socket's path \(path) cannot be looked at: \(SystemError.text).")
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw SocketError(
        "The socket's path \(path) is a file of another kind and is left alone: remove it or choose another with --socket."
      )
    }
    guard var address = SocketAddressBytes(path) else { return }
    let probe = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard probe >= 0 else { throw SocketError("A socket cannot be made: \(SystemError.text).") }
    defer { close(probe) }
    if !address.connect(probe), errno == ECONNREFUSED { return }
    throw SocketError("The socket \(path) is in use by another process that answers on it.")
  }
}
