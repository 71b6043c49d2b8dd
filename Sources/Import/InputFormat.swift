/// How the text of a file is cut into rows and fields.
package struct InputFormat: Sendable, Equatable {
  package var separator: Separator
  /// The byte that may open and close a field; nil: no field is quoted.
  package var quote: UInt8?
  /// Whether the first row names the columns.
  package var hasHeader: Bool
  /// The columns' names; they win over the header's. Needed where there is no header.
  package var columns: [String]?
  package var encoding: TextEncoding
  /// How many lines stand before the header or, without one, before the first row.
  package var linesSkipped: Int

  package init(
    separator: Separator = .byte(UInt8(ascii: ",")), quote: UInt8? = UInt8(ascii: "\""), hasHeader: Bool = true,
    columns: [String]? = nil, encoding: TextEncoding = .utf8, linesSkipped: Int = 0
  ) {
    self.separator = separator
    self.quote = quote
    self.hasHeader = hasHeader
    self.columns = columns
    self.encoding = encoding
    self.linesSkipped = linesSkipped
  }

  /// The longest row, in bytes. A quote that is never closed is noticed after at most that many.
  package static let rowBytesMax = 1 << 20
  /// The most lines that may stand before the header.
  static let linesSkippedMax = 1000

  /// What stands between two fields.
  package enum Separator: Sendable, Equatable {
    case byte(UInt8)
    /// Any number of spaces and tabs; those around a row are ignored.
    case whitespace

    /// Those that a file may have in place of the one that a mapping says.
    static let common: [Separator] = [",", ";", "\t", "|"].map { .byte(UInt8(ascii: $0)) } + [.whitespace]

    /// As a mapping names it.
    var name: String {
      switch self {
      case .byte(UInt8(ascii: "\t")): "tab"
      case .byte(let byte): "'\(Character(Unicode.Scalar(byte)))'"
      case .whitespace: "whitespace"
      }
    }

    @inline(__always)
    func matches(_ byte: UInt8) -> Bool {
      switch self {
      case .byte(let separator): byte == separator
      case .whitespace: byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
      }
    }
  }
}

/// What a row's bytes mean.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case latin1 = "latin1"
  case windows1252 = "windows-1252"

  /// The text; nil when these bytes are none in this encoding.
  func decode(_ bytes: [UInt8]) -> String? {
    switch self {
    case .utf8: return String(validating: bytes, as: UTF8.self)
    case .latin1:
      var text = String.UnicodeScalarView()
      text.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
      return String(text)
    case .windows1252:
      var text = String.UnicodeScalarView()
      for byte in bytes {
        guard let scalar = Self.windows1252Scalar(byte) else { return nil }
        text.append(scalar)
      }
      return String(text)
    }
  }

  private static func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar? {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    let value = windows1252Upper[Int(byte) - 0x80]
    return value == 0 ? nil : Unicode.Scalar(value)
  }

  /// What 0x80 to 0x9F mean; 0 is nothing.
  private static let windows1252Upper: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
  ]
}
