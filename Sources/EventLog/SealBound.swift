import Bytes
import Cryptography
import FactSchema

/// What a seal is bound to, beside the log's origin.
struct SealBound {
  var format: RecordFormat
  var position: Position
  var type: UInt32
  var slot: UInt64
  var keptUntil: UInt32

  /// Lends it as bytes: format, origin, position, type, slot, and in format 2 until when its key is kept.
  func withBytes<Value, Failure: Error>(
    of origin: LogOrigin, _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var bytes = StackBytes<41>()
    bytes.append(format.rawValue)
    bytes.appendBigEndian(origin.value)
    bytes.appendBigEndian(position.value)
    bytes.appendBigEndian(type)
    bytes.appendBigEndian(slot)
    if format == .two { bytes.appendBigEndian(keptUntil) }
    return try bytes.withSpan(body)
  }
}
