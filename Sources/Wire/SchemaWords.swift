import APISchema
import FactSchema

/// The words of the schema's enums, for sentences and schemas.
enum SchemaWords {
  /// The names that may be sent: all but the one that means nothing.
  static func of(enumeration index: Int) -> [String] { of(SchemaTables.enums[index]) }

  static func of(_ table: EnumTable) -> [String] { table.values.filter { $0.number != 0 }.map(\.name) }
}
