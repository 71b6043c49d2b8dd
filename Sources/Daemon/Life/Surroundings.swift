import Engine
import FactSchema
import Glibc
import Logging

/// What the engine takes from this machine.
enum Surroundings {
  /// The machine's clock, chance, names and boot; `onFatal` ends the process; notices are lines in the log.
  static func machine(
    now: @escaping @Sendable () -> Instant, logger: Logger, onFatal: @escaping @Sendable (String) -> Void
  ) -> EngineSurroundings {
    var surroundings = EngineSurroundings(
      now: now, randomBytes: randomBytes, userName: { uid in Accounts.login(uid)?.name ?? String(uid) },
      ownUID: geteuid(), bootID: bootID(), onFatal: onFatal,
      onNotice: { notice in
        switch notice.kind {
        case .event, .end: logger.notice("\(notice.sentence)")
        case .fault: logger.warning("\(notice.sentence)")
        }
      })
    surroundings.examine = { words, onLine in Examiner.examine(words, onLine) }
    return surroundings
  }

  /// The machine's clock.
  @Sendable static func now() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
  }

  /// Bytes from the kernel's generator.
  @Sendable private static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count + 8 <= count {
      unsafe withUnsafeBytes(of: generator.next() as UInt64) { word in unsafe bytes.append(contentsOf: word) }
    }
    while bytes.count < count { bytes.append(UInt8.random(in: .min ... .max, using: &generator)) }
    return bytes
  }

  private static func bootID() -> String {
    TextFile.read("/proc/sys/kernel/random/boot_id")?.filter { !$0.isWhitespace } ?? ""
  }
}

/// Small text files.
enum TextFile {
  /// The text of a file; nil when it cannot be read. What is not UTF-8 is replaced.
  static func read(_ path: String) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Whether there is a link of that name, wherever it leads to.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Refuses a configuration that somebody else has in hand: it says where the data is and who may do what.
  static func checkHands(_ path: String) throws(SettingsError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw SettingsError(
        place: path, key: "",
        expected: "belongs to another user (uid \(status.st_uid)); it must be the daemon's or root's")
    }
    guard status.st_mode & 0o022 == 0 else {
      throw SettingsError(
        place: path, key: "", expected: "may be written to by others; take that away with chmod go-w")
    }
    if let folder = OpenFolder(around: path) { throw SettingsError(place: path, key: "", expected: folder.fault) }
  }
}
