import Wire

/// What can be called.
enum MethodNames {
  /// The methods, then the facts.
  static let all = MethodCatalogue.names
}
