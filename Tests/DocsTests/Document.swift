import Foundation

/// A page of the documentation, as the commands in it and what they are said to print.
///
/// In a block marked `console` a line that begins with `$ ` is a command, the lines after it are its output. `...` as a
/// line stands for any lines, within a line for any text. A comment `<!-- $ command -->` is run and its output ignored:
/// it prepares what the page takes for granted. A block marked with a language and `file=NAME` is saved under that name
/// before what follows is run. In a block marked `socket` a line behind `> ` is sent, one behind `< ` is what is answered; lines
/// that begin with two spaces go on with the one before. All such blocks of a page are one connection.
struct Document: Sendable {
  let path: String
  let steps: [Step]
  /// Commands in blocks marked `sh`: run by the continuous integration and not here.
  let elsewhere: [String]

  enum Step: Sendable {
    case run(line: Int, command: String, output: [String])
    case prepare(line: Int, command: String)
    case save(name: String, text: String)
    case send(line: String)
    case receive(line: Int, text: String)
  }

  init(path: String, text: String) {
    self.path = path
    var steps: [Step] = []
    var elsewhere: [String] = []
    var block: (mark: String, start: Int, lines: [String])?
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        if let open = block {
          steps += Self.steps(mark: open.mark, start: open.start, lines: open.lines)
          if open.mark == "sh" { elsewhere += open.lines.filter { !$0.isEmpty } }
          block = nil
        } else {
          block = (String(line.dropFirst(3)), index + 1, [])
        }
      } else if block != nil {
        block?.lines.append(line)
      } else if line.hasPrefix("<!-- $ "), line.hasSuffix(" -->") {
        steps.append(.prepare(line: index + 1, command: String(line.dropFirst(7).dropLast(4))))
      }
    }
    self.steps = steps
    self.elsewhere = elsewhere
  }

  private static func steps(mark: String, start: Int, lines: [String]) -> [Step] {
    if let file = mark.firstMatch(of: /file=(\S+)/) {
      return [.save(name: String(file.output.1), text: lines.joined(separator: "\n") + "\n")]
    }
    if mark == "socket" { return conversation(start, lines) }
    guard mark == "console" else { return [] }
    var steps: [Step] = []
    var command: (line: Int, text: String)?
    var output: [String] = []
    func end() {
      if let command { steps.append(.run(line: command.line, command: command.text, output: output)) }
      output = []
    }
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        end()
        command = (start + index + 1, String(line.dropFirst(2)))
      } else if let open = command, open.text.hasSuffix("\\"), output.isEmpty {
        command?.text = String(open.text.dropLast()) + line.trimmingCharacters(in: .whitespaces)
      } else {
        output.append(line)
      }
    }
    end()
    return steps
  }

  /// What is said on a connection, line by line.
  private static func conversation(_ start: Int, _ lines: [String]) -> [Step] {
    var said: [(line: Int, text: String)] = []
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("  "), let last = said.indices.last {
        said[last].text += line.dropFirst(2)
      } else {
        said.append((start + index + 1, line))
      }
    }
    return said.map { line, text in
      let rest = String(text.dropFirst(2))
      return text.hasPrefix("> ") ? .send(line: rest) : .receive(line: line, text: rest)
    }
  }

  /// The repository's top.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// What stands on a page, named from the repository's top.
  static func text(_ path: String) -> String? {
    try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The README and every page under Docs.
  static let all: [Document] = {
    let pages = (try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Docs").path)) ?? []
    return (["README.md"] + pages.sorted().filter { $0.hasSuffix(".md") }.map { "Docs/" + $0 }).compactMap { path in
      text(path).map { Document(path: path, text: $0) }
    }
  }()
}

/// Whether an output is what the page says, but for what differs between runs.
enum Output {
  /// The lines with ids, times, digests and terminal colours made equal.
  static func normal(_ text: String) -> [String] {
    var text = text.replacing("\r\n", with: "\n").replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: "")
    // Of a line that was written over, as progress is, what was written last.
    text.replace(/[^\n\r]*\r/, with: "")
    text.replace(/\b(contact|deal|task|order|payment|campaign|pipeline|user|team|suppression)_[0-9a-hjkmnp-tv-z]{26}\b/)
    {
      "\($0.output.1)_ID"
    }
    text.replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?/, with: "TIME")
    // The day on which something is done, which the pages say was that one.
    for day in [Self.dayOfPages, Self.day(Date(timeIntervalSinceNow: -86_400)), Self.day(Date())] {
      text.replace(day, with: "TODAY")
    }
    text.replace(/\b([0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})\b/, with: "DIGEST")
    text.replace(/\b[0-9.,]+ (B|KiB|MiB|GiB|s|ms|µs)\b/, with: "MEASURE")
    text.replace(/"uid":\d+/, with: "UID")
    // How far read models are behind is a matter of the moment.
    text.replace(/(?m)^behind +.*$/, with: "behind LAG")
    for name in ["root", NSUserName()] {
      text.replace(/[A-Za-z0-9_.-]+/) { $0.output == name ? "USER" : String($0.output) }
    }
    text.replace(/[ \t]+/, with: " ")
    text.replace(/[─-]{3,}/, with: "---")
    var lines = text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    return lines
  }

  /// What the pages have for today.
  private static let dayOfPages = "2026-11-30"

  private static func day(_ time: Date) -> String { String(time.formatted(.iso8601).prefix(10)) }

  static func matches(_ actual: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return actual.isEmpty }
    if first == "..." {
      return (actual.startIndex...actual.endIndex).contains { matches(actual[$0...], expected.dropFirst()) }
    }
    guard let line = actual.first, same(line, first) else { return false }
    return matches(actual.dropFirst(), expected.dropFirst())
  }

  private static func same(_ line: String, _ expected: String) -> Bool {
    let parts = expected.components(separatedBy: "...")
    guard parts.count > 1 else { return line == expected }
    guard line.hasPrefix(parts[0]) else { return false }
    var rest = line.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.range(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }
}
