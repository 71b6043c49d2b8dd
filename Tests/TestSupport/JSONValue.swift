/// JSON read the plain and slow way, to hold other readers against.
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// As it was written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order of the text.
  case object([(name: String, value: JSONValue)])

  public static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.string(let x), .string(let y)): x == y
    case (.array(let x), .array(let y)): x == y
    case (.object(let x), .object(let y)):
      x.count == y.count && x.allSatisfy { member in y.contains { $0.name == member.name && $0.value == member.value } }
    default: false
    }
  }

  /// The member of that name of an object, or nil.
  public subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members.first { $0.name == name }?.value } else { nil }
  }

  /// The element of a list, or nil.
  public subscript(_ index: Int) -> JSONValue? {
    if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var int: Int? { if case .number(let text) = self { Int(text) } else { nil } }
  public var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
  public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  public var members: [(name: String, value: JSONValue)]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Reads one value; nil when the text is not JSON, or nested deeper than `depth`.
  public init?(_ text: String, depth: Int = 64) { self.init(bytes: Array(text.utf8), depth: depth) }

  public init?(bytes: [UInt8], depth: Int = 64) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var parser = Parser(text: Array(text.unicodeScalars))
    parser.skipSpace()
    guard let value = parser.value(depth), parser.skipSpace(), parser.at == parser.text.count else { return nil }
    self = value
  }

  private struct Parser {
    var text: [Unicode.Scalar]
    var at = 0

    var current: Unicode.Scalar? { at < text.count ? text[at] : nil }

    @discardableResult
    mutating func skipSpace() -> Bool {
      while let scalar = current, [" ", "\t", "\n", "\r"].contains(scalar) { at += 1 }
      return true
    }

    mutating func take(_ word: String) -> Bool {
      let scalars = Array(word.unicodeScalars)
      guard text[at...].starts(with: scalars) else { return false }
      at += scalars.count
      return true
    }

    mutating func value(_ depth: Int) -> JSONValue? {
      if take("null") { return .null }
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if current == "\"" { return string().map(JSONValue.string) }
      if take("[") { return depth > 0 ? array(depth - 1) : nil }
      if take("{") { return depth > 0 ? object(depth - 1) : nil }
      return number()
    }

    mutating func array(_ depth: Int) -> JSONValue? {
      var elements: [JSONValue] = []
      skipSpace()
      if take("]") { return .array([]) }
      while true {
        skipSpace()
        guard let element = value(depth) else { return nil }
        elements.append(element)
        skipSpace()
        if take("]") { return .array(elements) }
        guard take(",") else { return nil }
      }
    }

    mutating func object(_ depth: Int) -> JSONValue? {
      var members: [(name: String, value: JSONValue)] = []
      skipSpace()
      if take("}") { return .object([]) }
      while true {
        skipSpace()
        guard let name = string() else { return nil }
        skipSpace()
        guard take(":") else { return nil }
        skipSpace()
        guard let value = value(depth) else { return nil }
        members.append((name, value))
        skipSpace()
        if take("}") { return .object(members) }
        guard take(",") else { return nil }
      }
    }

    mutating func digits() -> Bool {
      let start = at
      while let scalar = current, ("0"..."9").contains(scalar) { at += 1 }
      return at > start
    }

    mutating func number() -> JSONValue? {
      let start = at
      _ = take("-")
      if !take("0"), !digits() { return nil }
      if take("."), !digits() { return nil }
      if take("e") || take("E") {
        if !take("+") { _ = take("-") }
        if !digits() { return nil }
      }
      var written = String.UnicodeScalarView()
      written.append(contentsOf: text[start..<at])
      return .number(String(written))
    }

    mutating func string() -> String? {
      guard take("\"") else { return nil }
      var units: [UInt16] = []
      while let scalar = current {
        at += 1
        if scalar == "\"" { return String(validating: units, as: UTF16.self) }
        if scalar.value < 0x20 { return nil }
        guard scalar == "\\" else {
          units.append(contentsOf: UTF16.encode(scalar) ?? .init())
          continue
        }
        guard let kind = current else { return nil }
        at += 1
        switch kind {
        case "\"", "\\", "/": units.append(UInt16(kind.value))
        case "b": units.append(8)
        case "f": units.append(12)
        case "n": units.append(10)
        case "r": units.append(13)
        case "t": units.append(9)
        case "u":
          guard at + 4 <= text.count else { return nil }
          let digits = text[at..<at + 4].map { Character($0) }
          guard digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let unit = UInt16(String(digits), radix: 16) else {
            return nil
          }
          units.append(unit)
          at += 4
        default: return nil
        }
      }
      return nil
    }
  }
}
