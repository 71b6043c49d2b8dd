import Bytes
import FactSchema

extension UnixTime {
  /// A time as requests have it: RFC 3339, or a date alone where that stands for one; nil where the text is neither, or of
  /// a year outside 1 to 9999.
  init?(_ text: Span<UInt8>, date meaning: DateMeaning?) {
    if let meaning, let date = CalendarDate(text) {
      // The last day has no next one: its end is its last moment.
      let seconds = Int64(date.day) * 86_400 + meaning.seconds
      self.init(
        seconds: min(seconds, Self.seconds.upperBound), nanos: seconds > Self.seconds.upperBound ? 999_999_999 : 0)
      return
    }
    guard let time = UnixTime(rfc3339: text), time.isOfCalendar else { return nil }
    self = time
  }
}
