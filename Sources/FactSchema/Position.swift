/// Where a fact stands in the log: 1 for the first, without gaps. 0 stands before the first.
public struct Position: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public var value: UInt64

  /// The one with that number.
  public init(_ value: UInt64) { self.value = value }

  /// Before the first fact.
  public static let zero = Position(0)
  /// The position after this one; the last one that there can be has none and stays.
  public var next: Position { Position(value == .max ? value : value + 1) }
  /// The position before this one; before the first fact it stays.
  public var previous: Position { Position(value == 0 ? 0 : value - 1) }
  public var description: String { String(value) }

  public static func < (a: Position, b: Position) -> Bool { a.value < b.value }
}

/// How many facts changed a subject; 0 means that it does not exist.
public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public var value: UInt64

  /// The one with that number.
  public init(_ value: UInt64) { self.value = value }

  /// Of a subject that does not exist yet.
  public static let zero = Version(0)
  /// The version after this one.
  public var next: Version { Version(value + 1) }
  public var description: String { String(value) }

  public static func < (a: Version, b: Version) -> Bool { a.value < b.value }
}

/// A point in time: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
  /// Before 1970 negative.
  public var microseconds: Int64

  /// That many microseconds after the beginning of 1970.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  /// Whether it is the middle of a day in UTC, which a date without a time stands for.
  public var isNoon: Bool { microseconds &- Int64(day) &* 86_400_000_000 == 43_200_000_000 }

  /// Days since 1970-01-01, rounded down: the UTC date's number.
  public var day: Int32 {
    let dayLength: Int64 = 86_400_000_000
    let quotient = microseconds / dayLength
    return Int32(truncatingIfNeeded: microseconds % dayLength < 0 ? quotient - 1 : quotient)
  }
}
