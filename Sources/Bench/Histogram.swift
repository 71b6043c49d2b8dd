/// Counts durations in buckets whose width is a 32nd of their size: percentiles are exact to 3 %.
struct Histogram {
  private var buckets = [UInt64](repeating: 0, count: 64 * 32)
  private(set) var count: UInt64 = 0

  /// Counts one duration in nanoseconds.
  @inline(__always)
  mutating func add(_ value: UInt64) {
    buckets[Self.bucket(value)] += 1
    count += 1
  }

  mutating func add(_ other: Histogram) {
    for index in buckets.indices { buckets[index] += other.buckets[index] }
    count += other.count
  }

  /// The duration in microseconds that this share of the counted ones does not exceed.
  func percentile(_ share: Double) -> Double {
    guard count > 0 else { return 0 }
    let rank = max(1, UInt64((share * Double(count)).rounded(.up)))
    var seen: UInt64 = 0
    for (index, bucket) in buckets.enumerated() {
      seen += bucket
      if seen >= rank { return Double(Self.upperBound(index)) / 1_000 }
    }
    return 0
  }

  @inline(__always)
  private static func bucket(_ value: UInt64) -> Int {
    guard value >= 32 else { return Int(value) }
    let exponent = 63 - value.leadingZeroBitCount
    return (exponent - 4) * 32 + Int(truncatingIfNeeded: (value >> UInt64(exponent - 5)) & 31)
  }

  private static func upperBound(_ bucket: Int) -> UInt64 {
    guard bucket >= 32 else { return UInt64(bucket) }
    let exponent = UInt64(bucket / 32 + 4)
    return (UInt64(bucket % 32) + 33) << (exponent - 5)
  }
}
