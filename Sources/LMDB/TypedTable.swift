/// How keys of a kind are written, so that the order of the bytes is the order of the keys.
public protocol KeyCodec {
  associatedtype Key
  /// Lends the key's bytes, 1 to 511, to `body`.
  static func withEncoded<Result>(_ key: Key, _ body: (Span<UInt8>) -> Result) -> Result
  /// The key of those bytes; nil when they are none.
  static func decode(_ bytes: Span<UInt8>) -> Key?
}

/// How values of a kind are written.
public protocol ValueCodec {
  associatedtype Value
  /// Lends the value's bytes to `body`.
  static func withEncoded<Result>(_ value: Value, _ body: (Span<UInt8>) -> Result) -> Result
  /// The value of those bytes; nil when they are none.
  static func decode(_ bytes: Span<UInt8>) -> Value?
}

/// A table whose keys and values have types.
///
/// A stored key or value that its codec cannot read is `.corrupted`.
public struct TypedTable<Key: KeyCodec, Value: ValueCodec>: Sendable {
  /// The table without types.
  public let table: Table

  /// Reads and writes that table with these types.
  @inlinable
  public init(_ table: Table) { self.table = table }

  /// The key's value, or nil.
  @inlinable
  public func get(_ key: Key.Key, in transaction: borrowing some Transaction & ~Copyable) throws(LMDBError) -> Value
    .Value?
  {
    let read = Key.withEncoded(key) { bytes -> Result<Value.Value??, LMDBError> in
      do throws(LMDBError) {
        return .success(try transaction.withValue(of: bytes, in: table) { Value.decode($0) })
      } catch {
        return .failure(error)
      }
    }
    guard let found = try read.get() else { return nil }
    guard let value = found else { throw LMDBError(.corrupted, operation: "get", path: nil) }
    return value
  }

  /// Stores the value, replacing one that is there.
  @inlinable
  public func put(
    _ key: Key.Key, _ value: Value.Value, in transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try store(key, value, in: &transaction, append: false)
  }

  /// Stores the value past the last key; `.keyExists` when the key is not past it.
  @inlinable
  public func append(
    _ key: Key.Key, _ value: Value.Value, in transaction: inout WriteTransaction
  ) throws(LMDBError) {
    try store(key, value, in: &transaction, append: true)
  }

  @inlinable
  func store(
    _ key: Key.Key, _ value: Value.Value, in transaction: inout WriteTransaction, append: Bool
  ) throws(LMDBError) {
    let stored = Key.withEncoded(key) { key in
      Value.withEncoded(value) { value -> Result<Void, LMDBError> in
        do throws(LMDBError) {
          if append {
            try transaction.append(key, value, in: table)
          } else {
            try transaction.put(key, value, in: table)
          }
          return .success(())
        } catch {
          return .failure(error)
        }
      }
    }
    try stored.get()
  }

  /// Removes the key; whether it was there.
  @inlinable
  @discardableResult
  public func delete(_ key: Key.Key, in transaction: inout WriteTransaction) throws(LMDBError) -> Bool {
    let deleted = Key.withEncoded(key) { key -> Result<Bool, LMDBError> in
      do throws(LMDBError) {
        return .success(try transaction.delete(key, in: table))
      } catch {
        return .failure(error)
      }
    }
    return try deleted.get()
  }

  /// Hands the entries from `start` on, in order, to `body` until it says stop.
  @inlinable
  public func scan(
    in transaction: borrowing some Transaction & ~Copyable, from start: ScanStart = .end,
    order: ScanOrder = .ascending, _ body: (Key.Key, Value.Value) -> ScanStep
  ) throws(LMDBError) {
    var isReadable = true
    try transaction.scan(table, from: start, order: order) { key, value in
      guard let key = Key.decode(key), let value = Value.decode(value) else {
        isReadable = false
        return .stop
      }
      return body(key, value)
    }
    guard isReadable else { throw LMDBError(.corrupted, operation: "scan", path: nil) }
  }
}
