import Domain
import RowStore
import SwiftProtobuf

extension ViewWriter {
  /// The row decoded as a message; nil when there is none.
  mutating func message<Row: Message>(_ key: RowKey, _ type: Row.Type) throws(ProjectionFailure) -> Row? {
    guard let bytes = try row(key) else { return nil }
    do {
      return try Row(serializedBytes: bytes)
    } catch {
      throw .cannotApply("a stored row of table \(key.table) is not a message of its type")
    }
  }

  /// The encoded form of a message; messages of rows have no required fields and always encode.
  func encoded(_ message: some Message) throws(ProjectionFailure) -> [UInt8] {
    do {
      return try message.serializedBytes()
    } catch {
      throw .cannotApply("a row could not be encoded")
    }
  }
}
