import Bytes
import Cryptography
import FactSchema

/// Whether the seals of records open with keys that are not in a vault.
struct SealCheck {
  private let origin: LogOrigin
  private let cipher = AES256GCM()

  init(_ origin: LogOrigin) { self.origin = origin }

  /// Whether the seal of a record is one under the key: no other key opens it.
  func opens(
    _ seal: Seal, of record: [UInt8], _ format: RecordFormat, _ position: Position, type: UInt32, under key: SealingKey
  ) throws(EventLogError) -> Bool {
    let bound = SealBound(format: format, position: position, type: type, slot: seal.slot, keptUntil: seal.keptUntil)
    var plain: [UInt8] = []
    do {
      return try bound.withBytes(of: origin) { (associated) throws(CipherFailure) in
        try cipher.open(
          record.span.extracting(seal.combined), key: key, associated: associated, to: &plain)
      }
    } catch {
      throw .system(12, operation: "open a seal", path: "memory")
    }
  }
}
