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

extension SettingsError {
  /// A key that is no setting, with the nearest of those that are.
  static func unknown(_ key: String, place: String, among names: [String]) -> SettingsError {
    SettingsError(place: place, key: key, expected: "is not a setting\(nearest(to: key, among: names))")
  }

  /// The end of a sentence on a word that is none of these.
  static func nearest(to word: String, among words: [String]) -> String {
    let near = words.min { distance($0, word) < distance($1, word) }
    return near.map { "; the nearest is `\($0)`" } ?? ""
  }
}

/// How many letters must change, come or go to make one name of the other, letter case aside.
private func distance(_ a: String, _ b: String) -> Int {
  let a = Array(a.lowercased())
  let b = Array(b.lowercased())
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let above = row[j + 1]
      row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.count]
}
