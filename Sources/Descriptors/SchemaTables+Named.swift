import APISchema
package import FactSchema

extension SchemaTables {
  /// The message of that name, without the package.
  package static func message(named name: String) -> MessageTable? { messages.first { $0.name == name } }

  /// The enum of that name, without the package.
  package static func enumeration(named name: String) -> EnumTable? { enums.first { $0.name == name } }
}
