extension Settings {
  /// Fits what one request and all half-sent ones may have into what all clients together may make the daemon hold: what
  /// was not set is lowered, what was set and does not fit is refused.
  mutating func fitBudget(_ reader: SettingsReader) throws(SettingsError) {
    try fit(\.requestBytes, "limits.requestBytes", part: Self.requestPart, reader)
    try fit(\.unfinishedBytes, "limits.unfinishedBytes", part: Self.unfinishedPart, reader)
  }

  private mutating func fit(
    _ limit: WritableKeyPath<Limits, Int>, _ name: String, part: Int, _ reader: SettingsReader
  ) throws(SettingsError) {
    let most = limits.clientBytes / part
    guard limits[keyPath: limit] > most else { return }
    if let (_, place) = try reader.text(SettingKey(name)) {
      throw SettingsError(
        place: place, key: name,
        expected: "must be at most \(most) bytes, 1/\(part) of `limits.clientBytes`, or that must be larger")
    }
    limits[keyPath: limit] = most
  }

  /// A request takes up to four times its bytes, and half of a user's quarter is for requests.
  private static let requestPart = 32
  /// Half-sent requests are a part of what is never given out in advance.
  private static let unfinishedPart = 4
}
