import Configuration

/// Looks settings up in the flags, the environment and the config file, in this order, and says where a bad one was.
struct SettingsReader {
  private struct Source {
    var value: (AbsoluteConfigKey, ConfigType) throws -> ConfigValue?
    var place: (SettingKey) -> String
  }

  private var sources: [Source] = []
  /// The names of the roles that are defined anywhere, in the order of the alphabet.
  let definedRoles: [String]

  /// `flags` by key; `environment` whole; `file` with its text, or nil when there is none.
  init(
    flags: [String: String], environment: [String: String], file: (path: String, text: String)?
  ) throws(SettingsError) {
    let keys = try file.map { (file) throws(SettingsError) in try ConfigFileKeys(file.text, file: file.path) }
    definedRoles = Self.definedRoles(flags, environment, keys)
    let known = SettingKey.all(definedRoles)
    for name in flags.keys.sorted() where !known.contains(SettingKey(name)) {
      throw SettingsError.unknown(name, place: "--set", among: known.map(\.name))
    }
    try Self.check(environment, known)
    addFlags(flags)
    addEnvironment(environment)
    if let file, let keys {
      try keys.check(file: file.path, known)
      try addFile(file.path, file.text, keys)
    }
  }

  /// The names of the roles that one of the sources defines.
  private static func definedRoles(
    _ flags: [String: String], _ environment: [String: String], _ keys: ConfigFileKeys?
  ) -> [String] {
    let prefix = SettingKey.definitions + "."
    let variables = SettingKey(SettingKey.definitions).environmentName + "_"
    let named = flags.keys + (keys?.entries.map(\.name) ?? [])
    let roles =
      named.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      + environment.keys.filter { $0.hasPrefix(variables) }.map { $0.dropFirst(variables.count).lowercased() }
    return Set(roles).sorted()
  }

  /// Refuses a variable that looks like a setting of one of the sections and is none.
  private static func check(_ environment: [String: String], _ keys: [SettingKey]) throws(SettingsError) {
    let known = keys.map(\.environmentName)
    let sections = Set(keys.map(\.components).filter { $0.count > 1 }.map { "KITH_\($0[0].uppercased())_" })
    for name in environment.keys.sorted() where !known.contains(name) && sections.contains(where: name.hasPrefix) {
      throw SettingsError.unknown(name, place: "the environment", among: known)
    }
  }

  /// A flag is read as an environment variable is, so that lists with commas mean the same in both.
  private mutating func addFlags(_ flags: [String: String]) {
    var variables: [String: String] = [:]
    for (name, value) in flags { variables[SettingKey(name).environmentName] = value }
    let provider = EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "kith")
    sources.append(
      Source(value: { try provider.value(forKey: $0, type: $1).value }, place: { _ in "the command line" }))
  }

  private mutating func addEnvironment(_ environment: [String: String]) {
    var variables = environment
    // The short name that clients use too.
    if let path = environment["KITH_SOCKET"], !path.isEmpty { variables["KITH_SOCKET_PATH"] = path }
    let provider = EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "kith")
    sources.append(
      Source(
        value: { try provider.value(forKey: $0, type: $1).value },
        place: { "the environment (\($0.name == "socket.path" ? "KITH_SOCKET" : $0.environmentName))" }))
  }

  private mutating func addFile(_ path: String, _ text: String, _ keys: ConfigFileKeys) throws(SettingsError) {
    // YAML without a single key is no mapping.
    guard !keys.entries.isEmpty else { return }
    let snapshot: YAMLSnapshot
    do {
      let bytes = Array(text.utf8)
      snapshot = try unsafe YAMLSnapshot(data: bytes.span.bytes, providerName: path, parsingOptions: .default)
    } catch {
      throw SettingsError(place: path, key: "", expected: "is not YAML that can be read")
    }
    sources.append(
      Source(
        value: { try snapshot.value(forKey: $0, type: $1).value },
        place: { key in keys.line(of: key.name).map { "\(path) line \($0)" } ?? path }))
  }

  /// The text of a key and where it was found, or nil.
  func text(_ key: SettingKey) throws(SettingsError) -> (text: String, place: String)? {
    for source in sources {
      let result: ConfigValue?
      do {
        result = try source.value(AbsoluteConfigKey(key.components), .string)
      } catch {
        throw SettingsError(place: source.place(key), key: key.name, expected: "must be one value, not a list")
      }
      if case .string(let text)? = result?.content, !text.isEmpty { return (text, source.place(key)) }
    }
    return nil
  }

  /// The items of a key and where they were found, or nil.
  func list(_ key: SettingKey) throws(SettingsError) -> (items: [String], place: String)? {
    for source in sources {
      let result: ConfigValue?
      do {
        result = try source.value(AbsoluteConfigKey(key.components), .stringArray)
      } catch {
        throw SettingsError(place: source.place(key), key: key.name, expected: "must be a list, such as [ada, grace]")
      }
      if case .stringArray(let items)? = result?.content { return (items.filter { !$0.isEmpty }, source.place(key)) }
    }
    return nil
  }

  /// A whole number within `range`; with `bytes` also with a unit, see ``ByteCount``.
  func number(_ key: SettingKey, _ range: ClosedRange<Int>, bytes: Bool = false) throws(SettingsError) -> Int? {
    guard let (text, place) = try text(key) else { return nil }
    guard let value = bytes ? ByteCount.parse(text) : Int(text), range.contains(value) else {
      let expected =
        bytes
        ? "must be a whole number of bytes, or one with a unit such as 64MiB, from \(ByteCount.text(range.lowerBound)) to "
          + ByteCount.text(range.upperBound)
        : "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
      throw SettingsError(place: place, key: key.name, expected: expected)
    }
    return value
  }
}
