import Foundation

/// A file of the repository, and for Swift the same text with comments and string literals blanked out.
struct SourceFile: Sendable {
  /// The path from the repository's top.
  let path: String
  let lines: [Substring]
  /// The lines with every character of a comment or string literal replaced by a space.
  let code: [Substring]

  init(path: String, text: String) {
    self.path = path
    self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    self.code =
      path.hasSuffix(".swift") ? Self.blanked(text).split(separator: "\n", omittingEmptySubsequences: false) : []
  }

  /// The target that the file belongs to.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  var isGenerated: Bool { path.contains("/Generated/") }
  var isTest: Bool { path.hasPrefix("Tests/") }

  private enum Region {
    case code, lineComment, blockComment(depth: Int), string(hashes: Int, multiline: Bool)
  }

  /// Blanks comments and literals; an interpolation counts as part of its literal.
  private static func blanked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result = bytes
    var region = Region.code
    var index = 0
    func at(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    func blank(_ count: Int) {
      for offset in 0..<count where at(offset) != UInt8(ascii: "\n") && index + offset < bytes.count {
        result[index + offset] = UInt8(ascii: " ")
      }
      index += count
    }
    while index < bytes.count {
      switch region {
      case .code:
        (region, index) = Self.leaveCode(bytes, index)
      case .lineComment:
        if at(0) == UInt8(ascii: "\n") { region = .code }
        blank(1)
      case .blockComment(let depth):
        if at(0) == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
          region = depth == 1 ? .code : .blockComment(depth: depth - 1)
          blank(2)
        } else if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
          region = .blockComment(depth: depth + 1)
          blank(2)
        } else {
          blank(1)
        }
      case .string(let hashes, let multiline):
        let quotes = multiline ? 3 : 1
        let closes =
          (0..<quotes).allSatisfy { at($0) == UInt8(ascii: "\"") }
          && (0..<hashes).allSatisfy { at(quotes + $0) == UInt8(ascii: "#") }
        if closes {
          region = .code
          index += quotes + hashes
        } else {
          blank(at(0) == UInt8(ascii: "\\") && hashes == 0 ? 2 : 1)
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What begins at this place of the code, and where to go on.
  private static func leaveCode(_ bytes: [UInt8], _ index: Int) -> (Region, Int) {
    func at(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "/") { return (.lineComment, index) }
    if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") { return (.blockComment(depth: 0), index) }
    var hashes = 0
    while at(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard at(hashes) == UInt8(ascii: "\"") else { return (.code, index + max(1, hashes)) }
    let multiline = at(hashes + 1) == UInt8(ascii: "\"") && at(hashes + 2) == UInt8(ascii: "\"")
    return (.string(hashes: hashes, multiline: multiline), index + hashes + (multiline ? 3 : 1))
  }
}

/// The repository that this test was built from.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every text file under these folders (or the file of that name), in the order of their paths.
  static func files(_ places: [String], endings: [String]) -> [SourceFile] {
    places.flatMap { place -> [SourceFile] in
      let url = root.appendingPathComponent(place)
      var paths = [place]
      if url.hasDirectoryPath || (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true {
        let names = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        paths = names.sorted().map { "\(place)/\($0)" }
      }
      return paths.compactMap { path in
        guard endings.contains(where: path.hasSuffix),
          let text = try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        else { return nil }
        return SourceFile(path: path, text: text)
      }
    }
  }

  /// Written by people: generated files and the system library's header are left out.
  static let swift = files(["Sources", "Tests", "Package.swift"], endings: [".swift"]).filter { !$0.isGenerated }
  /// Everything that has words in it.
  static let texts =
    files(
      ["Sources", "Tests", "Docs", "config", ".ci", "Package.swift", "README.md"],
      endings: [".swift", ".proto", ".md", ".yaml", ".json", ".py", ".c", ".h", ".txt", ".csv", ".modulemap"])
    + files(["config", ".ci"], endings: [""]).filter { !$0.path.contains(".") || $0.path.hasPrefix(".ci/") }
}

/// A place that breaks a rule.
func finding(_ file: SourceFile, _ index: Int, _ what: String) -> String {
  "\(file.path):\(index + 1): \(what): \(file.lines[index].trimmingCharacters(in: .whitespaces).prefix(90))"
}
