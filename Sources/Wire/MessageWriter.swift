import Bytes
import Descriptors

/// Writes one message: a first pass over its bytes notes where each field stands, a second goes through the fields in
/// the order of the schema. Fields may stand in any order, and more than once: the last counts, messages are merged. Where
/// `denied` names fields, personal ones are left out: what one may not see is not shown as empty.
///
/// Every function gives false when the bytes are not a message of the type; the caller takes back what was written.
struct MessageWriter {
  /// What the first pass knows of one field.
  private struct Slot {
    /// A varint, or a double's bits: the last one.
    var value: UInt64 = 0
    /// The content of the last length-delimited occurrence.
    var start: Int32 = 0
    var end: Int32 = 0
    /// Where the first occurrence's tag stands.
    var first: Int32 = 0
    var occurrences: Int32 = 0

    var content: Range<Int> { Int(start)..<Int(end) }

    mutating func note(_ content: Range<Int>) {
      start = Int32(truncatingIfNeeded: content.lowerBound)
      end = Int32(truncatingIfNeeded: content.upperBound)
    }
  }

  /// The largest message that is written: a position in it fits a slot.
  static let bytesMax = Int(Int32.max)

  /// How many fields of a message have their slots on the stack.
  private static let slotsOnStack = 40

  private let pool: DescriptorPool
  private let names: [UInt8]

  init(_ pool: DescriptorPool = .shared) {
    self.pool = pool
    names = pool.names
  }

  /// Appends the message of `bytes[range]`, of the type with this index, as a JSON object.
  func write(_ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, to out: inout [UInt8]) -> Bool {
    write(bytes, range, index, isDenied: false, to: &out)
  }

  /// The same; without its personal fields where these are denied.
  private func write(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: Int, isDenied: Bool, to out: inout [UInt8]
  ) -> Bool {
    let message = pool.messages[index]
    guard message.fieldCount > Self.slotsOnStack else {
      var slots: [40 of Slot] = .init(repeating: Slot())
      var span = slots.mutableSpan
      return write(bytes, range, message, isDenied, &span, to: &out)
    }
    var slots = [Slot](repeating: Slot(), count: message.fieldCount)
    var span = slots.mutableSpan
    return write(bytes, range, message, isDenied, &span, to: &out)
  }

  /// The same, with a slot for each field.
  private func write(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ message: MessageDescriptor, _ isDenied: Bool,
    _ slots: inout MutableSpan<Slot>, to out: inout [UInt8]
  ) -> Bool {
    guard note(bytes, range, message, &slots) else { return false }
    // What names the denied is the last of the fields, and left out where nothing is.
    let namesDenied = message.deniedOrder >= 0 && slots[message.deniedOrder].occurrences > 0
    let isDenied = isDenied || namesDenied
    let end = message.deniedOrder < 0 || namesDenied ? message.fieldCount : message.deniedOrder

    out.append(UInt8(ascii: "{"))
    var isFirst = true
    for order in 0..<end {
      let field = pool.fields[message.firstField + order]
      let slot = slots[order]
      if slot.occurrences == 0, !writesAbsent(field, message) { continue }
      if isDenied, field.isPersonal { continue }
      if field.kind == .enumeration, field.label == .singular, slot.value == 0 { continue }
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      if field.kind == .fact {
        guard writeFact(bytes, range, slot, field, isDenied, to: &out) else { return false }
        continue
      }
      out.append(names.span.extracting(field.nameStart - 1..<field.nameStart + field.nameCount + 2))
      if field.isObject {
        guard writeEntries(bytes, range, slot, field, to: &out) else { return false }
      } else if field.label == .repeated {
        guard writeList(bytes, range, slot, field, to: &out) else { return false }
      } else if slot.occurrences == 0 {
        writeDefault(field, to: &out)
      } else {
        guard writeValue(bytes, range, slot, field, to: &out) else { return false }
      }
    }
    out.append(UInt8(ascii: "}"))
    return true
  }

  /// The first pass: notes where each field of the message stands.
  private func note(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ message: MessageDescriptor, _ slots: inout MutableSpan<Slot>
  ) -> Bool {
    var reader = ProtobufReader(range)
    while !reader.isAtEnd {
      let tagStart = reader.index
      guard let tag = reader.tag(bytes) else { return false }
      let order = pool.order(ofNumber: tag.number, in: message)
      if order < 0 {
        guard reader.skip(tag.wireType, bytes) else { return false }
        continue
      }
      let field = pool.fields[message.firstField + order]
      var slot = slots[order]
      if slot.occurrences == 0 { slot.first = Int32(truncatingIfNeeded: tagStart) }
      slot.occurrences &+= 1
      if field.isDelimited {
        guard tag.wireType == .delimited, let content = reader.delimited(bytes) else {
          return false
        }
        slot.note(content)
      } else if field.kind == .double {
        guard tag.wireType == .fixed64, let bits = reader.fixed64(bytes) else { return false }
        slot.value = bits
      } else {
        guard tag.wireType == .varint, let value = reader.varint(bytes) else { return false }
        slot.value = value
      }
      slots[order] = slot
    }
    return true
  }

  /// Whether a field that the message does not hold is written all the same.
  private func writesAbsent(_ field: FieldDescriptor, _ message: MessageDescriptor) -> Bool {
    switch field.label {
    case .repeated: message.clearOrder < 0 && !field.isLeftOutEmpty
    case .singular: field.kind == .fact || (field.kind != .message && field.kind != .timestamp)
    case .optional: message.writesNull
    case .oneof: false
    }
  }

  private func writeDefault(_ field: FieldDescriptor, to out: inout [UInt8]) {
    if field.label == .optional {
      out.append(literal: "null")
      return
    }
    switch field.kind {
    case .bool: out.append(literal: "false")
    case .string: out.append(literal: "\"\"")
    case .int32, .int64, .uint32, .uint64, .double: out.append(UInt8(ascii: "0"))
    case .enumeration, .timestamp, .message, .fact: break
    }
  }

  private func writeValue(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ slot: Slot, _ field: FieldDescriptor, to out: inout [UInt8]
  ) -> Bool {
    switch field.kind {
    case .bool:
      if slot.value == 0 { out.append(literal: "false") } else { out.append(literal: "true") }
    case .int32: out.append(decimal: Int64(Int32(truncatingIfNeeded: slot.value)))
    case .int64: out.append(decimal: Int64(bitPattern: slot.value))
    case .uint32: out.append(decimal: UInt64(UInt32(truncatingIfNeeded: slot.value)))
    case .uint64: out.append(decimal: slot.value)
    case .double: JSONNumber.append(Double(bitPattern: slot.value), to: &out)
    case .string: return JSONString.append(bytes, slot.content, to: &out)
    case .enumeration:
      let number = Int32(truncatingIfNeeded: slot.value)
      if let value = pool.enumValue(number, in: field.target) {
        out.append(names.span.extracting(value.nameStart - 1..<value.nameStart + value.nameCount + 1))
      } else {
        out.append(decimal: Int64(number))
      }
    case .timestamp, .message:
      if slot.occurrences > 1, field.label != .repeated {
        let merged = merge(bytes, range, slot, field)
        return writeContent(merged.span, 0..<merged.count, field, to: &out)
      }
      return writeContent(bytes, slot.content, field, to: &out)
    case .fact: return false
    }
    return true
  }

  private func writeContent(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ field: FieldDescriptor, to out: inout [UInt8]
  ) -> Bool {
    if field.kind == .message { return write(bytes, range, field.target, to: &out) }
    guard let time = UnixTime(message: bytes.extracting(range)) else { return false }
    out.append(UInt8(ascii: "\""))
    guard time.appendRFC3339(to: &out) else { return false }
    out.append(UInt8(ascii: "\""))
    return true
  }

  /// Writes all occurrences of a repeated field, in their order.
  private func writeList(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ slot: Slot, _ field: FieldDescriptor, to out: inout [UInt8]
  ) -> Bool {
    out.append(UInt8(ascii: "["))
    var reader = ProtobufReader(Int(slot.first)..<range.upperBound)
    var left = slot.occurrences
    while left > 0 {
      guard let tag = reader.tag(bytes) else { return false }
      if tag.number != field.number {
        guard reader.skip(tag.wireType, bytes) else { return false }
        continue
      }
      var element = slot
      if field.isDelimited {
        guard let content = reader.delimited(bytes) else { return false }
        element.note(content)
      } else {
        guard let value = reader.varint(bytes) else { return false }
        element.value = value
      }
      if left < slot.occurrences { out.append(UInt8(ascii: ",")) }
      left -= 1
      guard writeValue(bytes, range, element, field, to: &out) else { return false }
    }
    out.append(UInt8(ascii: "]"))
    return true
  }

  /// Writes a list as an object: of each message's two texts the second as the value of the first.
  private func writeEntries(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ slot: Slot, _ field: FieldDescriptor, to out: inout [UInt8]
  ) -> Bool {
    let first = pool.messages[field.target].firstField
    let names = [pool.fields[first].number, pool.fields[first + 1].number]
    out.append(UInt8(ascii: "{"))
    var reader = ProtobufReader(Int(slot.first)..<range.upperBound)
    var left = slot.occurrences
    while left > 0 {
      guard let entry = reader.field(bytes) else { return false }
      guard entry.number == field.number else { continue }
      if left < slot.occurrences { out.append(UInt8(ascii: ",")) }
      left -= 1
      var parts = ProtobufReader(entry.content)
      var texts = [0..<0, 0..<0]
      while let part = parts.field(bytes) {
        if let place = names.firstIndex(of: part.number) { texts[place] = part.content }
      }
      guard JSONString.append(bytes, texts[0], to: &out) else { return false }
      out.append(UInt8(ascii: ":"))
      guard JSONString.append(bytes, texts[1], to: &out) else { return false }
    }
    out.append(UInt8(ascii: "}"))
    return true
  }

  /// Writes `"type":"CallLogged","data":{...}`. A fact that this version does not know has an empty type.
  private func writeFact(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ slot: Slot, _ field: FieldDescriptor, _ isDenied: Bool,
    to out: inout [UInt8]
  ) -> Bool {
    if slot.occurrences > 1 {
      let merged = merge(bytes, range, slot, field)
      return writeFactContent(merged.span, 0..<merged.count, isDenied, to: &out)
    }
    return writeFactContent(bytes, slot.content, isDenied, to: &out)
  }

  private func writeFactContent(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ isDenied: Bool, to out: inout [UInt8]
  ) -> Bool {
    let message = pool.messages[pool.factMessage]
    var reader = ProtobufReader(range)
    var found = -1
    var slot = Slot()
    while !reader.isAtEnd {
      let tagStart = reader.index
      guard let tag = reader.tag(bytes) else { return false }
      let order = pool.order(ofNumber: tag.number, in: message)
      if order < 0 {
        guard reader.skip(tag.wireType, bytes) else { return false }
        continue
      }
      guard tag.wireType == .delimited, let content = reader.delimited(bytes)
      else {
        return false
      }
      if order != found {
        found = order
        slot = Slot(first: Int32(truncatingIfNeeded: tagStart))
      }
      slot.occurrences &+= 1
      slot.note(content)
    }
    out.append(literal: "\"type\":")
    guard found >= 0 else {
      out.append(literal: "\"\",\"data\":{}")
      return true
    }
    let fact = pool.fields[message.firstField + found]
    out.append(names.span.extracting(fact.nameStart - 1..<fact.nameStart + fact.nameCount + 1))
    out.append(literal: ",\"data\":")
    guard slot.occurrences > 1 else { return write(bytes, slot.content, fact.target, isDenied: isDenied, to: &out) }
    let merged = merge(bytes, range, slot, fact)
    return write(merged.span, 0..<merged.count, fact.target, isDenied: isDenied, to: &out)
  }

  /// The contents of all occurrences of a field, one after the other: protobuf's way to merge messages.
  private func merge(_ bytes: Span<UInt8>, _ range: Range<Int>, _ slot: Slot, _ field: FieldDescriptor) -> [UInt8] {
    var merged: [UInt8] = []
    var reader = ProtobufReader(Int(slot.first)..<range.upperBound)
    while !reader.isAtEnd {
      guard let tag = reader.tag(bytes) else { break }
      if tag.number == field.number, let content = reader.delimited(bytes) {
        merged.append(bytes.extracting(content))
      } else if !reader.skip(tag.wireType, bytes) {
        break
      }
    }
    return merged
  }
}
