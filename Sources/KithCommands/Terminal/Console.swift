import Foundation
import Synchronization

/// Where results and messages go, and how: for a person at a terminal, or as JSON lines for a program.
final class Console: Sendable {
  /// What is written where.
  struct Style: Sendable {
    /// JSON lines instead of tables.
    var isJSON: Bool
    var hasColor: Bool
    /// Whether standard error is a terminal: progress is shown there.
    var showsProgress: Bool
    /// Columns of the terminal; nil: no limit.
    var width: Int?

    init(isJSON: Bool, hasColor: Bool, showsProgress: Bool, width: Int?) {
      self.isJSON = isJSON
      self.hasColor = hasColor
      self.showsProgress = showsProgress
      self.width = width
    }
  }

  let style: Style
  private let output: @Sendable (String) -> Void
  private let error: @Sendable (String) -> Void
  private let buffer = Mutex("")

  /// How many bytes of results are gathered before they are written.
  static let bufferBytes = 1 << 16

  /// `output` takes results, `error` everything else.
  init(style: Style, output: @escaping @Sendable (String) -> Void, error: @escaping @Sendable (String) -> Void) {
    self.style = style
    self.output = output
    self.error = error
  }

  /// The process's own standard output and error, in the style that the options, the environment and the terminal ask
  /// for.
  static func standard(json: Bool, noColor: Bool, environment: [String: String]) -> Console {
    let isTerminal = Terminal.isTerminal(1)
    let allowsColor = !noColor && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    let style = Style(
      isJSON: json || !isTerminal, hasColor: allowsColor && isTerminal, showsProgress: Terminal.isTerminal(2),
      width: isTerminal ? Terminal.width(environment: environment) : nil)
    return Console(style: style, output: { Terminal.write($0, to: 1) }, error: { Terminal.write($0, to: 2) })
  }

  /// Writes a line of results.
  func line(_ text: String) {
    let full: String? = buffer.withLock { buffer in
      buffer += text
      buffer += "\n"
      guard buffer.utf8.count >= Self.bufferBytes else { return nil }
      defer { buffer = "" }
      return buffer
    }
    if let full { output(full) }
  }

  /// Writes what is gathered.
  func flush() {
    let text = buffer.withLock { buffer in
      defer { buffer = "" }
      return buffer
    }
    if !text.isEmpty { output(text) }
  }

  /// Writes a line that is no result to standard error.
  func note(_ text: String) {
    flush()
    error(text + "\n")
  }

  /// Writes over the present line of standard error; only where progress is shown.
  func progress(_ text: String) {
    if style.showsProgress { error("\r\u{1B}[K" + text) }
  }

  /// The text in a style, where there is colour.
  func styled(_ text: String, _ ink: Ink) -> String {
    style.hasColor ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// How a text stands out.
  enum Ink: String, Sendable {
    case bold = "1"
    case dim = "2"
    case struck = "9"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }
}
