import Domain

/// How long what a query asks for may be: as long as what it is compared with, so that nothing is asked in vain.
enum QueryBounds {
  /// Of the text of a search.
  static let textCharacters = Bounds.nameCharacters
  /// Different words of it, none of which is the beginning of another.
  static let words = 16
  /// Of a metric's `by`, and of its `from` and `to`.
  static let wordsBytes = 256
}
