/// A time zone by the rules of IANA's tz database as this release knows them, so that every machine gives the same answer; or
/// an offset from UTC.
///
/// Times are in seconds since 1970 in UTC; a time as clocks show it is written as if they showed UTC. What is later than the
/// table knows goes by the rule that holds at its end.
public struct Zone: Sendable, Hashable {
  /// Coordinated universal time: what holds where no zone is named.
  public static let utc = Zone(name: "UTC", rules: ZoneRules(fixed: 0))

  /// The release of the tz database, such as `2026a`.
  public static let release = ZoneTable.release

  /// The names that the database has, in their order.
  public static var names: [String] { ZoneTable.zones.keys.sorted() }

  /// As the database writes it, such as `Europe/Berlin`, or an offset such as `+01:00`.
  public let name: String
  private let rules: ZoneRules

  private init(name: String, rules: ZoneRules) {
    self.name = name
    self.rules = rules
  }

  /// The zone of that name, or the one that is that far from UTC: `Z`, or hours and minutes such as `-03:30`, to 14 hours. Nil
  /// where there is none. Constant time, once the table is read.
  public init?(_ text: String) {
    if let rules = ZoneTable.zones[text] {
      self.init(name: text, rules: rules)
    } else if let offset = Self.offset(text.utf8.span) {
      self.init(name: text, rules: ZoneRules(fixed: offset))
    } else {
      return nil
    }
  }

  /// The zone whose clocks are always so many minutes ahead of UTC.
  public init(minutes: Int) {
    let (hours, rest) = (abs(minutes) / 60, abs(minutes) % 60)
    let digits = [hours / 10, hours % 10, rest / 10, rest % 10].map(String.init)
    self.init(
      name: "\(minutes < 0 ? "-" : "+")\(digits[0])\(digits[1]):\(digits[2])\(digits[3])",
      rules: ZoneRules(fixed: Int64(minutes) * 60))
  }

  /// Names for one that was mistyped: those of the same place, or with its first letters, whatever their case; at most three.
  public static func names(like text: String) -> [String] {
    let place = text.lowercased().split(separator: "/").last ?? ""
    guard place.utf8.count >= 3 else { return [] }
    let names = Self.names.map { (name: $0, folded: $0.lowercased()) }
    let same = names.filter { $0.folded == place || $0.folded.hasSuffix("/" + place) }
    let alike = same.isEmpty ? names.filter { $0.folded.contains(place.prefix(4)) } : same
    return alike.prefix(3).map(\.name)
  }

  /// Whether it is UTC at all times.
  public var isUTC: Bool { rules.isUTC }

  /// How far its clocks are ahead of UTC at a time, in seconds. Logarithmic in the changes of its rules.
  public func offset(at time: Int64) -> Int64 { rules.offset(at: time) }

  /// How far ahead of UTC its clocks are when they show that: for the first time, where they do so twice, and as before the
  /// change, where they leave it out (RFC 5545, 3.3.5).
  public func offset(ofLocal local: Int64) -> Int64 { rules.offset(ofLocal: local) }

  /// The first time at which its clocks show that or, where they leave it out, more.
  public func start(ofLocal local: Int64) -> Int64 { rules.start(ofLocal: local) }

  public static func == (a: Zone, b: Zone) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// In seconds, of a text such as `+01:00`, `-03:30` or `Z`.
  private static func offset(_ text: Span<UInt8>) -> Int64? {
    if text.count == 1 { return text[0] == UInt8(ascii: "Z") ? 0 : nil }
    guard text.count == 6, text[3] == UInt8(ascii: ":") else { return nil }
    var digits: [Int64] = []
    for index in [1, 2, 4, 5] {
      guard (48...57).contains(text[index]) else { return nil }
      digits.append(Int64(text[index]) - 48)
    }
    let (hours, minutes) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hours <= 14, minutes < 60, hours < 14 || minutes == 0 else { return nil }
    switch text[0] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }
}
