public import FactSchema
import RowSchema

extension SchemaTables {
  /// Every message of the schema.
  public static let messages: [MessageTable] = factMessages + rowMessages + apiMessages
  /// Every enum of the schema.
  public static let enums: [EnumTable] = factEnums + rowEnums + apiEnums
}
