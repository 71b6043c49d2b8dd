import FactSchema
import Foundation
import TestSupport
import Testing

@testable import Daemon

/// The repository's root, found from this file.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

@Suite struct `Settings are read` {
  static func read(
    _ yaml: String? = nil, flags: [String: String] = [:], environment: [String: String] = [:]
  ) throws -> Settings {
    try Settings(flags: flags, environment: environment, file: yaml.map { ("kith.yaml", $0) })
  }

  static func sentence(
    _ yaml: String? = nil, flags: [String: String] = [:], environment: [String: String] = [:]
  ) -> String {
    do {
      _ = try read(yaml, flags: flags, environment: environment)
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test func `the example file holds the defaults`() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("config/kith.yaml"), encoding: .utf8)
    #expect(try Self.read(text) == Settings())
  }

  @Test func `the example file names every key but those that were settings once`() throws {
    let text = try String(contentsOf: repository.appendingPathComponent("config/kith.yaml"), encoding: .utf8)
    let uncommented = text.replacing(#/# (data|path|group): /#) { "\($0.1): " }
    let keys = try ConfigFileKeys(uncommented, file: "kith.yaml")
    let missing = Set(SettingKey.all.map(\.name)).subtracting(keys.entries.map(\.name))
    #expect(missing == Set(SettingKey.former.map(\.name)))
  }

  @Test(arguments: SettingKey.limits.map(\.key.name)) func `the pages name every limit`(name: String) throws {
    let limit = try #require(name.split(separator: ".").last)
    let page = try String(contentsOf: repository.appendingPathComponent("Docs/limits.md"), encoding: .utf8)
    #expect(page.contains("(`\(limit)`)"))
  }

  @Test func `nothing given means the defaults`() throws {
    #expect(try Self.read() == Settings())
  }

  @Test func `an empty file means the defaults`() throws {
    #expect(try Self.read("# nothing\n\n") == Settings())
  }

  @Test func `a flag wins over the environment and the environment over the file`() throws {
    let yaml = "limits:\n  batch: 1\n  credits: 1\n  inFlight: 1\n"
    let settings = try Self.read(
      yaml, flags: ["limits.batch": "3"], environment: ["KITH_LIMITS_BATCH": "2", "KITH_LIMITS_CREDITS": "2"])
    #expect(settings.limits.batch == 3 && settings.limits.credits == 2 && settings.limits.inFlight == 1)
  }

  @Test(arguments: SettingKey.all.map(\.name)) func `every key can be given in the environment`(name: String) throws {
    let key = SettingKey(name)
    let samples = [
      "data": "/d", "socket.path": "/s", "socket.mode": "0600", "socket.group": "g", "roles.default": "reader",
      "phone.region": "GB", "consent.default": "withdrawn", "logLevel": "debug", "log.mapSize": "1GiB",
      "log.journal": "1MiB", "log.maxReaders": "77", "rebuild.memory": "9MiB", "vault.copyOnWrite": "allowed",
    ]
    let limit = SettingKey.limits.first { $0.key == key }
    let value = samples[name] ?? limit.map { String($0.range.lowerBound + 1) } ?? "ada,grace"
    #expect(try Self.read(environment: [key.environmentName: value]) != Settings())
  }

  @Test func `what one request may have fits what all clients together may make the daemon hold`() throws {
    let limits = try Self.read(flags: ["limits.clientBytes": "32MiB"]).limits
    #expect(limits.requestBytes == 1 << 20 && limits.unfinishedBytes == 8 << 20)
    #expect(
      Self.sentence(flags: ["limits.clientBytes": "32MiB", "limits.requestBytes": "2MiB"])
        == "the command line: `limits.requestBytes` must be at most 1048576 bytes, 1/32 of `limits.clientBytes`, or that must be larger."
    )
  }

  @Test func `KITH_SOCKET is the short name of the socket's path`() throws {
    #expect(try Self.read(environment: ["KITH_SOCKET": "/run/k"]).socket.path == "/run/k")
  }

  @Test func `roles are lists of names`() throws {
    let yaml = "roles:\n  users:\n    agent: [ada, 1001]\n  groups:\n    reader:\n      - sales\n      - support\n"
    let roles = try Self.read(yaml).roles
    #expect(roles.users == ["agent": ["ada", "1001"]])
    #expect(roles.groups == ["reader": ["sales", "support"]])
  }

  @Test func `roles are defined as sets of permissions, wherever settings are given`() throws {
    let yaml = "roles:\n  default: bot\n  define:\n    bot: [log, record]\n    eye:\n      - status\n"
    let roles = try Self.read(
      yaml + "  users:\n    eye: [ada]\n", flags: ["roles.define.clerk": "record, consent", "roles.users.clerk": "7"],
      environment: ["KITH_ROLES_DEFINE_X2": "figures", "KITH_ROLES_GROUPS_X2": "board"]
    ).roles
    #expect(
      roles.defined == [
        "bot": [.role, .log, .record], "eye": [.role, .status], "clerk": [.role, .record, .consent],
        "x2": [.role, .figures],
      ])
    #expect(roles.users == ["eye": ["ada"], "clerk": ["7"]] && roles.groups == ["x2": ["board"]])
    #expect(roles.defaultRole == "bot")
    #expect(try Self.read("roles:\n  define:\n").roles == RoleSettings())
  }

  @Test(arguments: [
    ("bot: [log, recrod]", "names `recrod`, which is no permission; the nearest is `record`."),
    ("bot: [role]", "names `role`, which is no permission; the nearest is `read`."),
    ("agent: [log]", "defines a role that is there already; take another name."),
    ("custom: [log]", "defines a role that is there already; take another name."),
    ("bot: []", "must name at least one permission, such as [read]."),
    ("bot: log", "must be a list, such as [ada, grace]."),
    ("Bot: [log]", "must end with a name of at most 32 small letters and digits, a letter first."),
    ("4x: [log]", "must end with a name of at most 32 small letters and digits, a letter first."),
    (
      "a23456789012345678901234567890123: [log]",
      "must end with a name of at most 32 small letters and digits, a letter first."
    ),
  ]) func `a role that cannot be is refused in one sentence`(line: String, rest: String) {
    let name = line.prefix { $0 != ":" }
    #expect(Self.sentence("roles:\n  define:\n    \(line)\n") == "kith.yaml line 3: `roles.define.\(name)` \(rest)")
  }

  @Test func `a role without a definition, and more than there may be, are refused`() {
    #expect(
      Self.sentence("roles:\n  define:\n    robot: [log]\n  users:\n    robut: [ada]\n")
        == "kith.yaml line 5: `roles.users.robut` is not a setting; the nearest is `roles.users.robot`.")
    #expect(
      Self.sentence("roles:\n  define:\n    robot:\n").hasSuffix(
        "`roles.define.robot` must be a list, such as [ada, grace]."))
    let lines = (0..<33).map { "    role\($0 + 10): [log]\n" }
    #expect(Self.sentence("roles:\n  define:\n" + lines.dropLast().joined()) == "accepted")
    #expect(
      Self.sentence("roles:\n  define:\n" + lines.joined())
        == "kith.yaml line 35: `roles.define` defines more than 32 roles.")
    #expect(
      Self.sentence("roles:\n  define:\n    bot: [log]\n  default: king\n")
        == "kith.yaml line 4: `roles.default` must be none, reader, agent, auditor, operator or bot.")
  }

  @Test func `every form of YAML is read, and every key has its line`() throws {
    let yaml =
      "limits: {batch: 3,\n  credits: 4}\nroles:\n  users:\n    agent:\n    - ada\n    'reader': [\"bob\"]\n...\n"
    let settings = try Self.read(yaml)
    #expect(settings.limits.batch == 3 && settings.limits.credits == 4)
    #expect(settings.roles.users == ["agent": ["ada"], "reader": ["bob"]])
    let keys = try ConfigFileKeys(yaml, file: "kith.yaml")
    #expect(keys.entries.map(\.line) == [1, 1, 2, 3, 4, 5, 7])
    #expect(keys.entries.filter(\.isSection).map(\.name) == ["limits", "roles", "roles.users"])
    for nothing in ["", "---\n", "# nothing\n---\n...\n"] { #expect(try Self.read(nothing) == Settings()) }
  }

  @Test func `lists in the environment are separated by commas`() throws {
    let roles = try Self.read(environment: ["KITH_ROLES_GROUPS_AUDITOR": "audit, 77"]).roles
    #expect(roles.groups == ["auditor": ["audit", "77"]])
  }

  @Test(arguments: [
    ("4096", 4096), ("64KiB", 65_536), ("1 MiB", 1 << 20), ("3GB", 3_000_000_000), ("2kB", 2000), ("1TiB", 1 << 40),
    ("1mib", 1 << 20), ("3 gb", 3_000_000_000), ("12B", 12),
  ]) func `sizes have units`(text: String, bytes: Int) {
    #expect(ByteCount.parse(text) == bytes)
  }

  @Test(arguments: ["", "MiB", "1MB2", "-1", "1.5MiB", "99999999999TiB", "1M", "64 bytes"])
  func `what is no size is refused`(
    text: String
  ) {
    #expect(ByteCount.parse(text) == nil)
  }

  @Test func `an unknown key is refused with its line and the nearest key`() {
    #expect(
      Self.sentence("limits:\n  inflight: 3\n")
        == "kith.yaml line 2: `limits.inflight` is not a setting; the nearest is `limits.inFlight`.")
  }

  @Test func `an unknown key on the command line or in the environment is refused with the nearest`() {
    #expect(
      Self.sentence(flags: ["limits.batchs": "1"])
        == "--set: `limits.batchs` is not a setting; the nearest is `limits.batch`.")
    #expect(
      Self.sentence(environment: ["KITH_LIMITS_BTCH": "1"])
        == "the environment: `KITH_LIMITS_BTCH` is not a setting; the nearest is `KITH_LIMITS_BATCH`.")
  }

  @Test func `variables that are not for settings are left alone`() {
    #expect(Self.sentence(environment: ["KITH_SEED": "1", "KITHARA": "1"]) == "accepted")
  }

  @Test func `a bad value is refused with file, line, key and what was expected`() {
    #expect(
      Self.sentence("limits:\n  batch: many\n")
        == "kith.yaml line 2: `limits.batch` must be a whole number from 1 to 65536.")
  }

  @Test func `a bad variable is refused by its name`() {
    #expect(
      Self.sentence(environment: ["KITH_LOG_LEVEL": "loud"])
        == "the environment (KITH_LOG_LEVEL): `logLevel` must be debug, info, notice, warning or error.")
  }

  @Test func `a bad flag is refused`() {
    #expect(
      Self.sentence(flags: ["socket.mode": "999"]).hasPrefix("the command line: `socket.mode` must be octal"))
  }

  @Test(arguments: [
    ("roles: agent\n", "is a section"), ("roles:\n  users:\n    agent: ada\n", "must be a list"),
    ("limits:\n  batch: [1]\n", "must be one value"), ("limits:\n  - batch\n", "is a section"),
    ("limits.batch: 1\n", "plain key"), ("? [a]\n: 1\n", "plain key"), ("- data\n", "expected `key: value`"),
    ("limits:\n  batch: 1\n  batch: 2\n", "line 2: `batch` is set twice"),
    ("data: /a\n---\ndata: /b\n", "line 2: is not YAML"),
    ("data: /a\ndata: /b\n", "is set twice"), ("nonsense\n", "expected `key: value`"),
    ("\tdata: /a\n", "line 1: is not YAML"),
    ("data: relative\n", "begins with /"), ("roles:\n  default: king\n", "none, reader"),
    ("phone:\n  region: gb\n", "two capital letters"), ("consent:\n  default: maybe\n", "granted or withdrawn"),
    ("vault:\n  copyOnWrite: maybe\n", "allowed or refused"),
    (
      "log:\n  mapSize: 12\n", "must be a whole number of bytes, or one with a unit such as 64MiB, from 1MiB to 64TiB"
    ), ("phone:\n  region: UK\n", "ISO 3166"), ("phone:\n  region: XX\n", "ISO 3166"),
    ("phone:\n  region: ZZ\n", "ISO 3166"), ("data: \"unfinished\n", "line 2: is not YAML"),
  ]) func `a file that cannot be used is refused in one sentence`(yaml: String, part: String) {
    let sentence = Self.sentence(yaml)
    #expect(sentence.contains(part) && sentence.hasPrefix("kith.yaml"), "\(sentence)")
  }
}

@Suite struct `Places are found` {
  static func places(_ environment: [String: String]) -> Places { Places(environment: environment, home: "/home/ada") }

  static func settings(_ body: (inout Settings) -> Void = { _ in }) -> Settings {
    var settings = Settings()
    body(&settings)
    return settings
  }

  @Test(arguments: [
    ([:], "/home/ada/.local/share/kith"), (["HOME": "/h"], "/h/.local/share/kith"),
    (["XDG_DATA_HOME": "/x"], "/x/kith"), (["XDG_DATA_HOME": "x"], "/home/ada/.local/share/kith"),
  ]) func `the data folder`(environment: [String: String], expected: String) {
    #expect(Self.places(environment).data(Settings()) == expected)
  }

  @Test(arguments: [
    ([:], "/home/ada/.local/share/kith/kith.sock"), (["XDG_RUNTIME_DIR": "/run/user/7"], "/run/user/7/kith/kith.sock"),
    (["XDG_RUNTIME_DIR": "/run/user/7", "RUNTIME_DIRECTORY": "/run/kith:/run/b"], "/run/kith/kith.sock"),
  ]) func `the socket`(environment: [String: String], expected: String) {
    #expect(Self.places(environment).socket(Settings()) == expected)
  }

  @Test func `a socket that is set wins over all`() {
    let places = Self.places(["XDG_RUNTIME_DIR": "/run/user/7", "RUNTIME_DIRECTORY": "/run/kith"])
    #expect(places.socket(Self.settings { $0.socket.path = "/s" }) == "/s")
  }
}
