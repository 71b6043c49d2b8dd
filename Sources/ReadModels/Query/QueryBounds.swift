/// How much a query may ask for beside what the schema says of its fields.
enum QueryBounds {
  /// Different words of the text of a search, none of which is the beginning of another.
  static let words = 16
}
