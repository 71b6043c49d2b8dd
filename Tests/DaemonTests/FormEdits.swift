import Foundation
import TestSupport

/// A right request with one value at a time changed.
enum FormEdits {
  /// All of them, or a sample that differs from field to field.
  static func of(_ request: FormRequest, sampled: Bool) -> [FormRequest] {
    var random = SeededGenerator(seed: request.method.utf8.reduce(9_001) { $0 &* 31 &+ UInt64($1) })
    var edited: [FormRequest] = []
    for path in request.params.paths {
      let old = request.params.value(at: path)
      edited.append(FormRequest(method: request.method, params: request.params.setting(path, to: nil)))
      for new in others + values(like: old, &random) where !sampled || random.oneIn(20) {
        edited.append(FormRequest(method: request.method, params: request.params.setting(path, to: new)))
      }
    }
    let more = (request.params.members ?? []) + [(name: "surplus", value: JSONValue.null)]
    return edited + [FormRequest(method: request.method, params: .object(more))]
  }

  /// Of every kind.
  private static let others: [JSONValue] = [
    .null, .bool(true), .number("7"), .number("-1"), .number("0"), .number("1.5"), .number("2.0"), .number("1e3"),
    .number("99999999999999999999"), .number("4294967296"), .string(""), .string(" "), .string("x"), .array([]),
    .array([.string("x")]), .object([]),
  ]

  private static func values(like old: JSONValue?, _ random: inout SeededGenerator) -> [JSONValue] {
    switch old {
    case .string(let text): (texts + changes(of: text, &random)).map(JSONValue.string)
    case .number: numbers
    case .array(let elements):
      [.array(elements + elements), .array([JSONValue](repeating: elements.first ?? .null, count: 1_001))]
    default: []
    }
  }

  private static let numbers: [JSONValue] =
    [
      "1", "100", "101", "36500", "36501", "60000", "60001", "31622400", "31622401", "1000000000", "1000000001",
      "4294967295", "18446744073709551615", "18446744073709551616", "9223372036854775807", "-9223372036854775808",
    ].flatMap { [JSONValue.number($0), .string($0)] }
    + ["007", "-0", "+1", "1e3", "2.0", "1.", " 1", "0x1"].map(JSONValue.string)

  /// Texts that are right for some form and wrong for others.
  private static let texts: [String] = [
    // Lines and texts.
    "Ünder", "a\u{301}b", " padded ", "\u{200B}shown\u{FEFF}", "tab\tin", "line\nend", "\nends", "two\r\nlines\n",
    "\u{1}", "a\u{7F}b", "a\u{85}b", "a\u{2028}b", "\u{200D}", "\u{2800}", "\u{3164}\u{115F}", "\u{A0}\u{3000}", "½",
    String(repeating: "a", count: 64), String(repeating: "a", count: 65), String(repeating: "a", count: 128),
    String(repeating: "a", count: 129), String(repeating: "a", count: 200), String(repeating: "a", count: 201),
    String(repeating: "ä", count: 200), String(repeating: "ä", count: 201), String(repeating: "e\u{301}", count: 200),
    " " + String(repeating: "a", count: 200) + " ", String(repeating: "a", count: 500),
    String(repeating: "b", count: 501), String(repeating: "語", count: 64), String(repeating: "語", count: 65),
    String(repeating: "x", count: 65_536), String(repeating: "x", count: 65_537),
    // Words.
    "a-b_c", "-ab", "_ab", "Ab", "a b", "a.b", "*", "**", "0", "a\n", "élan",
    // Names of facts and fields, figures and what they are told apart by.
    "CallLogged", "callLogged", "ClockReset", "name", "givenName", "given_name", "phones", "value", "contact",
    "orders.count",
    "pipeline.weighted", "day", "day,owner", "owner,day", "owner,owner", "day,week", "owner,", ",owner",
    "direction,outcome",
    "stage,pipeline", "switch", "PERSON", "OUTBOUND", "DONE",
    // Ids.
    "contact_01h2xcejqtf2nbrexx3vqjhp41", "deal_01h2xcejqtf2nbrexx3vqjhp41", "contact_81h2xcejqtf2nbrexx3vqjhp41",
    "contact_01H2XCEJQTF2NBREXX3VQJHP41", "contact_01h2xcejqtf2nbrexx3vqjhp4", "contact_01h2xcejqtf2nbrexx3vqjhp411",
    "contact_01h2xcejqtf2nbrexx3vqjhpl1", "person_01h2xcejqtf2nbrexx3vqjhp41", "log_00000000000000000000000000",
    "01h2xcejqtf2nbrexx3vqjhp41", "contact_01h2xcejqtf2nbrexx3vqjhp41\n", " contact_01h2xcejqtf2nbrexx3vqjhp41",
    // Addresses.
    "a@b", "A.B+c@Example.org", " a@b.org ", "a@b.org\n", "@b.org", "a@", "a@b..org", "a@-b.org", "a@b-.org",
    "a b@c.org",
    "a@b@c.org", "a,b@c.org", "<a@b.org>", "a@b_c.org", "müller@exämple.org", "a\u{200B}@b.org",
    String(repeating: "a", count: 64) + "@b.org", String(repeating: "a", count: 65) + "@b.org",
    "a@" + String(repeating: "b", count: 63) + ".org", "a@" + String(repeating: "b", count: 64) + ".org",
    "a@" + [String](repeating: String(repeating: "b", count: 62), count: 4).joined(separator: "."),
    "a@" + [String](repeating: String(repeating: "b", count: 63), count: 4).joined(separator: "."),
    // Numbers of telephones, of the region GB where they have no +.
    "+442079460958", "+44 (0) 20 7946 0958", "(+44) 20-7946.0958", "020 7946 0958", "+49 30/1234567",
    "tel:+49-30-1234567",
    "callto:+4930123456", "+4930 1234567 ext. 12", "+49301234567x12", "+49301234567 #12", "+49301234567;ext=12",
    "+49301234567;isub=1", "+49301234567;foo=1", "+49301234567 ext 12345678", "+49301234567 extra", "+1234567",
    "+123456",
    "+123456789012345", "+1234567890123456", "+0123456789", "++491234567", "49+301234567", "+49 30 1234567 or 8",
    "phone",
    "+４９３０１２３４５６７", "+49\u{2011}30\u{2011}1234567", "\u{202A}+49301234567\u{202C}", "+4930123 4567\u{B}",
    // Regions and currencies.
    "GB", "gb", "ZZ", "GBR", "EUR", "eur", "EUX", "DEM", "XAU",
    // Amounts and quantities.
    "0.00", "00012.50", "12.", ".5", "12.500", "12.505", "-1", "+1", "1,000", "1e3", "1000000000000000",
    "1000000000000000.00", "1000000000000000.01", "1000000000000001", "999999999999999.99", "100000000000000000",
    "100000000000000001", "123456789012.123456", "1234567890123", "1.1234567", "1.1234560", "0000000000000.5", " 1",
    // Dates and times.
    "2026-01-31", "2026-02-29", "2028-02-29", "2000-02-29", "1900-02-29", "1900-01-01", "1899-12-31", "2199-12-31",
    "2200-01-01",
    "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "20260131", "0000-01-01", "0001-01-01", "9999-12-31",
    "2026-01-31 ",
    "2026-01-31T00:00:00Z", "2026-01-31t09:30:00.123456789z", "2026-01-31T09:30:00+02:00", "2026-01-31T01:00:00+01:00",
    "2026-01-31T00:00:00+01:00",
    "2026-01-31T24:00:00Z", "2026-01-31T23:59:60Z", "2026-01-31T09:30Z", "2026-01-31T09:30:00", "2026-01-31 09:30:00Z",
    "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00+0200", "2026-01-31T09:30:00+24:00", "1700-01-31T00:00:00Z",
    "2300-01-31T00:00:00Z", "2026-02-30T00:00:00Z",
    // What an answer gave, and what none did.
    "AgAAAAAAAAAA", "Ag==", "not a cursor", "----", "a+b/",
  ]

  /// The text with a character or two put in, left out or exchanged.
  private static func changes(of text: String, _ random: inout SeededGenerator) -> [String] {
    let alphabet = Array(" .-+_@/:,()0159aAzZéß\u{301}\u{200B}\n\u{0}\"\\")
    return (0..<12).map { _ in
      var characters = Array(text)
      for _ in 0...random.below(2) {
        let at = random.below(characters.count + 1)
        switch random.below(3) {
        case 0: characters.insert(alphabet[random.below(alphabet.count)], at: at)
        case 1 where at < characters.count: characters.remove(at: at)
        case 2 where at < characters.count: characters[at] = alphabet[random.below(alphabet.count)]
        default: break
        }
      }
      return String(characters)
    }
  }
}

/// A member of an object or an element of a list.
enum JSONStep {
  case member(String)
  case element(Int)
}

extension JSONValue {
  /// The ways to all values within.
  fileprivate var paths: [[JSONStep]] {
    let inner: [(JSONStep, JSONValue)] =
      (members ?? []).map { (.member($0.name), $0.value) } + (array ?? []).enumerated().map { (.element($0), $1) }
    return inner.flatMap { step, value in [[step]] + value.paths.map { [step] + $0 } }
  }

  fileprivate func value(at path: [JSONStep]) -> JSONValue? {
    path.reduce(self as JSONValue?) { value, step in
      switch step {
      case .member(let name): value?[name]
      case .element(let index): value?[index]
      }
    }
  }

  /// The value with another one in that place, or without one.
  fileprivate func setting(_ path: [JSONStep], to new: JSONValue?) -> JSONValue {
    guard let step = path.first else { return new ?? self }
    let rest = Array(path.dropFirst())
    switch (step, self) {
    case (.member(let name), .object(let members)):
      if rest.isEmpty, new == nil { return .object(members.filter { $0.name != name }) }
      return .object(
        members.map { $0.name == name ? (name: name, value: $0.value.setting(rest, to: new)) : $0 })
    case (.element(let index), .array(var elements)):
      if rest.isEmpty, new == nil {
        elements.remove(at: index)
      } else {
        elements[index] = elements[index].setting(rest, to: new)
      }
      return .array(elements)
    default: return self
    }
  }
}
