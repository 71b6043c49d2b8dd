import Bytes
import FactSchema

/// What stands under a digest of its own, and is damaged.
///
/// It is known again by what is left of it: either everything before the digest, or the digest. Only then is the other put
/// right.
enum LeftOver {
  /// The first of the candidates, each of which ends with its digest, that is what the damaged bytes were.
  static func match<Source>(
    _ damaged: [UInt8], among candidates: [(bytes: [UInt8], source: Source)]
  ) -> (bytes: [UInt8], source: Source)? {
    candidates.first { candidate in
      guard candidate.bytes.count == damaged.count, damaged.count > 32, candidate.bytes != damaged else { return false }
      let end = damaged.count - 32
      return candidate.bytes[..<end] == damaged[..<end] || candidate.bytes[end...] == damaged[end...]
    }
  }
}

/// The first bytes of a vault, which say whose it is and hold the log's secret.
enum VaultHead {
  /// Where its second digest ends; all that follows before the slots are zeros.
  private static let end = 136
  private static let secret = 64

  /// Whether the bytes are what a vault of the log begins with.
  static func isSound(_ log: StoredLog, _ origin: LogOrigin) -> Bool {
    (try? Vault.origin(path: log.folder + "/vault")) == .some(origin)
  }

  /// Whether it is what another log's vault begins with.
  static func isForeign(_ log: StoredLog, _ origin: LogOrigin) -> Bool {
    guard let known = try? Vault.origin(path: log.folder + "/vault") else { return false }
    return known != origin
  }

  /// The bytes that the head was; what was whole of it is kept, and the secret is known again by what is left of it.
  static func mended(
    _ log: StoredLog, _ origin: LogOrigin, _ copies: [Comparison.CopySource]
  ) throws(EventLogError) -> (bytes: [UInt8], source: Int)? {
    guard let damaged = try log.vault?.bytes(0..<Vault.headerBytes) else { return nil }
    var candidates: [(bytes: [UInt8], source: Int)] = []
    if let own = Vault.head(damaged, origin) { candidates.append((own, 0)) }
    for copy in copies where isSound(copy.log, origin) {
      guard let bytes = try copy.log.vault?.bytes(0..<end) else { continue }
      // One of the first releases has no secret to give.
      if bytes[secret...].contains(where: { $0 != 0 }) { candidates.append((bytes, copy.number)) }
    }
    let left = Array(damaged[..<end])
    let rest = [UInt8](repeating: 0, count: Vault.headerBytes - end)
    for candidate in candidates {
      // The secret whole, or its digest: what is before it follows from the origin.
      guard
        candidate.bytes[secret..<end - 32] == left[secret..<end - 32]
          || candidate.bytes[end - 32..<end] == left[end - 32..<end]
      else { continue }
      return (candidate.bytes + rest, candidate.source)
    }
    return nil
  }
}
