/// The keys that a config file sets, with their lines: what swift-configuration's reader does not tell.
///
/// The file is YAML written plainly: one key a line, nested by indentation with spaces, lists in brackets on one line
/// or as lines with `-`.
struct ConfigFileKeys: Equatable {
  struct Entry: Equatable {
    var name: String
    var line: Int
    /// False for a section, and for a list whose items follow.
    var hasValue: Bool
  }

  /// The keys in the file's order.
  private(set) var entries: [Entry] = []

  /// Reads the keys of `text`; the error says which line is not written plainly or sets a key again.
  init(_ text: String, file: String) throws(SettingsError) {
    var open: [(indentation: Int, name: String)] = []
    var number = 0
    for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      number += 1
      let indentation = raw.prefix { $0 == " " }.count
      let content = raw.dropFirst(indentation)
      if content.isEmpty || content.first == "#" || content.first == "-" || content == "..." { continue }
      let place = "\(file) line \(number)"
      guard let colon = content.firstIndex(of: ":") else {
        throw SettingsError(place: place, key: "", expected: "expected `key: value`, indented with spaces")
      }
      let key = content[..<colon]
      guard !key.isEmpty, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
        throw SettingsError(place: place, key: "", expected: "expected a plain key before the colon")
      }
      while let last = open.last, last.indentation >= indentation { open.removeLast() }
      let name = (open.last.map { $0.name + "." } ?? "") + key
      let value = content[content.index(after: colon)...].drop { $0 == " " }
      if value.first == "{" {
        throw SettingsError(place: place, key: name, expected: "must be written with one key a line, not in braces")
      }
      if entries.contains(where: { $0.name == name }) {
        throw SettingsError(place: place, key: name, expected: "is set twice")
      }
      open.append((indentation, name))
      entries.append(Entry(name: name, line: number, hasValue: !value.isEmpty && value.first != "#"))
    }
  }

  /// Refuses a key that is none of these settings, naming the nearest one that is.
  func check(file: String, _ known: [SettingKey]) throws(SettingsError) {
    for entry in entries {
      if known.contains(where: { $0.name == entry.name }) { continue }
      let place = "\(file) line \(entry.line)"
      let isSection = known.contains { $0.name.hasPrefix(entry.name + ".") }
      if isSection || entry.name == SettingKey.definitions {
        guard entry.hasValue else { continue }
        throw SettingsError(
          place: place, key: entry.name, expected: "is a section: its keys follow on lines of their own")
      }
      throw SettingsError.unknown(entry.name, place: place, among: known.map(\.name))
    }
  }

  /// The line that sets `name`, or nil.
  func line(of name: String) -> Int? { entries.first { $0.name == name }?.line }
}
