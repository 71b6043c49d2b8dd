import Configuration
import FactSchema

/// The name of one setting, as in the config file, and where else it can be given.
struct SettingKey: Sendable, Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  var components: [String] { name.split(separator: ".").map(String.init) }

  /// The name in the environment, such as `KITH_LIMITS_IN_FLIGHT`.
  var environmentName: String {
    var result = "KITH"
    for component in components {
      result.append("_")
      for character in component {
        if character.isUppercase { result.append("_") }
        result.append(contentsOf: character.uppercased())
      }
    }
    return result
  }

  /// Who has a role, by its name.
  static func users(_ role: String) -> SettingKey { SettingKey("roles.users.\(role)") }
  static func groups(_ role: String) -> SettingKey { SettingKey("roles.groups.\(role)") }
  /// What a role of the configuration allows.
  static func definition(_ role: String) -> SettingKey { SettingKey("\(definitions).\(role)") }
  /// The section of these.
  static let definitions = "roles.define"

  /// Every key there is, but those of roles that are defined.
  static let all: [SettingKey] =
    [
      "data", "socket.path", "socket.mode", "socket.group", "roles.default", "log.mapSize", "log.journal",
      "log.maxReaders", "vault.copyOnWrite", "rebuild.memory", "logLevel",
    ].map(SettingKey.init) + former + Role.predefined.flatMap { [users($0.word), groups($0.word)] } + limits.map(\.key)

  /// Those that a log takes over which does not say itself what they say, and no other; see ``FormerSettings``.
  static let former = ["phone.region", "consent.default"].map(SettingKey.init)

  /// Every key there is where these roles are defined.
  static func all(_ roles: [String]) -> [SettingKey] {
    all + roles.flatMap { [definition($0), users($0), groups($0)] }
  }

  /// The limits with the smallest and largest value of each; those in bytes accept units.
  static let limits: [LimitKey] = [
    LimitKey("inFlight", \.inFlight, 1...65_536),
    LimitKey("replyBytes", \.replyBytes, 65_536...1 << 30, bytes: true),
    LimitKey("requestBytes", \.requestBytes, 65_536...64 << 20, bytes: true),
    LimitKey("batch", \.batch, 1...65_536),
    LimitKey("events", \.events, 1...10_000, fixed: true),
    LimitKey("credits", \.credits, 1...65_536),
    LimitKey("connections", \.connections, 1...65_536),
    LimitKey("subscriptions", \.subscriptions, 0...65_536, fixed: true),
    LimitKey("waitingQueries", \.waitingQueries, 1...65_536, fixed: true),
    LimitKey("unfinishedBytes", \.unfinishedBytes, 65_536...1 << 40, bytes: true),
    LimitKey("unfinishedSeconds", \.unfinishedSeconds, 1...86_400),
    LimitKey("sharePercent", \.sharePercent, 1...100, fixed: true),
    LimitKey("strangerSeconds", \.strangerSeconds, 1...3_600),
    LimitKey("querySeconds", \.querySeconds, 1...3_600, fixed: true),
    LimitKey("clientBytes", \.clientBytes, 32 << 20...1 << 40, bytes: true),
    LimitKey("unreadSeconds", \.unreadSeconds, 1...3_600),
    LimitKey("stopSeconds", \.stopSeconds, 1...3_600),
  ]
}

/// One of `limits.*`: the field it sets and what is allowed.
struct LimitKey: Sendable {
  let key: SettingKey
  let field: @Sendable (inout Limits, Int) -> Void
  let value: @Sendable (Limits) -> Int
  let range: ClosedRange<Int>
  let isBytes: Bool
  /// Whether it is only read at start.
  let isFixed: Bool

  init(
    _ name: String, _ path: any WritableKeyPath<Limits, Int> & Sendable, _ range: ClosedRange<Int>,
    bytes: Bool = false, fixed: Bool = false
  ) {
    key = SettingKey("limits.\(name)")
    field = { limits, value in limits[keyPath: path] = value }
    value = { limits in limits[keyPath: path] }
    self.range = range
    isBytes = bytes
    isFixed = fixed
  }
}
