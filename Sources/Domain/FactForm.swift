import Bytes
import FactSchema

/// How protobuf's library writes the fields of one kind of fact.
///
/// Numbers ascend, varints are as short as they can be, and what has its default is left out where its absence means the
/// same. What fields that hold messages hold is not looked at.
struct FactForm {
  private struct Rules: OptionSet {
    let rawValue: UInt8

    /// It is sealed.
    static let personal = Rules(rawValue: 1)
    static let text = Rules(rawValue: 2)
    static let wholeNumber = Rules(rawValue: 4)
    static let numberOf32Bits = Rules(rawValue: 8)
    static let word = Rules(rawValue: 16)
    /// It is written though it has its default: an optional one, and each of several.
    static let kept = Rules(rawValue: 32)
    static let repeated = Rules(rawValue: 64)
  }

  /// By the field's number; none for a number that no field has.
  private let rules: [Rules]
  /// Whether any field is sealed.
  let hasPersonal: Bool
  /// The names of those that are, by their numbers.
  private let personal: [(number: UInt64, name: String)]

  init(_ fields: [FieldTable]) {
    var rules = [Rules](repeating: [], count: (fields.map(\.number).max() ?? -1) + 1)
    for field in fields { rules[field.number] = Self.rules(of: field) }
    self.rules = rules
    personal = fields.filter(\.isPersonal).map { (UInt64($0.number), $0.jsonName) }.sorted { $0.0 < $1.0 }
    hasPersonal = !personal.isEmpty
  }

  private static func rules(of field: FieldTable) -> Rules {
    var rules: Rules = field.isPersonal ? .personal : []
    if field.label != .singular { rules.insert(.kept) }
    if field.label == .repeated {
      rules.insert(.repeated)
      // Numbers would be packed.
      guard field.kind == .string else { return rules }
    }
    switch field.kind {
    case .string: rules.insert(.text)
    case .int64, .uint64: rules.insert(.wholeNumber)
    case .uint32: rules.insert(.numberOf32Bits)
    case .enumeration: rules.insert(.word)
    case .bool, .int32, .double, .timestamp, .message: break
    }
    return rules
  }

  private func rules(of field: ProtobufField) -> Rules {
    field.number < UInt64(rules.count) ? rules[Int(truncatingIfNeeded: field.number)] : []
  }

  /// Whether the field is sealed.
  func isPersonal(_ field: ProtobufField) -> Bool { rules(of: field).contains(.personal) }

  /// The names of the sealed fields that a message has, in the order of their numbers.
  func personalFields(in message: [UInt8]) -> [String] {
    var numbers: Set<UInt64> = []
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) { if isPersonal(field) { numbers.insert(field.number) } }
    return personal.filter { numbers.contains($0.number) }.map(\.name)
  }

  /// Whether the library would write the field so, behind one of the number `previous`; false where that is not known.
  func isCanonical(_ field: ProtobufField, behind previous: UInt64) -> Bool {
    let rules = rules(of: field)
    guard field.number > previous || field.number == previous && rules.contains(.repeated),
      field.isShortest, field.value != 0 || !field.content.isEmpty || rules.contains(.kept)
    else { return false }
    if rules.contains(.text) { return field.wireType == .delimited }
    guard field.wireType == .varint else { return false }
    if rules.contains(.wholeNumber) { return true }
    if rules.contains(.numberOf32Bits) { return field.value <= UInt64(UInt32.max) }
    return rules.contains(.word) && Int32(exactly: Int64(bitPattern: field.value)) != nil
  }
}
