import SwiftProtobuf

/// Microseconds since 1970 as protobuf has them.
func stamp(_ microseconds: Int64) -> Google_Protobuf_Timestamp {
  var seconds = microseconds / 1_000_000
  if microseconds % 1_000_000 < 0 { seconds -= 1 }
  return .with {
    $0.seconds = seconds
    $0.nanos = Int32(microseconds - seconds * 1_000_000) * 1_000
  }
}

func microseconds(_ time: Google_Protobuf_Timestamp) -> Int64 { time.seconds * 1_000_000 + Int64(time.nanos) / 1_000 }

/// The number of the day, from 1970-01-01, in UTC.
func dayNumber(_ microseconds: Int64) -> Int32 {
  Int32(microseconds >= 0 ? microseconds / 86_400_000_000 : (microseconds + 1) / 86_400_000_000 - 1)
}
