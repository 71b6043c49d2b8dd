import FactSchema

/// Random numbers that are the same on every machine: splitmix64.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  @inline(__always)
  mutating func roll() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 to below the bound.
  @inline(__always)
  mutating func roll(below bound: Int) -> Int { Int(truncatingIfNeeded: roll() % UInt64(bound)) }

  /// From 0 to below the bound, the low numbers far more often: life's heavy tail.
  @inline(__always)
  mutating func rollHeavyTailed(below bound: Int) -> Int {
    let share = Double(roll() >> 11) / 9_007_199_254_740_992
    return min(bound - 1, Int(Double(bound) * share * share))
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The made-up company: who its contacts are follows from their numbers alone.
enum People {
  static let given = """
    Ada Alan Amir Anna Aziz Bea Ben Bo Carl Chen Clara Dana Dev Dina Eli Ella Emil Eva Finn Gia Hana Hugo Ida Igor \
    Ines Ivan Jana Jon Jun Kai Kim Lara Lea Leo Lin Lola Luca Mara Max Maya Mia Milo Nico Nina Noa Nora Olga Omar \
    Otto Paul Petra Ravi Rosa Sam Sara Sven Tara Theo Tom Uma Vera Will Yara Zoe
    """.split(separator: " ").map(String.init)
  static let syllables = """
    ba be bi bo da de di do fa fe fi fo ga ge go ha he hi ho ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe \
    ra re ri ro sa se si so ta te to
    """.split(separator: " ").map(String.init)
  static let words = """
    customer asked about renewal pricing and wants a demo next week before the board meets to decide on budget follow \
    up with legal team regarding contract terms delivery schedule integration support onboarding plan quarterly \
    review went well they are happy with response times but need better reporting on usage
    """.split(separator: " ").map(String.init)

  /// Some kilobytes of office prose, to cut texts from.
  static let prose: [UInt8] = {
    var dice = Dice(seed: 7)
    var text = ""
    while text.utf8.count < 66_000 { text += words[dice.roll(below: words.count)] + " " }
    return Array(text.utf8)
  }()

  /// Milliseconds since 1970 of the first contact: 2025-01-01.
  static let firstDay = 1_735_689_600_000

  /// The id of the thing with that number: a UUIDv7 like the daemon's own, later numbers sorting later.
  static func id(_ kind: SubjectKind, _ number: Int) -> [UInt8] {
    let random = UInt128(Dice.mix(UInt64(number) &+ UInt64(kind.rawValue) << 56))
    let time = UInt128(firstDay + number / 16) << 80
    let low = UInt128(number % 16) << 72 | 0x7 << 76 | (random >> 2 & 0xFF) << 64
    let value = time | low | 0x8000_0000_0000_0000 | random & 0x3FFF_FFFF_FFFF_FFFF
    return Array(SubjectID(kind, value).description.utf8)
  }

  static func familyName(_ number: Int) -> String {
    let r = Int(truncatingIfNeeded: Dice.mix(UInt64(number) &* 31 &+ 1) >> 8)
    let name = syllables[r % 48] + syllables[(r >> 8) % 48] + syllables[(r >> 16) % 48]
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  static func name(_ number: Int) -> String {
    given[Int(truncatingIfNeeded: Dice.mix(UInt64(number)) % 64)] + " " + familyName(number)
  }

  /// A piece of prose of that many bytes.
  @inline(__always)
  static func text(_ dice: inout Dice, bytes: Int) -> ArraySlice<UInt8> {
    let start = dice.roll(below: 65_000 - bytes)
    return prose[start..<(start + bytes)]
  }
}
