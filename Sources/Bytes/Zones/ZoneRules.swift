/// When a zone's clocks are how far ahead of UTC, all in seconds.
struct ZoneRules: Sendable {
  /// When its offset changed, rising.
  private let times: [Int64]
  /// The offset before the first change, then that from each change on.
  private let offsets: [Int64]
  /// What holds from the last change on.
  private let rule: ZoneRule

  /// A zone whose clocks never change.
  init(fixed offset: Int64) { self.init(times: [], offsets: [offset], rule: ZoneRule(fixed: offset)) }

  /// With one offset more than there are times.
  init(times: [Int64], offsets: [Int64], rule: ZoneRule) {
    self.times = times
    self.offsets = offsets
    self.rule = rule
  }

  /// Whether it is UTC at all times.
  var isUTC: Bool { times.isEmpty && rule.isUTC }

  /// The offset at a time.
  func offset(at time: Int64) -> Int64 {
    guard let last = times.last, time < last else { return rule.offset(at: time) }
    var (low, high) = (0, times.count)
    while low < high {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return offsets[low]
  }

  /// The offset of the time at which clocks show `local`: of two times the first's, of none the one before the change.
  func offset(ofLocal local: Int64) -> Int64 {
    let before = offset(at: local - Self.day)
    if offset(at: local - before) == before { return before }
    let after = offset(at: local + Self.day)
    return offset(at: local - after) == after ? after : before
  }

  /// The first time at which clocks show `local` or more, behind what they showed a day before.
  func start(ofLocal local: Int64) -> Int64 {
    let time = local - offset(ofLocal: local)
    guard time + offset(at: time) != local else { return time }
    // The clocks leave it out: the change is when they do so.
    var (low, high) = (local - Self.dayAndMore, time)
    while high - low > 1 {
      let middle = (low + high) / 2
      if middle + offset(at: middle) < local { low = middle } else { high = middle }
    }
    return high
  }

  private static let day: Int64 = 86_400
  private static let dayAndMore: Int64 = 2 * 86_400
}
