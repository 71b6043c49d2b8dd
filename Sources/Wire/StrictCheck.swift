import Bytes
import Descriptors
import FactSchema

/// Checks an encoded message against its type as strictly as JSON is read: unknown and repeated fields, wrong types,
/// numbers out of range, unknown words, bad times, text that is not UTF-8 and absent required fields are refused.
struct StrictCheck {
  private let pool: DescriptorPool
  private var counts = RequestCounts()

  /// How many lists of a message are counted on the stack.
  private static let listsOnStack = 8

  private init(pool: DescriptorPool) { self.pool = pool }

  /// Throws `invalid` with the field's path, or `tooLarge`. Linear in the message's size. Gives what was
  /// counted of it.
  @discardableResult
  static func check(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, _ pool: DescriptorPool = .shared
  ) throws(WireError) -> RequestCounts {
    var check = StrictCheck(pool: pool)
    try check.check(bytes, range, index)
    return check.counts
  }

  private mutating func check(_ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int) throws(WireError) {
    let message = pool.messages[index]
    guard message.listCount > Self.listsOnStack else {
      var counts: [8 of Int] = .init(repeating: 0)
      var span = counts.mutableSpan
      return try check(bytes, range, index, message, &span)
    }
    var counts = [Int](repeating: 0, count: message.listCount)
    var span = counts.mutableSpan
    try check(bytes, range, index, message, &span)
  }

  /// The same, with a place for the number of entries of each list.
  private mutating func check(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, _ message: MessageDescriptor,
    _ counts: inout MutableSpan<Int>
  ) throws(WireError) {
    var seen = FieldSet()
    var written = FieldSet()
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      guard let tag = reader.tag(bytes) else { throw malformed(index) }
      let order = pool.order(ofNumber: tag.number, in: message)
      guard order >= 0 else {
        throw WireError(.invalid, field: "\(tag.number)", "\(name(index)) has no field \(tag.number)")
      }
      let field = pool.fields[message.firstField + order]
      if !seen.insert(order), field.label != .repeated { throw twice(field) }
      if field.label == .repeated {
        if counts[field.listOrder] == field.maxCount {
          throw FieldBounds.tooMany(field).inside(pool.name(of: field))
        }
        counts[field.listOrder] += 1
      }
      do throws(WireError) {
        if try checkValue(bytes, &reader, tag.wireType, field) || field.label != .singular {
          written.insert(order)
        }
      } catch {
        if field.kind == .fact { throw error }
        if field.label == .repeated {
          throw error.inside("[\(counts[field.listOrder] - 1)]").inside(pool.name(of: field))
        }
        throw error.inside(pool.name(of: field))
      }
    }
    guard let missing = message.required.subtracting(written).first else { return }
    let field = pool.fields[message.firstField + missing]
    throw WireError(.invalid, field: field.kind == .fact ? "type" : pool.name(of: field), "is required")
  }

  /// Checks one value and moves past it; false when it is its default.
  private mutating func checkValue(
    _ bytes: Span<UInt8>, _ reader: inout ProtobufReader, _ wireType: WireType, _ field: FieldDescriptor
  ) throws(WireError) -> Bool {
    if field.isDelimited {
      guard wireType == .delimited, let content = reader.delimited(bytes) else {
        throw wrongWireType()
      }
      try checkContent(bytes, content, field)
      return field.kind != .string || !content.isEmpty
    }
    if field.kind == .double {
      guard wireType == .fixed64, let bits = reader.fixed64(bytes) else {
        throw wrongWireType()
      }
      guard Double(bitPattern: bits).isFinite else { throw WireError(.invalid, "must be a finite number") }
      return bits != 0
    }
    guard wireType == .varint, let value = reader.varint(bytes) else { throw wrongWireType() }
    let limits = MessageReader(bytes, pool)
    switch field.kind {
    case .int32:
      guard Int32(exactly: Int64(bitPattern: value)) != nil else { throw limits.outOfRange(.int32) }
    case .uint32:
      guard value <= UInt64(UInt32.max) else { throw limits.outOfRange(.uint32) }
    case .bool:
      guard value <= 1 else { throw WireError(.invalid, "must be true or false") }
    case .enumeration:
      guard let number = Int32(exactly: Int64(bitPattern: value)), pool.enumValue(number, in: field.target) != nil,
        number != 0 || field.label == .singular
      else { throw limits.unknownWord(field) }
    case .int64, .uint64, .double, .string, .timestamp, .message, .fact: break
    }
    return value != 0
  }

  private mutating func checkContent(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ field: FieldDescriptor
  ) throws(WireError) {
    switch field.kind {
    case .string:
      if range.count > field.maxBytes,
        !field.isContact || range.count > ContactReference.bytesMax(bytes, range, field)
      {
        throw FieldBounds.tooLong(field)
      }
      if field.isContact, ContactReference.kind(bytes, range) != nil {
        counts.references += 1
        if counts.references > ContactReference.countMax { throw ContactReference.tooMany }
      }
      guard bytes.extracting(range).isUTF8 else { throw WireError(.invalid, "must be text in UTF-8") }
    case .timestamp:
      guard let time = UnixTime(message: bytes.extracting(range)), time.isOfCalendar else {
        throw WireError(.invalid, "must be a time between the years 1 and 9999")
      }
    case .fact: try checkFact(bytes, range)
    default:
      if field.label == .repeated {
        counts.entries += 1
        if counts.entries > FieldBounds.entriesMax { throw FieldBounds.tooManyEntries }
      }
      try check(bytes, range, field.target)
    }
  }

  /// A `Fact` holds exactly one fact.
  private mutating func checkFact(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(WireError) {
    let message = pool.messages[pool.factMessage]
    var reader = ProtobufReader(range)
    guard !reader.isAtEnd else { throw WireError(.invalid, field: "type", "is required") }
    guard let tag = reader.tag(bytes) else { throw malformed(pool.factMessage) }
    let order = pool.order(ofNumber: tag.number, in: message)
    guard order >= 0 else { throw WireError(.invalid, field: "type", "there is no fact of number \(tag.number)") }
    guard tag.wireType == .delimited, let content = reader.delimited(bytes) else {
      throw WireError(.invalid, field: "data", "must be an encoded message")
    }
    guard reader.isAtEnd else { throw WireError(.invalid, field: "data", "must be one fact") }
    do throws(WireError) {
      try check(bytes, content, pool.fields[message.firstField + order].target)
    } catch {
      throw error.inside("data")
    }
  }

  private func name(_ index: Int) -> String { pool.tables[index].name }

  private func malformed(_ index: Int) -> WireError { WireError(.invalid, "is not an encoded \(name(index))") }

  private func wrongWireType() -> WireError { WireError(.invalid, "is not encoded as the schema has it") }

  private func twice(_ field: FieldDescriptor) -> WireError {
    WireError(.invalid, field: field.kind == .fact ? "data" : pool.name(of: field), "is given twice")
  }
}
