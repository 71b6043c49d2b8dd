import Domain

extension Settings {
  /// Reads the settings: `flags` by key, such as `limits.batch`; else the environment; else the config file; else the
  /// defaults. The first bad or unknown one is the error.
  public init(
    flags: [String: String] = [:], environment: [String: String] = [:], file: (path: String, text: String)? = nil
  ) throws(SettingsError) {
    let reader = try SettingsReader(flags: flags, environment: environment, file: file)
    self.init()
    try readPlaces(reader)
    roles = try RoleSettings(reader)
    for limit in SettingKey.limits {
      if let value = try reader.number(limit.key, limit.range, bytes: limit.isBytes) { limit.field(&limits, value) }
    }
    try fitBudget(reader)
    if let value = try reader.number(SettingKey("log.mapSize"), 1 << 20...1 << 46, bytes: true) { log.mapSize = value }
    if let value = try reader.number(SettingKey("log.journal"), 32 << 10...1 << 30, bytes: true) { log.journal = value }
    if let value = try reader.number(SettingKey("log.maxReaders"), 16...65_536) { log.maxReaders = value }
    if let (text, place) = try reader.text(SettingKey("vault.copyOnWrite")) {
      guard text == "allowed" || text == "refused" else {
        throw SettingsError(place: place, key: "vault.copyOnWrite", expected: "must be allowed or refused")
      }
      vaultCopyOnWrite = text == "allowed"
    }
    if let value = try reader.number(SettingKey("rebuild.memory"), 8 << 20...1 << 40, bytes: true) {
      rebuildMemory = value
    }
    try readCompany(reader)
  }

  private mutating func readPlaces(_ reader: SettingsReader) throws(SettingsError) {
    if let (text, place) = try reader.text(SettingKey("data")) {
      guard text.utf8.first == UInt8(ascii: "/") || place == "the command line" else {
        throw SettingsError(place: place, key: "data", expected: "must be a path that begins with /")
      }
      data = text
    }
    if let (text, _) = try reader.text(SettingKey("socket.path")) { socket.path = text }
    if let (text, _) = try reader.text(SettingKey("socket.group")) { socket.group = text }
    if let (text, place) = try reader.text(SettingKey("socket.mode")) {
      guard let mode = UInt16(text, radix: 8), mode <= 0o777, mode & 0o600 == 0o600 else {
        throw SettingsError(
          place: place, key: "socket.mode",
          expected: "must be octal permission bits such as 0660, with the owner's 0600")
      }
      socket.mode = mode
    }
  }

  private mutating func readCompany(_ reader: SettingsReader) throws(SettingsError) {
    if let (text, place) = try reader.text(SettingKey("phone.region")) {
      guard PhoneRegion(text) != nil else {
        throw SettingsError(
          place: place, key: "phone.region",
          expected: "must be the two capital letters of a country in ISO 3166 with a calling code, such as GB")
      }
      former.phoneRegion = text
    }
    if let (text, place) = try reader.text(SettingKey("consent.default")) {
      guard text == "granted" || text == "withdrawn" else {
        throw SettingsError(place: place, key: "consent.default", expected: "must be granted or withdrawn")
      }
      former.grantsConsent = text == "granted"
    }
    if let (text, place) = try reader.text(SettingKey("logLevel")) {
      guard let level = LogLevel(rawValue: text) else {
        throw SettingsError(
          place: place, key: "logLevel", expected: "must be debug, info, notice, warning or error")
      }
      logLevel = level
    }
  }
}
