import Yams

/// The keys that a config file sets, with their lines: what swift-configuration's reader does not tell.
struct ConfigFileKeys: Equatable {
  struct Entry: Equatable {
    var name: String
    var line: Int
    /// Whether its keys follow, or nothing does.
    var isSection: Bool
  }

  /// The keys in the file's order.
  private(set) var entries: [Entry] = []

  /// Reads the keys of `text`; the error says which line is no YAML or sets a key again.
  init(_ text: String, file: String) throws(SettingsError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw Self.refusal(error, file)
    }
    // Nothing but comments.
    guard let root, root.scalar?.string.isEmpty != true else { return }
    guard let keys = root.mapping else {
      throw SettingsError(
        place: Self.place(root.mark, file), key: "", expected: "expected `key: value`, indented with spaces")
    }
    try add(keys, under: "", file)
  }

  private mutating func add(_ keys: Node.Mapping, under prefix: String, _ file: String) throws(SettingsError) {
    for (key, value) in keys {
      guard let word = key.string, !word.isEmpty,
        word.utf8.allSatisfy({
          UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
        })
      else {
        throw SettingsError(
          place: Self.place(key.mark, file), key: "", expected: "expected a plain key before the colon")
      }
      let isSection = value.mapping != nil || value.scalar?.string.isEmpty == true
      entries.append(Entry(name: prefix + word, line: key.mark?.line ?? 0, isSection: isSection))
      if let keys = value.mapping { try add(keys, under: "\(prefix)\(word).", file) }
    }
  }

  private static func refusal(_ error: any Error, _ file: String) -> SettingsError {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      SettingsError(place: place(mark, file), key: "", expected: "is not YAML that can be read: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      SettingsError(place: place(context.mark, file), key: keys.first ?? "", expected: "is set twice")
    default: SettingsError(place: file, key: "", expected: "is not YAML that can be read")
    }
  }

  private static func place(_ mark: Mark?, _ file: String) -> String { mark.map { "\(file) line \($0.line)" } ?? file }

  /// Refuses a key that is none of these settings, naming the nearest one that is.
  func check(file: String, _ known: [SettingKey]) throws(SettingsError) {
    for entry in entries {
      if known.contains(where: { $0.name == entry.name }) { continue }
      let place = "\(file) line \(entry.line)"
      let isSection = known.contains { $0.name.hasPrefix(entry.name + ".") }
      if isSection || entry.name == SettingKey.definitions {
        if entry.isSection { continue }
        throw SettingsError(
          place: place, key: entry.name, expected: "is a section: its keys follow on lines of their own")
      }
      throw SettingsError.unknown(entry.name, place: place, among: known.map(\.name))
    }
  }

  /// The line that sets `name`, or nil.
  func line(of name: String) -> Int? { entries.first { $0.name == name }?.line }
}
