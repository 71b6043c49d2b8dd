/// The zones of the tz database, read once from the text that config/zone-tables.py has made.
enum ZoneTable {
  /// By their names.
  static let zones: [String: ZoneRules] = {
    var zones: [String: ZoneRules] = [:]
    var others: [(name: String, same: String)] = []
    for line in text.split(separator: "\n") {
      if let mark = line.firstIndex(of: "=") {
        others.append((String(line[..<mark]), String(line[line.index(after: mark)...])))
      } else if let (name, rules) = zone(line) {
        zones[name] = rules
      }
    }
    for (name, same) in others { zones[name] = zones[same] }
    return zones
  }()

  private static func zone(_ line: Substring) -> (name: String, rules: ZoneRules)? {
    let parts = line.split(separator: " ")
    guard parts.count >= 3, let rule = ZoneRule(parts[1]) else { return nil }
    let offsets = parts[2].split(separator: ",").compactMap { Int64($0) }
    guard let first = offsets.first else { return nil }
    var (times, all): ([Int64], [Int64]) = ([], [first])
    var (time, passed) = (earliest, Int64(0))
    for byte in (parts.count > 3 ? parts[3] : "").utf8 {
      switch byte {
      case 48...57: passed = passed * 36 + Int64(byte - 48)
      case 97...122: passed = passed * 36 + Int64(byte - 87)
      case 65...90 where offsets.indices.contains(Int(byte - 65)):
        time += passed
        passed = 0
        times.append(time)
        all.append(offsets[Int(byte - 65)])
      default: return nil
      }
    }
    return (String(parts[0]), ZoneRules(times: times, offsets: all, rule: rule))
  }

  /// 1900, before which the table says nothing.
  private static let earliest: Int64 = -2_208_988_800
}
