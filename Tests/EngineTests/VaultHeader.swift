import Cryptography
import FactSchema
import Foundation
import Testing

/// The beginning of a vault, as Docs/format.md has it.
struct VaultHeader {
  private let path: String
  /// What stands before the digest.
  private let beginning: Data

  init(of folder: String) throws {
    path = folder + "/vault"
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    beginning = try #require(try file.read(upToCount: 32))
    try file.close()
  }

  /// Whether the log has no secret yet.
  var hasNone: Bool { beginning[11] == 1 }

  /// Writes it as of that version, with that secret, drawn when the log was empty; all else stays.
  func write(version: UInt8, secret: [UInt8]?) throws {
    var header = beginning
    header.replaceSubrange(8..<12, with: [0, 0, 0, version])
    header += Data(SHA256.digest(Array(header)).bytes)
    if let secret {
      header += Data(secret) + Data(count: 8)
      header += Data(SHA256.digest(Array(header)).bytes)
    } else {
      header += Data(count: 72)
    }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    file.write(header)
    try file.close()
  }
}
