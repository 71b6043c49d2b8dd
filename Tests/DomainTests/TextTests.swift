@testable import Domain
import Testing

@Suite struct `E-mail addresses` {
  @Test(arguments: [
    ("ada@example.org", "ada@example.org"), ("  Ada.King@Example.ORG\n", "ada.king@example.org"), ("a+b@c", "a+b@c"),
    ("o'brien@x-y.ie", "o'brien@x-y.ie"), ("jose\u{301}@bu\u{308}cher.example", "jos\u{E9}@b\u{FC}cher.example"),
    ("JOSÉ@example.org", "jos\u{E9}@example.org"), ("ada\u{200B}@example.org", "ada@example.org"),
    ("\u{2068}ada@example.org\u{2069}", "ada@example.org"), ("ada@exam\u{AD}ple.org\u{FEFF}", "ada@example.org"),
    ("\u{202A}ada@example.org\u{202C}", "ada@example.org"), ("a\u{2060}da@example.org", "ada@example.org"),
  ])
  func `are looked up in lower case and NFC`(_ text: String, _ form: String) {
    #expect(EmailAddress.normalForm(text).map { Array($0.utf8) } == Array(form.utf8))
  }

  @Test(arguments: [
    "", "ada", "@example.org", "ada@", "a b@c", "a@b c", "a@@b", "a@-b", "a@b-", "a@b..c", "a@.b", "a@b.", "<a@b>",
    "a@[1.2.3.4]", "\"a\"@b", "a,b@c", "a@b_c", "a\u{0}@b", "a@b\u{0}", String(repeating: "a", count: 65) + "@b",
    "a@" + String(repeating: "b", count: 64),
    "a@" + Array(repeating: String(repeating: "b", count: 60), count: 5).joined(separator: "."),
  ])
  func `are not anything else`(_ text: String) { #expect(EmailAddress.normalForm(text) == nil) }
}

@Suite struct `Phones` {
  @Test(arguments: [
    ("+44 20 7946 0958", "", "+442079460958"), ("+44 (0)20 7946 0958", "", "+442079460958"),
    ("+1 (212) 555-0100 ext. 12", "", "+12125550100"), ("+1-212-555-0100x3", "", "+12125550100"),
    ("+1.212.555.0100 #7", "", "+12125550100"), ("\u{FF0B}49/30/123456", "", "+4930123456"),
    ("020 7946 0958", "GB", "+442079460958"), ("00 49 30 123456", "GB", "+4930123456"),
    ("212 555 0100", "US", "+12125550100"), ("1 212 555 0100", "US", "+12125550100"),
    ("011 44 20 7946 0958", "US", "+442079460958"), ("06 1234 5678", "IT", "+390612345678"),
    ("8 (495) 123-45-67", "RU", "+74951234567"), ("8 10 49 30 123456", "RU", "+4930123456"),
    ("06 20 123 4567", "HU", "+36201234567"), ("22 123 45 67", "DK", "+45221234567"),
    ("+1234567", "", "+1234567"), ("+123456789012345", "", "+123456789012345"),
    ("(+49) 30 1234567", "", "+49301234567"), ("+(49) 30 1234567", "", "+49301234567"),
    ("( +49 ) (0)30 1234567", "", "+49301234567"), ("[+49] 30 1234567", "", "+49301234567"),
    ("\u{202A}+49 30 1234567\u{202C}", "", "+49301234567"), ("\u{202D}030 1234567\u{202C}", "DE", "+49301234567"),
    ("+49\u{200B}30\u{2060}1234567\u{FEFF}", "", "+49301234567"),
    ("\u{2066}+49 30 1234567\u{2069}", "", "+49301234567"),
    ("tel:+49-30-1234567", "", "+49301234567"), ("TEL: +49 30 1234567", "", "+49301234567"),
    ("tel:030-1234567", "DE", "+49301234567"), ("tel:1234567;phone-context=+4930", "", "+49301234567"),
    ("tel:+1-555-123-4567;ext=12", "", "+15551234567"), ("+1 555 123 4567;ext=12", "", "+15551234567"),
    ("+1 555 123 4567 extn 12", "", "+15551234567"), ("+1 555 123 4567, ext. 12", "", "+15551234567"),
    ("tel:555-1234567;ext=1-2;phone-context=example.com", "US", "+15551234567"),
    ("\u{FF0B}\u{FF14}\u{FF19} 30 1234567", "", "+49301234567"), ("+٤٩ ٣٠ ١٢٣٤٥٦٧", "", "+49301234567"),
    ("+49\u{2009}30\u{2212}1234567", "", "+49301234567"),
  ])
  func `are looked up in E.164`(_ text: String, _ region: String, _ form: String) {
    #expect(PhoneNumber.normalForm(text, region: PhoneRegion(region)) == form)
  }

  @Test(arguments: [
    ("020 7946 0958", ""), ("", "GB"), ("+", "GB"), ("+123456", ""), ("+1234567890123456", ""), ("call me", "GB"),
    ("+44 20 7946 O958", ""), ("+0 20 7946 0958", ""), ("+44+20 7946 0958", ""), ("+44 20 7946 0958 ext", ""),
    ("+44 20 7946 0958 ext. 12345678", ""), ("tel:", "GB"), ("tel:+49 30 1234567;ext=", ""),
    ("+49 30 1234567;ext=x", ""), ("+49 30 1234567;what=1", ""), ("+49 30 1234567;", ""), ("++49 30 1234567", ""),
    ("tel:1234567;phone-context=example.com", ""), ("tel:1234567;phone-context=+x", ""), ("fax:+49 30 1234567", ""),
    ("0", "GB"), ("12", "GB"), ("00", "GB"), ("+44 20 7946 0958 est. 1", ""),
    ("+" + String(repeating: "1 ", count: 30), ""), ("+49 30 1234567" + String(repeating: " ", count: 51), ""),
  ])
  func `are not anything else`(_ text: String, _ region: String) {
    #expect(PhoneNumber.normalForm(text, region: PhoneRegion(region)) == nil)
  }

  @Test func `are completed for regions that exist`() {
    #expect(PhoneRegion("DE")?.callingCode == "49")
    #expect(PhoneRegion("IT")?.trunkPrefix == "")
    #expect(PhoneRegion("de") == nil)
    #expect(PhoneRegion("XX") == nil)
  }
}

@Suite struct `Words and texts` {
  @Test(arguments: ["a", "0", "a-b_c9", String(repeating: "a", count: 64)])
  func `have words of small letters, digits, _ and -`(_ text: String) { #expect(TextRules.isWord(text)) }

  @Test(arguments: ["", "A", "-a", "_a", "a b", "é", "a.b", String(repeating: "a", count: 65)])
  func `have no other words`(_ text: String) { #expect(!TextRules.isWord(text)) }

  @Test func `have ids of clients in printable ASCII`() {
    #expect(TextRules.isClientID("import 7: row ~!"))
    #expect(TextRules.isClientID(String(repeating: "x", count: 128)))
    for text in ["", "a\n", "é", "\u{7F}", String(repeating: "x", count: 129)] { #expect(!TextRules.isClientID(text)) }
  }

  @Test(arguments: [("  a ", "a"), ("a", "a"), ("\u{A0}\u{3000}é\t", "é"), (" ", ""), ("", ""), ("a b", "a b")])
  func `lose the white space around them`(_ text: String, _ trimmed: String) {
    #expect(TextRules.trimmed(text) == trimmed)
  }

  /// Plain text is looked at eight bytes at a time: each byte must be seen wherever it stands.
  @Test(arguments: 1..<20)
  func `are judged by each of their characters`(_ count: Int) {
    for filler in ["a", " "] {
      for place in 0..<count {
        for value in (0 as UInt8)..<0x80 {
          let character = Unicode.Scalar(value)
          let text =
            String(repeating: filler, count: place) + String(character)
            + String(repeating: filler, count: count - place - 1)
          let isControl = value < 0x20 || value == 0x7F
          let isBlank = text.allSatisfy { $0 == " " }
          #expect(
            TextRules.isLine(text, characters: count) == (!isControl && !isBlank), "\(value) at \(place) of \(count)")
          #expect(
            TextRules.isText(text) == (!isControl || "\t\n\r".unicodeScalars.contains(character)),
            "\(value) at \(place) of \(count)")
        }
      }
    }
  }

  @Test func `count characters of lines, not bytes`() {
    #expect(TextRules.isLine("éé", characters: 2))
    #expect(!TextRules.isLine("ééé", characters: 2))
    #expect(!TextRules.isLine("abc", characters: 2))
  }
}

@Suite struct `Text for searches` {
  @Test(arguments: [
    ("Ünïcode", "unicode"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("Łódź", "lodz"),
    ("Søren Ærø", "soren aero"),
    ("İstanbul", "istanbul"), ("ISIK", "isik"), ("ışık", "isik"), ("Ελλάς", "ελλασ"), ("ΕΛΛΆΣ", "ελλασ"),
    ("Ёлка", "елка"),
    ("ﾔﾏﾀﾞ", "ヤマタ\u{3099}"), ("ヤマダ", "ヤマタ\u{3099}"), ("ヤマタ\u{309B}", "ヤマタ\u{3099}"), ("ﾊﾟｰﾃｨ", "ハ\u{309A}ーティ"),
    ("ＡＤＡ　Ｌ", "ada l"), ("ﾡﾢ", "\u{3131}\u{3132}"), ("Love\u{AD}lace", "lovelace"), ("Ada\u{2060}", "ada"),
    ("Nguyễn", "nguyen"), ("ﬁn", "fin"), ("José", "jose"), ("Jose\u{301}", "jose"),
  ])
  func `is folded in case and accents`(_ text: String, _ folded: String) { #expect(SearchText.folded(text) == folded) }

  @Test(arguments: [
    (" Emmy  Noether", "emmy noether"), ("EMMY\u{A0}NOETHER ", "emmy noether"), ("Björn\u{3000} Ärger", "bjorn arger"),
    ("Ann\u{200B}Lee", "ann lee"), ("Ann\tLee", "ann lee"), ("Ada", "ada"), ("\u{300}", "\u{300}"), ("", ""),
  ])
  func `is folded as a whole name with its white space as one blank`(_ text: String, _ folded: String) {
    #expect(SearchText.foldedName(text) == folded)
  }

  @Test func `is the same however it was composed`() {
    for text in ["김민준", "がぎぐ", "Nguyễn", "Åse", "हिन्दी"] {
      let apart = String(String.UnicodeScalarView(UnicodeForms.decomposed(text)))
      #expect(Array(SearchText.folded(apart).utf8) == Array(SearchText.folded(text).utf8))
    }
  }

  @Test(
    arguments: [
      ("Ada  Lovelace", ["ada", "lovelace"]), ("O'Brien-Smith, Jr.", ["obrien", "smith", "jr"]),
      ("O’Brien", ["obrien"]),
      ("", []), ("--", []), ("3M (Deutschland) GmbH", ["3m", "deutschland", "gmbh"]), ("山田 太郎", ["山田", "太郎"]),
      ("a_b", ["a", "b"]), ("'Ada' B.'", ["ada", "b"]), ("R2-D2 ", ["r2", "d2"]), ("[`{@Z", ["z"]), ("हिन्दी", ["हिन्दी"]),
    ] as [(String, [String])])
  func `is split into words`(_ text: String, _ words: [String]) {
    #expect(SearchText.words(text) == words)
    // The same again where a letter is no byte.
    #expect(SearchText.words(text + " é") == words + ["e"])
  }
}

@Suite struct `Unicode's forms` {
  /// Source, NFC and NFD as hexadecimal scalars.
  static let cases = [
    ("1E0A", "1E0A", "0044 0307"), ("1E0A 0323", "1E0C 0307", "0044 0323 0307"),
    ("1E0A 0328", "1E0A 0328", "0044 0328 0307"), ("0044 0307 0323", "1E0C 0307", "0044 0323 0307"),
    ("00C8", "00C8", "0045 0300"), ("1E14", "1E14", "0045 0304 0300"),
    ("1E14 0304", "1E14 0304", "0045 0304 0300 0304"),
    ("212B", "00C5", "0041 030A"), ("0340", "0300", "0300"), ("0958", "0915 093C", "0915 093C"),
    ("AC00", "AC00", "1100 1161"), ("AC01", "AC01", "1100 1161 11A8"), ("1100 1161 11A8", "AC01", "1100 1161 11A8"),
    ("AC00 11A7", "AC00 11A7", "1100 1161 11A7"), ("1100 AC00 11A8", "1100 AC01", "1100 1100 1161 11A8"),
    ("0061 0315 0300 05AE 0062", "00E0 05AE 0315 0062", "0061 05AE 0300 0315 0062"),
    ("0061 05AE 0300 0301 0062", "00E0 05AE 0301 0062", "0061 05AE 0300 0301 0062"),
    ("1D15E", "1D157 1D165", "1D157 1D165"), ("2F800", "4E3D", "4E3D"),
    ("11099 05B0 110BA", "1109A 05B0", "11099 110BA 05B0"),
  ]

  func text(_ scalars: String) -> String {
    String(
      String.UnicodeScalarView(
        scalars.split(separator: " ").compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }))
  }

  @Test(arguments: cases)
  func `are composed and decomposed as the standard says`(_ source: String, _ nfc: String, _ nfd: String) {
    let decomposed = UnicodeForms.decomposed(text(source))
    #expect(decomposed == Array(text(nfd).unicodeScalars))
    #expect(Array(UnicodeForms.composed(text(source)).unicodeScalars) == Array(text(nfc).unicodeScalars))
    #expect(Array(UnicodeForms.composed(text(nfd)).unicodeScalars) == Array(text(nfc).unicodeScalars))
  }
}
