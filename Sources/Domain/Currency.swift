/// A currency of ISO 4217.
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The three letters as a number in base 26.
  private let index: UInt16

  /// The currency of three upper-case letters; nil when ISO 4217 has none. O(1), no allocation.
  public init?(_ code: String) {
    guard code.utf8.count == 3, let index = Self.index(code.utf8), Self.exponents[Int(index)] != Self.unknown else {
      return nil
    }
    self.index = index
  }

  /// How many decimal digits its minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
  public var exponent: Int { Int(Self.exponents[Int(index)]) }

  /// The three letters.
  public var description: String {
    let a = UInt8(ascii: "A")
    return String(
      decoding: [
        a + UInt8(truncatingIfNeeded: index / 676), a + UInt8(truncatingIfNeeded: index / 26 % 26),
        a + UInt8(truncatingIfNeeded: index % 26),
      ], as: UTF8.self)
  }

  /// By their letters.
  public static func < (a: Currency, b: Currency) -> Bool { a.index < b.index }

  /// How many minor units make one unit.
  public var minorUnitsPerUnit: Int64 {
    switch exponent {
    case 0: 1
    case 2: 100
    case 3: 1_000
    default: 10_000
    }
  }

  private static func index(_ letters: String.UTF8View) -> UInt16? {
    var index: UInt16 = 0
    for letter in letters {
      guard letter >= UInt8(ascii: "A"), letter <= UInt8(ascii: "Z") else { return nil }
      index = index * 26 + UInt16(letter - UInt8(ascii: "A"))
    }
    return index
  }

  private static let unknown = UInt8.max

  private static let exponents: [UInt8] = {
    var table = [UInt8](repeating: unknown, count: 26 * 26 * 26)
    for (exponent, codes) in codes {
      for code in codes.split(separator: " ") {
        if let index = index(String(code).utf8) { table[Int(index)] = exponent }
      }
    }
    return table
  }()

  /// The codes in use, and those that were withdrawn: facts are often older than that. ISO 4217 does not say the digits of
  /// withdrawn ones; they are as Java's table of currencies has them, and two where it has none.
  static let codes: [(exponent: UInt8, codes: String)] = current + withdrawn

  private static let current: [(exponent: UInt8, codes: String)] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY \
      COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS \
      INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR \
      MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
      STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ]

  private static let withdrawn: [(exponent: UInt8, codes: String)] = [
    (0, "ADP BEF BYB BYR ESP GRD ITL LUF MGF PTE ROL TPE TRL"),
    (
      2,
      """
      AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN BRR BUK CHC CSD \
      CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB FIM FRF GEK GHC GHP GNE GNS GQE GWE GWP HRD HRK IEP ILP ILR ISJ LAJ \
      LSM LTL LTT LUC LUL LVL LVR MAF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI PES PLZ RHD ROK RUR SDD \
      SDP SIT SKK SLL SRG STD SUR TJR TMM UAK UGS UGW USS UYN UYP VEB VEF VNC YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD \
      ZWL ZWN ZWR
      """
    ),
  ]
}
