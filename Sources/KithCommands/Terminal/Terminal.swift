import Foundation

/// The terminal that the process has, if it has one.
enum Terminal {
  /// Whether that file descriptor is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The columns of the terminal on standard output; `COLUMNS` where it does not say; at least 40.
  static func width(environment: [String: String]) -> Int {
    var size = winsize()
    if unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return max(40, Int(size.ws_col)) }
    return max(40, environment["COLUMNS"].flatMap { Int($0) } ?? 80)
  }

  /// Writes all of the text. A reader that has gone away has what it wanted: the process ends with status 0.
  static func write(_ text: String, to descriptor: Int32) {
    do { try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(text.utf8)) } catch {
      exit(0)
    }
  }
}

/// How much room a text takes on a terminal, and how it is made to fit.
enum DisplayText {
  /// Columns that the text takes: two for wide characters, none for marks that combine.
  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

  /// The text without what would steer the terminal: control characters become spaces or a sign.
  static func safe(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: result += " "
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text cut to that many columns, with a sign that it was.
  static func cut(_ text: String, to width: Int) -> String {
    guard Self.width(text) > width else { return text }
    var result = ""
    var taken = 0
    for character in text {
      let next = Self.width(character)
      if taken + next > width - 1 { break }
      result.append(character)
      taken += next
    }
    return width > 0 ? result + "…" : ""
  }

  /// The text with spaces around it up to that many columns.
  static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - Self.width(text)))
    return right ? space + text : text + space
  }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.isASCII { return 1 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
