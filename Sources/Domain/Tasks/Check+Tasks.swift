extension Check {
  /// A rule by which something comes again.
  static func recurrence(_ text: String, _ field: String) throws(Refusal) -> String {
    if !text.isEmpty { _ = try Recurrence.read(text, field) }
    return text
  }

  /// When to remind, each time once.
  static func triggers(_ texts: [String], _ field: String, atMost bound: Int) throws(Refusal) -> [String] {
    try count(texts.count, field, atMost: bound)
    var (result, times): ([String], Set<Int64>) = ([], [])
    for (index, text) in texts.enumerated() {
      guard let time = ReminderTrigger.microseconds(text) else {
        throw .invalid(
          "\(field)[\(index)]", "must be a duration of RFC 5545 of at most 366 days, such as -PT15M, -P1D or PT1H")
      }
      if times.insert(time).inserted { result.append(text) }
    }
    return result
  }
}
