import Bytes
public import FactSchema
import SwiftProtobuf

/// What a fact says of its subject, field by field: two facts that touch no field in common can be recorded in either order,
/// by people who do not know of each other.
public struct FieldChanges: Sendable {
  /// A field that a fact sets, empties, or puts an entry into or takes it out of.
  public struct Touched: Sendable, Hashable {
    /// The field's name in JSON.
    public var field: String
    /// The entry, where only that is touched and not the whole list.
    public var entry: String?

    func meets(_ other: Touched) -> Bool {
      field == other.field && (entry == nil || other.entry == nil || entry == other.entry)
    }
  }

  /// What the fact is about, where its message says it.
  public private(set) var subject: SubjectID?
  /// What is touched, in the order of the message.
  public private(set) var touched: [Touched] = []
  private var values: [String: [String]] = [:]
  private var personal: Set<String> = []

  /// Those of a fact with that stored message; nil for one that does not say field by field what it changes.
  ///
  /// Linear in the message.
  public init?(_ type: FactType, message: [UInt8]) {
    guard type.changesFields else { return nil }
    self.init(ofAny: type, message: message)
  }

  /// The same of a fact of any type about a subject, that makes it too; nil for a message that is none.
  public init?(ofAny type: FactType, message: [UInt8]) {
    guard let kind = type.subjectKind else { return nil }
    let fields = type.message.fields
    // A list in a fact that cannot empty one, and makes nothing, names entries.
    let namesEntries = type.creates == nil && !fields.contains { $0.jsonName == "clear" }
    let bytes = message.span
    var reader = ProtobufReader(0..<bytes.count)
    while let field = reader.field(bytes) {
      guard let table = fields.first(where: { $0.number == Int(field.number) }) else { continue }
      let text = Self.text(table, field, bytes)
      if table.jsonName == kind.prefix {
        subject = text.flatMap { SubjectID($0) }
        continue
      }
      if table.jsonName == "clear" {
        if let text { touched.append(Touched(field: Self.jsonName(text, fields))) }
        continue
      }
      let isEntry = namesEntries && table.label == .repeated
      let mark = Touched(field: table.jsonName, entry: isEntry ? text : nil)
      if !touched.contains(mark) { touched.append(mark) }
      if let text { values[table.jsonName, default: []].append(text) }
    }
    guard reader.isAtEnd else { return nil }
    personal = Set(fields.filter(\.isPersonal).map(\.jsonName))
  }

  /// The first field that others touched as well.
  public func first(touchedBy others: FieldChanges) -> Touched? {
    touched.first { own in others.touched.contains { own.meets($0) } }
  }

  /// Whether the field is set or emptied as a whole.
  public func says(_ field: String) -> Bool { touched.contains { $0.field == field && $0.entry == nil } }

  /// What a field was set to, or the entries that were named of it.
  public func entries(of field: String) -> [String] { values[field] ?? [] }

  /// What a field was set to, as a line of text; nil where it was emptied.
  public func value(of field: String) -> String? { values[field]?.joined(separator: ", ") }

  /// Whether it is about a person.
  public func isPersonal(_ field: String) -> Bool { personal.contains(field) }

  /// `clear` may name a field as the .proto file does.
  private static func jsonName(_ name: String, _ fields: [FieldTable]) -> String {
    fields.first { $0.jsonName == name || $0.protoName == name }?.jsonName ?? name
  }

  private static func text(_ table: FieldTable, _ field: ProtobufField, _ bytes: Span<UInt8>) -> String? {
    let content = bytes.extracting(field.content)
    switch table.kind {
    case .string: return content.text
    case .message("Money"):
      guard let money = try? Money(serializedBytes: [UInt8](copying: content)) else { return nil }
      return "\(money.amount) \(money.currency)"
    case .timestamp:
      guard let time = try? Google_Protobuf_Timestamp(serializedBytes: [UInt8](copying: content)) else { return nil }
      return Instant(time)?.rfc3339
    case .uint32, .uint64: return String(field.value)
    case .int32, .int64: return String(Int64(bitPattern: field.value))
    case .bool: return field.value == 0 ? "false" : "true"
    case .enumeration(let name):
      let values = SchemaTables.factEnums.first { $0.name == name }?.values
      return values?.first { $0.number == Int(field.value) }?.name
    case .message("PostalAddress"):
      let address = try? PostalAddress(serializedBytes: [UInt8](copying: content))
      return address.map { address in
        let parts = address.lines + [address.postalCode, address.city, address.region, address.country]
        let text = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        return address.label.isEmpty ? text : "\(address.label): \(text)"
      }
    case .message("Handle"):
      let handle = try? Handle(serializedBytes: [UInt8](copying: content))
      return handle.map { "\($0.service): \($0.name)" }
    case .message("SourceID"):
      let id = try? SourceID(serializedBytes: [UInt8](copying: content))
      return id.map { "\($0.source): \($0.id)" }
    case .message, .double: return nil
    }
  }
}
