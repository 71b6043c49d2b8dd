/// A set of fields of one message, by their order in it.
package struct FieldSet: Sendable {
  /// The empty set.
  @inlinable
  package init() {}

  /// The most fields that a message with values of its own has. No pool is made of a schema with more.
  package static let fieldsMax = 256

  @usableFromInline var words: [4 of UInt64] = .init(repeating: 0)

  @inlinable
  package var isEmpty: Bool { words[0] | words[1] | words[2] | words[3] == 0 }

  /// The least of them; nil when there is none.
  @inlinable
  package var first: Int? {
    for word in words.indices where words[word] != 0 { return word << 6 + words[word].trailingZeroBitCount }
    return nil
  }

  @inlinable
  package func contains(_ order: Int) -> Bool { words[order >> 6] & 1 << UInt64(order & 63) != 0 }

  /// Puts it in; false where it was in already.
  @inlinable
  @discardableResult
  package mutating func insert(_ order: Int) -> Bool {
    let (word, bit) = (order >> 6, 1 << UInt64(order & 63) as UInt64)
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    return true
  }

  /// Those that are not in the other.
  @inlinable
  package func subtracting(_ other: FieldSet) -> FieldSet {
    var rest = self
    for word in words.indices { rest.words[word] &= ~other.words[word] }
    return rest
  }
}
