import Bytes
import Descriptors
import FactSchema

/// Reads one JSON object into an encoded message.
///
/// The text is known to be well-formed JSON: `at` always stands on a value's first byte or between tokens.
/// Fields are written in the order of the text, scalars without presence only when they are not their default.
struct MessageReader {
  let pool: DescriptorPool
  let end: Int
  /// How many messages were read in lists.
  private(set) var entries = 0
  /// How many contacts were named otherwise than by their ids.
  var references = 0

  init(_ text: Span<UInt8>, _ pool: DescriptorPool = .shared) {
    self.pool = pool
    end = text.count
  }

  /// Reads the object at `at` as the message with this index and appends its fields.
  mutating func readObject(_ text: Span<UInt8>, _ at: inout Int, _ index: Int, to out: inout [UInt8]) throws(WireError)
  {
    let message = pool.messages[index]
    var seen = FieldSet()
    var written = FieldSet()
    var emptied = FieldSet()
    var fact = FactMembers()
    at += 1
    while nextKey(text, &at) {
      let key = readKey(text, &at)
      let order = order(of: key, text, message)
      if order >= 0 {
        let field = pool.fields[message.firstField + order]
        guard seen.insert(order) else { throw twice(field) }
        if try readField(text, &at, field, to: &out) {
          written.insert(order)
        } else if field.label == .repeated {
          emptied.insert(order)
        }
      } else if order == DescriptorPool.absent {
        throw unknown(key, text, index)
      } else {
        try readFactMember(order, text, &at, message, &fact, to: &out)
      }
    }
    if message.factOrder >= 0 {
      try finishFact(text, message, &fact, to: &out)
      written.insert(message.factOrder)
    }
    clear(emptied, message, to: &out)
    try checkRequired(written, message)
  }

  // MARK: Members

  /// Names the lists that were given and are empty among the fields to empty, where the message says what changed; in the
  /// order of the schema, so that the same said in another order is the same request.
  func clear(_ emptied: FieldSet, _ message: MessageDescriptor, to out: inout [UInt8]) {
    guard message.clearOrder >= 0, !emptied.isEmpty else { return }
    let clear = pool.fields[message.firstField + message.clearOrder]
    for order in 0..<message.fieldCount where order != message.clearOrder && emptied.contains(order) {
      let name = pool.name(of: pool.fields[message.firstField + order])
      out.appendField(clear.number, name)
    }
  }

  /// Moves to the next member's name; false past the object's end.
  func nextKey(_ text: Span<UInt8>, _ at: inout Int) -> Bool {
    JSONScanner.skipSpace(text, &at, end)
    if JSONScanner.skip("}", text, &at, end) { return false }
    if JSONScanner.skip(",", text, &at, end) { JSONScanner.skipSpace(text, &at, end) }
    return at < end
  }

  /// Moves past a member's name and to its value; gives what stands between the quotes.
  func readKey(_ text: Span<UInt8>, _ at: inout Int) -> Range<Int> {
    let start = at + 1
    _ = JSONScanner.skipString(text, &at, end)
    let key = start..<at - 1
    JSONScanner.skipSpace(text, &at, end)
    _ = JSONScanner.skip(":", text, &at, end)
    JSONScanner.skipSpace(text, &at, end)
    return key
  }

  /// The order of the field with this name, whose escapes are resolved when it has any.
  func order(of key: Range<Int>, _ text: Span<UInt8>, _ message: MessageDescriptor) -> Int {
    let order = pool.order(ofName: text, key, in: message)
    guard order == DescriptorPool.absent,
      text.firstIndex(of: UInt8(ascii: "\\"), in: key) != nil
    else { return order }
    let name = content(of: key, text)
    return pool.order(ofName: name.span, 0..<name.count, in: message)
  }

  /// A string's content with its escapes resolved.
  func content(of range: Range<Int>, _ text: Span<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    JSONString.appendContent(text, range, to: &content)
    return content
  }

  func checkRequired(_ written: FieldSet, _ message: MessageDescriptor) throws(WireError) {
    guard let missing = message.required.subtracting(written).first else { return }
    let field = pool.fields[message.firstField + missing]
    throw WireError(.invalid, field: pool.name(of: field), "is required")
  }

  func twice(_ field: FieldDescriptor) -> WireError {
    WireError(.invalid, field: pool.name(of: field), "is given twice")
  }

  func unknown(_ key: Range<Int>, _ text: Span<UInt8>, _ index: Int) -> WireError {
    WireError(
      .invalid, field: EchoedName.text(content(of: key, text)),
      "\(pool.tables[index].name) has no such field")
  }

  // MARK: Values

  /// Reads a field's value and appends it; false when it was its default and nothing was written.
  mutating func readField(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    do throws(WireError) {
      if field.isObject { return try readEntries(text, &at, field, to: &out) }
      if field.label == .repeated { return try readList(text, &at, field, to: &out) }
      return try readValue(text, &at, field, to: &out)
    } catch {
      throw error.inside(pool.name(of: field))
    }
  }

  private mutating func readList(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    guard text[at] == UInt8(ascii: "[") else { throw wrongKind(text, at, "a list") }
    at += 1
    var index = 0
    while true {
      JSONScanner.skipSpace(text, &at, end)
      if JSONScanner.skip("]", text, &at, end) { return index > 0 }
      if JSONScanner.skip(",", text, &at, end) { JSONScanner.skipSpace(text, &at, end) }
      if index == field.maxCount { throw FieldBounds.tooMany(field) }
      if field.kind == .message {
        entries += 1
        if entries > FieldBounds.entriesMax { throw FieldBounds.tooManyEntries }
      }
      do throws(WireError) {
        _ = try readValue(text, &at, field, to: &out)
      } catch {
        throw error.inside("[\(index)]")
      }
      index += 1
    }
  }

  /// Reads an object as a list: a message of each member, of its name and its value.
  private mutating func readEntries(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    guard text[at] == UInt8(ascii: "{") else { throw wrongKind(text, at, "an object") }
    at += 1
    let first = pool.messages[field.target].firstField
    let (name, value) = (pool.fields[first], pool.fields[first + 1])
    var count = 0
    while nextKey(text, &at) {
      if count == field.maxCount { throw FieldBounds.tooMany(field) }
      entries += 1
      if entries > FieldBounds.entriesMax { throw FieldBounds.tooManyEntries }
      let key = content(of: readKey(text, &at), text)
      do throws(WireError) {
        if key.count > name.maxBytes { throw FieldBounds.tooLong(name) }
        let entry = out.begin(delimited: field.number)
        if !key.isEmpty {
          out.appendHead(name.number, count: key.count)
          out.append(contentsOf: key)
        }
        guard try readValue(text, &at, value, to: &out) else { throw WireError(.invalid, "is required") }
        out.end(delimited: entry)
      } catch {
        throw error.inside(EchoedName.text(key))
      }
      count += 1
    }
    return count > 0
  }

  private mutating func readValue(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    switch field.kind {
    case .string: return try readString(text, &at, field, to: &out)
    case .message:
      guard text[at] == UInt8(ascii: "{") else { throw wrongKind(text, at, "an object") }
      let start = out.begin(delimited: field.number)
      try readObject(text, &at, field.target, to: &out)
      out.end(delimited: start)
      return true
    case .timestamp:
      guard text[at] == UInt8(ascii: "\"") else { throw wrongKind(text, at, "a time in a string") }
      let range = readKeyless(text, &at)
      if field.dayField > 0, let day = CalendarDate(text.extracting(range)), field.date == .noon || day.isOfCompany {
        out.appendHead(field.dayField, count: range.count)
        out.append(text.extracting(range))
        return true
      }
      guard let time = UnixTime(text.extracting(range), date: field.date) else {
        let date = field.date == nil ? "" : ", or a date such as 2026-01-31"
        throw WireError(.invalid, "must be a time in RFC 3339, such as 2026-01-31T09:30:00Z\(date)")
      }
      out.appendField(field.number, time)
      return true
    case .bool:
      guard JSONScanner.kind(text, at) == .boolean else { throw wrongKind(text, at, "true or false") }
      let value = text[at] == UInt8(ascii: "t")
      at += value ? 4 : 5
      return append(value ? 1 : 0, field, to: &out)
    case .enumeration: return append(try readWord(text, &at, field), field, to: &out)
    case .double: return try readDouble(text, &at, field, to: &out)
    case .int32, .int64, .uint32, .uint64: return append(try readWhole(text, &at, field.kind), field, to: &out)
    case .fact: return false
    }
  }

  /// Appends a varint field, unless it is a default without presence.
  private func append(_ value: UInt64, _ field: FieldDescriptor, to out: inout [UInt8]) -> Bool {
    if value == 0, field.label == .singular { return false }
    out.appendPresentField(field.number, value)
    return true
  }

  /// Moves past a string; gives what stands between its quotes.
  func readKeyless(_ text: Span<UInt8>, _ at: inout Int) -> Range<Int> {
    let start = at + 1
    _ = JSONScanner.skipString(text, &at, end)
    return start..<at - 1
  }

  private mutating func readString(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    if field.isContact, text[at] == UInt8(ascii: "{") { return try readReference(text, &at, field, to: &out) }
    guard text[at] == UInt8(ascii: "\"") else { throw wrongKind(text, at, "a string") }
    let start = at + 1
    let run = JSONString.runEnd(text, start, end)
    if run < end, text[run] == UInt8(ascii: "\"") {
      at = run + 1
      if run == start, field.label == .singular { return false }
      if run - start > field.maxBytes, run - start > bytesMax(text, start..<run, field) {
        throw FieldBounds.tooLong(field)
      }
      if field.isContact { try note(text, start..<run) }
      out.appendHead(field.number, count: run - start)
      out.append(text.extracting(start..<run))
      return true
    }
    let range = readKeyless(text, &at)
    let content = out.begin(delimited: field.number)
    // No escape is longer than twelve characters for three bytes.
    if range.count / 6 > bytesMax(text, range, field) { throw FieldBounds.tooLong(field) }
    let before = out.count
    JSONString.appendContent(text, range, to: &out)
    if out.count - before > field.maxBytes, out.count - before > bytesMax(out.span, before..<out.count, field) {
      throw FieldBounds.tooLong(field)
    }
    if field.isContact { try note(out.span, before..<out.count) }
    out.end(delimited: content)
    return true
  }

  private func bytesMax(_ text: Span<UInt8>, _ range: Range<Int>, _ field: FieldDescriptor) -> Int {
    field.isContact ? ContactReference.bytesMax(text, range, field) : field.maxBytes
  }

  /// Counts a text that names a contact otherwise than by its id.
  private mutating func note(_ text: Span<UInt8>, _ range: Range<Int>) throws(WireError) {
    guard ContactReference.kind(text, range) != nil else { return }
    references += 1
    if references > ContactReference.countMax { throw ContactReference.tooMany }
  }

  private func readDouble(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    guard JSONScanner.kind(text, at) == .number else { throw wrongKind(text, at, "a number") }
    let start = at
    _ = JSONScanner.skipNumber(text, &at, end)
    guard let value = JSONNumber.double(text, start..<at) else { throw WireError(.invalid, "is too large a number") }
    if value.bitPattern == 0, field.label == .singular { return false }
    out.appendPresentField(field.number, value)
    return true
  }

  func wrongKind(_ text: Span<UInt8>, _ at: Int, _ expected: String) -> WireError {
    let kind = JSONScanner.kind(text, at)
    if kind == .null { return WireError(.invalid, "must be \(expected), not null: leave out what is not to be set") }
    return WireError(.invalid, "must be \(expected), not \(kind.words)")
  }
}

extension CalendarDate {
  /// Whether it is one of those that days may be, from 1900 to 2199: a bound beyond them is a time, which bounds nothing.
  fileprivate var isOfCompany: Bool { (1900...2199).contains(components.year) }
}
