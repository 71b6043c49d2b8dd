import SwiftProtobuf

/// Decoding of stored rows.
enum Row {
  /// The message in the row's bytes from `start` on; nil when they are none.
  static func decode<Content: Message>(_ type: Content.Type, _ row: [UInt8], from start: Int = 0) -> Content? {
    guard row.count >= start else { return nil }
    return try? Content(serializedBytes: start == 0 ? row : Array(row[start...]))
  }
}
