import Bytes
public import FactSchema

/// The key of a row: at most 48 bytes, kept inline so that a follower allocates nothing for it.
///
/// The first byte is the table; then what the row is about, so that what is read together lies together. Keys compare as
/// their bytes do. Longer things (an e-mail address, a word) stand in a key as a hash or cut off.
public struct RowKey: Hashable, Comparable, Sendable {
  /// The most bytes of a key; appending more traps.
  public static let bytesMax = 48

  /// The bytes as big-endian words, 0 past the end.
  @usableFromInline var words: InlineArray<6, UInt64> = [0, 0, 0, 0, 0, 0]
  @usableFromInline var length = 0

  /// The number of bytes.
  @inlinable
  public var count: Int { length }

  /// The empty key, before all others.
  @inlinable
  public init() {}

  /// A key that begins with its table.
  @inlinable
  public init(table: UInt8) { append(table) }

  /// A key of these bytes; nil when there are more than ``bytesMax``.
  @inlinable
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= Self.bytesMax else { return nil }
    for byte in bytes { append(byte) }
  }

  /// A key of the bytes of a stored row's key; of one that is longer than any of ours, and so is damaged, its beginning.
  public init(_ stored: Span<UInt8>) {
    let span = stored.count <= Self.bytesMax ? stored : stored.extracting(..<Self.bytesMax)
    var index = 0
    while index + 8 <= span.count {
      append(span.bigEndian(at: index, as: UInt64.self), bytes: 8)
      index += 8
    }
    while index < span.count {
      append(span[index])
      index += 1
    }
  }

  /// The table that the row is in; 0 for the empty key.
  @inlinable
  public var table: UInt8 { UInt8(truncatingIfNeeded: words[0] >> 56) }

  /// Appends a byte.
  @inlinable
  public mutating func append(_ byte: UInt8) { append(UInt64(byte) << 56, bytes: 1) }
  /// Appends two bytes, most significant first.
  @inlinable
  public mutating func append(_ value: UInt16) { append(UInt64(value) << 48, bytes: 2) }
  /// Appends four bytes, most significant first.
  @inlinable
  public mutating func append(_ value: UInt32) { append(UInt64(value) << 32, bytes: 4) }
  /// Appends eight bytes, most significant first.
  @inlinable
  public mutating func append(_ value: UInt64) { append(value, bytes: 8) }

  /// Appends sixteen bytes, most significant first.
  @inlinable
  public mutating func append(_ value: UInt128) {
    append(UInt64(truncatingIfNeeded: value >> 64), bytes: 8)
    append(UInt64(truncatingIfNeeded: value), bytes: 8)
  }

  /// Appends a position in eight bytes.
  @inlinable
  public mutating func append(_ position: Position) { append(position.value, bytes: 8) }

  /// Appends a time so that earlier times have lesser bytes, also before 1970.
  @inlinable
  public mutating func append(_ instant: Instant) {
    append(UInt64(bitPattern: instant.microseconds) ^ 1 << 63, bytes: 8)
  }

  /// Appends a day's number so that earlier days have lesser bytes.
  @inlinable
  public mutating func append(day: Int32) { append(UInt32(bitPattern: day) ^ 1 << 31) }

  /// Appends at most `limit` bytes of the text; a byte 0 ends it.
  @inlinable
  public mutating func append(text: some Sequence<UInt8>, limit: Int) {
    for byte in text.prefix(limit) where byte != 0 { append(byte) }
  }

  /// The same key with more at its end.
  @inlinable
  public func appending<Value>(_ value: Value, _ append: (inout RowKey, Value) -> Void) -> RowKey {
    var key = self
    append(&key, value)
    return key
  }

  /// Appends the top `bytes` bytes of `value`; the others must be 0.
  @inlinable
  mutating func append(_ value: UInt64, bytes: Int) {
    precondition(count + bytes <= Self.bytesMax, "a row's key has at most 48 bytes")
    let index = count >> 3
    let shift = UInt64(count & 7) << 3
    words[index] |= value >> shift
    if shift + UInt64(bytes) << 3 > 64 { words[index + 1] |= value << (64 - shift) }
    length += bytes
  }

  /// In how many words keys are compared.
  static let wordsMax = 7

  /// Eight bytes as a number, with 0 past the end, or at last the count: keys are in the order of the first word in which
  /// they differ.
  @inline(always)
  func word(_ index: Int) -> UInt64 { index < 6 ? words[index] : UInt64(count) }

  /// The bytes.
  @inlinable
  public var bytes: [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: words[$0 >> 3] >> (56 - UInt64($0 & 7) << 3)) }
  }

  /// Replaces what is in `bytes` by the key's bytes; keeps its memory.
  public func copy(into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    withSpan { bytes.append($0) }
  }

  /// What ``appendWords(to:)`` appends for a key of so many bytes.
  @inline(always)
  static func wordBytes(_ count: Int) -> Int { (count + 7) & ~7 }

  /// Appends the bytes, and zeros up to a whole word.
  @inline(always)
  func appendWords(to bytes: inout [UInt8]) {
    for index in 0..<Self.wordBytes(count) / 8 { bytes.appendBigEndian(words[index]) }
  }

  /// The key of `count` bytes whose words stand at the offset; nil when they do not.
  @inline(always)
  init?(words bytes: Span<UInt8>, at offset: Int, count: Int) {
    guard count <= Self.bytesMax, bytes.count - offset >= Self.wordBytes(count) else { return nil }
    for index in 0..<Self.wordBytes(count) / 8 { words[index] = bytes.bigEndian(at: offset + index * 8) }
    length = count
  }

  /// Lends the bytes.
  @inline(always)
  @inlinable
  public func withSpan<Result: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // The words in memory order are the key's bytes.
    let stored = (
      words[0].bigEndian, words[1].bigEndian, words[2].bigEndian, words[3].bigEndian, words[4].bigEndian,
      words[5].bigEndian
    )
    let length = count
    return try unsafe withUnsafeBytes(of: stored) { (raw) throws(Failure) -> Result in
      try body(unsafe raw.bindMemory(to: UInt8.self).span.extracting(first: length))
    }
  }

  /// Whether this key begins with the other one's bytes.
  @inlinable
  public func hasPrefix(_ prefix: RowKey) -> Bool {
    guard count >= prefix.count else { return false }
    let whole = prefix.count >> 3
    for index in 0..<whole where words[index] != prefix.words[index] { return false }
    let rest = UInt64(prefix.count & 7) << 3
    return rest == 0 || (words[whole] ^ prefix.words[whole]) >> (64 - rest) == 0
  }

  @inlinable
  public static func == (a: RowKey, b: RowKey) -> Bool {
    a.words[0] == b.words[0] && a.words[1] == b.words[1] && a.words[2] == b.words[2] && a.words[3] == b.words[3]
      && a.words[4] == b.words[4] && a.words[5] == b.words[5] && a.count == b.count
  }

  @inlinable
  public static func < (a: RowKey, b: RowKey) -> Bool {
    if a.words[0] != b.words[0] { return a.words[0] < b.words[0] }
    if a.words[1] != b.words[1] { return a.words[1] < b.words[1] }
    if a.words[2] != b.words[2] { return a.words[2] < b.words[2] }
    if a.words[3] != b.words[3] { return a.words[3] < b.words[3] }
    if a.words[4] != b.words[4] { return a.words[4] < b.words[4] }
    if a.words[5] != b.words[5] { return a.words[5] < b.words[5] }
    return a.count < b.count
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(quickHash) }

  /// A cheap hash for the memtable's table: three wide multiplications.
  @inline(always)
  var quickHash: UInt64 {
    Self.mix(words[0] ^ 0x9E37_79B9_7F4A_7C15, words[1] ^ 0xD1B5_4A32_D192_ED03)
      ^ Self.mix(words[2] ^ 0xA076_1D64_78BD_642F, words[3] ^ 0xE703_7ED1_A0B4_28DB)
      ^ Self.mix(words[4] ^ 0x8EBC_6AF0_9C88_C6E3, words[5] ^ UInt64(count) ^ 0x5899_65CC_7537_4CC3)
  }

  @inline(always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
