import Bytes
public import FactSchema

extension Instant {
  /// Reads an RFC 3339 time with any offset, such as `2026-11-21T21:29:00.125+01:00`, or with a space instead of the `T`;
  /// nil when it is not one. What is finer than a microsecond is dropped; a leap second (`:60`) is not accepted.
  public init?(rfc3339 text: String) {
    guard let time = UnixTime(rfc3339: text.utf8.span, allowsSpace: true) else { return nil }
    self.init(microseconds: time.microseconds)
  }

  /// RFC 3339 in UTC with exactly three fraction digits, such as `2026-11-21T20:29:00.125Z`; what is finer is dropped. A time
  /// outside the years 0001 to 9999 is given as its microseconds.
  public var rfc3339: String {
    var text: [UInt8] = []
    text.reserveCapacity(24)
    guard UnixTime(microseconds: microseconds).appendRFC3339(to: &text) else { return "\(microseconds) µs" }
    return String(decoding: text, as: UTF8.self)
  }
}
