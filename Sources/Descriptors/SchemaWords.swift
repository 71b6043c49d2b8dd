import APISchema
package import FactSchema

/// The words of the schema's enums, for sentences and schemas.
package enum SchemaWords {
  /// The names that may be sent: all but the one that means nothing.
  package static func of(enumeration index: Int) -> [String] { of(SchemaTables.enums[index]) }

  package static func of(_ table: EnumTable) -> [String] { table.values.filter { $0.number != 0 }.map(\.name) }
}
