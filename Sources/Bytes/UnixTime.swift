/// A time since 1970 in UTC, without leap seconds, as `google.protobuf.Timestamp` has it.
@frozen
public struct UnixTime: Hashable, Sendable {
  /// Whole seconds, rounded down.
  public var seconds: Int64
  /// Nanoseconds of the second.
  public var nanos: Int32

  /// The time of so many seconds and nanoseconds; they need not be such as a calendar has.
  @inlinable
  public init(seconds: Int64, nanos: Int32) {
    self.seconds = seconds
    self.nanos = nanos
  }

  /// So many microseconds after the beginning of 1970.
  @inlinable
  public init(microseconds: Int64) {
    seconds = microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0)
    nanos = Int32(truncatingIfNeeded: (microseconds &- seconds &* 1_000_000) &* 1_000)
  }

  /// The seconds from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z: what protobuf's Timestamp and RFC 3339 both can say.
  public static let seconds: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Whether it is in the years 1 to 9999, and its nanoseconds are less than a second.
  public var isOfCalendar: Bool { Self.seconds.contains(seconds) && nanos >= 0 && nanos < 1_000_000_000 }

  /// The microseconds since 1970, what is finer dropped; traps for a time further from it than can be said so.
  public var microseconds: Int64 { seconds * 1_000_000 + Int64(nanos) / 1_000 }
}

// MARK: - The encoded message

extension UnixTime {
  /// The numbers of the message's fields, which protobuf's library has no names for.
  @inlinable public static var secondsField: UInt64 { 1 }
  /// The number of the nanoseconds' field.
  @inlinable public static var nanosField: UInt64 { 2 }

  /// How many bytes its message takes.
  @inlinable
  public var messageCount: Int {
    (seconds == 0 ? 0 : 1 + varintCount(UInt64(bitPattern: seconds)))
      + (nanos == 0 ? 0 : 1 + varintCount(UInt64(bitPattern: Int64(nanos))))
  }

  /// Reads a message, of whose fields the last count; nil when it is none or has others.
  public init?(message bytes: Span<UInt8>) {
    self.init(seconds: 0, nanos: 0)
    var reader = ProtobufReader(0..<bytes.count)
    while !reader.isAtEnd {
      guard let tag = reader.tag(bytes), tag.wireType == .varint, tag.number <= Self.nanosField,
        let value = reader.varint(bytes)
      else { return nil }
      if tag.number == Self.secondsField {
        seconds = Int64(bitPattern: value)
      } else {
        nanos = Int32(truncatingIfNeeded: value)
      }
    }
  }
}

// MARK: - RFC 3339

extension UnixTime {
  /// Reads an RFC 3339 time with any offset, such as `2026-11-21T21:29:00.125+01:00`; nil when it is not one. Digits beyond
  /// the nanosecond are dropped; a leap second (`:60`) is not accepted. An offset can take it out of the calendar's years.
  ///
  /// Between date and time RFC 3339 leaves it to the application to allow a space.
  public init?(rfc3339 text: Span<UInt8>, allowsSpace: Bool = false) {
    var reader = DigitReader(0..<text.count)
    guard let date = reader.date(text),
      reader.skip("T", text) || reader.skip("t", text) || allowsSpace && reader.skip(" ", text),
      let hour = reader.number(2, text), hour < 24, reader.skip(":", text),
      let minute = reader.number(2, text), minute < 60, reader.skip(":", text),
      let second = reader.number(2, text), second < 60
    else { return nil }
    var nanos: Int32 = 0
    if reader.skip(".", text) {
      guard let fraction = reader.fraction(text) else { return nil }
      nanos = fraction
    }
    guard let offset = reader.offset(text), reader.isAtEnd else { return nil }
    self.init(
      seconds: Int64(date.day) * 86_400 + Int64((hour * 60 + minute - offset) * 60 + second), nanos: nanos)
  }

  /// Appends `YYYY-MM-DDTHH:MM:SS.mmmZ`, what is finer dropped; false, with nothing appended, for a time that is none of the
  /// calendar.
  public func appendRFC3339(to out: inout [UInt8]) -> Bool {
    guard isOfCalendar else { return false }
    let days = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
    let ofDay = Int(seconds - days * 86_400)
    let date = CalendarDate(day: Int32(truncatingIfNeeded: days)).components
    var text: [24 of UInt8] = .init(repeating: UInt8(ascii: "-"))
    Self.set(date.year / 100, in: &text, at: 0)
    Self.set(date.year % 100, in: &text, at: 2)
    Self.set(date.month, in: &text, at: 5)
    Self.set(date.day, in: &text, at: 8)
    text[10] = UInt8(ascii: "T")
    Self.set(ofDay / 3600, in: &text, at: 11)
    text[13] = UInt8(ascii: ":")
    Self.set(ofDay / 60 % 60, in: &text, at: 14)
    text[16] = UInt8(ascii: ":")
    Self.set(ofDay % 60, in: &text, at: 17)
    text[19] = UInt8(ascii: ".")
    let milliseconds = Int(nanos / 1_000_000)
    Self.set(milliseconds / 10, in: &text, at: 20)
    text[22] = UInt8(milliseconds % 10) + 48
    text[23] = UInt8(ascii: "Z")
    out.append(text.span)
    return true
  }

  private static func set(_ number: Int, in text: inout [24 of UInt8], at index: Int) {
    text[index] = UInt8(truncatingIfNeeded: number / 10) &+ 48
    text[index + 1] = UInt8(truncatingIfNeeded: number % 10) &+ 48
  }
}
