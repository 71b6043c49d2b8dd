import Glibc

/// Login and group names of this machine.
enum Accounts {
  /// The uid of a login name or of a number; nil when there is none of that name.
  static func uid(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: bufferBytes)
    let code = unsafe getpwnam_r(name, &entry, &buffer, buffer.count, &found)
    return unsafe code == 0 && found != nil ? entry.pw_uid : nil
  }

  /// The gid of a group's name or of a number; nil when there is none of that name.
  static func gid(_ name: String) -> UInt32? {
    if let number = UInt32(name) { return number }
    var entry = unsafe group()
    var found: UnsafeMutablePointer<group>?
    var buffer = [CChar](repeating: 0, count: bufferBytes)
    let code = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
    return unsafe code == 0 && found != nil ? entry.gr_gid : nil
  }

  /// The login name and home folder of a uid; nil when the machine knows none.
  static func login(_ uid: UInt32) -> (name: String, home: String)? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: bufferBytes)
    let code = unsafe getpwuid_r(uid, &entry, &buffer, buffer.count, &found)
    guard code == 0, unsafe found != nil, let name = unsafe entry.pw_name, let home = unsafe entry.pw_dir else {
      return nil
    }
    return unsafe (String(cString: name), String(cString: home))
  }

  /// Room for one entry; a group with many members needs much.
  private static let bufferBytes = 1 << 18
}
