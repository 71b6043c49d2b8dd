import Bytes

/// In what two JSON texts differ: the values that are not the same in both, each with where it stands.
///
/// Both are known to be well-formed. Members of objects are compared by name. Entries of lists are compared by what names them,
/// such as their id, else by their places.
struct JSONDifferences {
  /// A value that differs; nil where there is none.
  struct Difference {
    var path: String
    var left: String?
    var right: String?
  }

  private let left: [UInt8]
  private let right: [UInt8]
  private let limit: Int
  /// Whether either goes on behind its page, so that what stands behind its last entry is not known.
  private var goesOn = (left: false, right: false)
  /// At most as many as was said, in the order of the left text and then of the right one.
  private(set) var found: [Difference] = []
  /// Whether there are more, or may be behind where a page ended.
  var hasMore: Bool { isFull || isCut }
  private var isFull = false
  private var isCut = false

  /// Compares two objects; the members of these that are named in `ignored` are not looked at.
  init(_ left: [UInt8], _ right: [UInt8], limit: Int, ignoring ignored: Set<String> = []) {
    self.left = left
    self.right = right
    self.limit = limit
    goesOn = (Self.goesOn(left), Self.goesOn(right))
    compareMembers(0..<left.count, 0..<right.count, "", ignoring: ignored)
  }

  /// By what the entries of a list are told apart, where each has all of these members and no other the same.
  private static let names: [[String]] = [
    ["id"], ["position"], ["at", "key"], ["task", "at"], ["at"], ["key"], ["stage", "enteredAt"], ["stage"],
    ["purpose", "channel"],
    ["currency"],
  ]

  private static func goesOn(_ text: [UInt8]) -> Bool {
    members(text.span, 0..<text.count).contains { $0.name == "cursor" }
  }

  // MARK: Comparing

  private mutating func compare(_ first: Range<Int>?, _ second: Range<Int>?, _ path: String) {
    guard !isFull, !isSame(first, second) else { return }
    guard let first, let second else { return note(first, second, path) }
    switch (JSONScanner.kind(left.span, first.lowerBound), JSONScanner.kind(right.span, second.lowerBound)) {
    case (.object, .object): compareMembers(first, second, path)
    case (.array, .array): compareEntries(first, second, path)
    default: note(first, second, path)
    }
  }

  private func isSame(_ first: Range<Int>?, _ second: Range<Int>?) -> Bool {
    guard let first, let second else { return first == nil && second == nil }
    return left[first].elementsEqual(right[second])
  }

  private mutating func note(_ first: Range<Int>?, _ second: Range<Int>?, _ path: String) {
    guard found.count < limit else { return isFull = true }
    found.append(
      Difference(
        path: path, left: first.map { String(decoding: left[$0], as: UTF8.self) },
        right: second.map { String(decoding: right[$0], as: UTF8.self) }))
  }

  private mutating func compareMembers(
    _ first: Range<Int>, _ second: Range<Int>, _ path: String, ignoring ignored: Set<String> = []
  ) {
    let (mine, theirs) = (Self.members(left.span, first), Self.members(right.span, second))
    let prefix = path.isEmpty ? "" : path + "."
    for (name, value) in mine where !ignored.contains(name) {
      compare(value, theirs.first { $0.name == name }?.value, prefix + name)
    }
    for (name, value) in theirs where !ignored.contains(name) && !mine.contains(where: { $0.name == name }) {
      compare(nil, value, prefix + name)
    }
  }

  private mutating func compareEntries(_ first: Range<Int>, _ second: Range<Int>, _ path: String) {
    let (mine, theirs) = (Self.entries(left.span, first), Self.entries(right.span, second))
    // Texts and numbers are told as one list.
    guard mine.isEmpty || JSONScanner.kind(left.span, mine[0].lowerBound) == .object,
      theirs.isEmpty || JSONScanner.kind(right.span, theirs[0].lowerBound) == .object
    else { return note(first, second, path) }
    for names in Self.names {
      guard let left = Self.named(left.span, mine, names), let right = Self.named(right.span, theirs, names) else {
        continue
      }
      let (mine, theirs) = (Dictionary(uniqueKeysWithValues: left), Dictionary(uniqueKeysWithValues: right))
      for (name, value) in known(left, in: theirs, path, otherGoesOn: goesOn.right) {
        compare(value, theirs[name], "\(path)[\(name)]")
      }
      for (name, value) in known(right, in: mine, path, otherGoesOn: goesOn.left) where mine[name] == nil {
        compare(nil, value, "\(path)[\(name)]")
      }
      return
    }
    if Self.isPage(path), goesOn.left || goesOn.right, mine.count != theirs.count {
      let count = min(mine.count, theirs.count)
      for place in 0..<count { compare(mine[place], theirs[place], "\(path)[\(place)]") }
      return isCut = true
    }
    for place in 0..<max(mine.count, theirs.count) {
      compare(
        place < mine.count ? mine[place] : nil, place < theirs.count ? theirs[place] : nil, "\(path)[\(place)]")
    }
  }

  /// The entries of which it is known whether the other answer has them: where its page ended before its list did, those up
  /// to the last one that it has too. The others may stand on its next page.
  private mutating func known(
    _ entries: [(name: String, value: Range<Int>)], in others: [String: Range<Int>], _ path: String, otherGoesOn: Bool
  ) -> ArraySlice<(name: String, value: Range<Int>)> {
    guard otherGoesOn, Self.isPage(path) else { return entries[...] }
    let end = entries.lastIndex { others[$0.name] != nil }.map { $0 + 1 } ?? 0
    if end < entries.count { isCut = true }
    return entries[..<end]
  }

  /// Whether a list is one of the answer itself.
  private static func isPage(_ path: String) -> Bool { !path.contains(".") && !path.contains("[") }

  // MARK: Reading

  /// The entries with what these members name them; nil where some are not named so, or two the same.
  private static func named(
    _ text: Span<UInt8>, _ entries: [Range<Int>], _ names: [String]
  ) -> [(name: String, value: Range<Int>)]? {
    var named: [(name: String, value: Range<Int>)] = []
    var seen: Set<String> = []
    for entry in entries {
      let members = members(text, entry)
      var parts: [String] = []
      for name in names {
        guard let value = members.first(where: { $0.name == name })?.value else { return nil }
        parts.append(word(text, value))
      }
      let name = parts.filter { $0 != "{}" }.joined(separator: " ")
      guard seen.insert(name).inserted else { return nil }
      named.append((name, entry))
    }
    return named
  }

  /// A value as it stands in a path.
  private static func word(_ text: Span<UInt8>, _ value: Range<Int>) -> String {
    guard JSONScanner.kind(text, value.lowerBound) == .string else { return string(text, value) }
    var content: [UInt8] = []
    JSONString.appendContent(text, value.lowerBound + 1..<value.upperBound - 1, to: &content)
    return String(decoding: content, as: UTF8.self)
  }

  private static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    String(decoding: [UInt8](copying: text.extracting(range)), as: UTF8.self)
  }

  private static func members(_ text: Span<UInt8>, _ object: Range<Int>) -> [(name: String, value: Range<Int>)] {
    var members: [(name: String, value: Range<Int>)] = []
    var at = object.lowerBound + 1
    while skipToNext("}", text, &at, object.upperBound) {
      let start = at + 1
      guard JSONScanner.skipString(text, &at, object.upperBound) else { break }
      let name = string(text, start..<at - 1)
      JSONScanner.skipSpace(text, &at, object.upperBound)
      _ = JSONScanner.skip(":", text, &at, object.upperBound)
      JSONScanner.skipSpace(text, &at, object.upperBound)
      guard let value = value(text, &at, object.upperBound) else { break }
      members.append((name, value))
    }
    return members
  }

  private static func entries(_ text: Span<UInt8>, _ list: Range<Int>) -> [Range<Int>] {
    var entries: [Range<Int>] = []
    var at = list.lowerBound + 1
    while skipToNext("]", text, &at, list.upperBound), let value = value(text, &at, list.upperBound) {
      entries.append(value)
    }
    return entries
  }

  /// Moves to the next member or entry; false at the end.
  private static func skipToNext(_ close: Unicode.Scalar, _ text: Span<UInt8>, _ at: inout Int, _ end: Int) -> Bool {
    JSONScanner.skipSpace(text, &at, end)
    if JSONScanner.skip(close, text, &at, end) { return false }
    if JSONScanner.skip(",", text, &at, end) { JSONScanner.skipSpace(text, &at, end) }
    return at < end
  }

  private static func value(_ text: Span<UInt8>, _ at: inout Int, _ end: Int) -> Range<Int>? {
    let start = at
    return JSONScanner.skipValue(text, &at, end, depth: 0) ? start..<at : nil
  }
}
