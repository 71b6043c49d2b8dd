/// A setting that cannot be used: where it was found, which key, what was expected.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// A file (and line), an environment variable or a flag.
  public var place: String
  /// The setting that is wrong.
  public var key: String
  /// The rest of the sentence.
  public var expected: String

  /// A setting that is not as expected, and where it was given.
  public init(place: String, key: String, expected: String) {
    self.place = place
    self.key = key
    self.expected = expected
  }

  public var description: String {
    key.isEmpty ? "\(place): \(expected)." : "\(place): `\(key)` \(expected)."
  }
}
