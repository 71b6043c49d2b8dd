import Schema

/// How protobuf's library writes the fields of one kind of fact: a set of field numbers for each rule, all below 64.
///
/// Numbers ascend, varints are as short as they can be, and what has its default is left out where its absence means the
/// same. Fields that hold messages belong to no set: what they hold is not looked at.
struct FactForm {
  /// Those that are sealed.
  private(set) var personal: UInt64 = 0
  private var texts: UInt64 = 0
  private var wholeNumbers: UInt64 = 0
  private var numbersOf32Bits: UInt64 = 0
  private var words: UInt64 = 0
  /// Those that are written though they have their default: optional ones, and each of several.
  private var kept: UInt64 = 0
  private var repeated: UInt64 = 0

  init(_ fields: [FieldTable]) {
    for field in fields {
      let bit: UInt64 = 1 << UInt64(field.number)
      if field.isPersonal { personal |= bit }
      if field.label != .singular { kept |= bit }
      if field.label == .repeated {
        repeated |= bit
        // Numbers would be packed.
        guard field.kind == .string else { continue }
      }
      switch field.kind {
      case .string: texts |= bit
      case .int64, .uint64: wholeNumbers |= bit
      case .uint32: numbersOf32Bits |= bit
      case .enumeration: words |= bit
      case .bool, .int32, .double, .timestamp, .message: break
      }
    }
  }

  /// Whether the field is sealed.
  func isPersonal(_ field: FieldScanner.Field) -> Bool {
    field.number < 64 && personal & (1 << field.number) != 0
  }

  /// Whether the library would write the field so, behind one of the number `previous`; false where that is not known.
  func isOwn(_ field: FieldScanner.Field, behind previous: UInt64) -> Bool {
    guard field.number < 64 else { return false }
    let bit: UInt64 = 1 << field.number
    guard field.number > previous || field.number == previous && repeated & bit != 0,
      field.value != 0 || kept & bit != 0
    else { return false }
    if texts & bit != 0 { return field.wireType == FieldScanner.delimited }
    guard field.wireType == FieldScanner.varint else { return false }
    if wholeNumbers & bit != 0 { return true }
    if numbersOf32Bits & bit != 0 { return field.value <= UInt64(UInt32.max) }
    return words & bit != 0 && Int32(exactly: Int64(bitPattern: field.value)) != nil
  }
}
