public import FactSchema

extension Method {
  /// All that a caller must be permitted to do.
  public var needs: Permissions { Self.needed[rawValue] }

  private static let needed = SchemaTables.request.needsByNumber
}
