import FactSchema

extension RoleSettings {
  /// How many roles may be defined.
  static let definedMax = 32
  /// How long a role's name may be.
  static let nameMax = 32

  /// Reads who has which role, and what the roles allow that are defined.
  init(_ reader: SettingsReader) throws(SettingsError) {
    self.init()
    for role in reader.definedRoles {
      let (items, place) = try reader.list(.definition(role)) ?? ([], "the settings")
      defined[role] = try Self.definition(of: role, items, place)
      guard defined.count <= Self.definedMax else {
        throw SettingsError(
          place: place, key: SettingKey.definitions, expected: "defines more than \(Self.definedMax) roles")
      }
    }
    let names = Role.predefined.map(\.word) + defined.keys
    for role in names {
      if let (items, _) = try reader.list(.users(role)), !items.isEmpty { users[role] = items }
      if let (items, _) = try reader.list(.groups(role)), !items.isEmpty { groups[role] = items }
    }
    let key = SettingKey("roles.default")
    if let (text, place) = try reader.text(key) {
      let known = [Role.none.word] + names
      guard known.contains(text) else {
        let list = known.dropLast().joined(separator: ", ")
        throw SettingsError(place: place, key: key.name, expected: "must be \(list) or \(known[known.count - 1])")
      }
      defaultRole = text
    }
  }

  /// What a role allows; a name has small letters and digits alone, so that a variable can have it too.
  private static func definition(
    of role: String, _ items: [String], _ place: String
  ) throws(SettingsError) -> Permissions {
    let key = SettingKey.definition(role).name
    let isName = role.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } && role.first?.isLetter == true
    guard isName, role.count <= nameMax else {
      let expected = "must end with a name of at most \(nameMax) small letters and digits, a letter first"
      throw SettingsError(place: place, key: key, expected: expected)
    }
    guard !Role.allCases.contains(where: { $0.word == role }) else {
      throw SettingsError(place: place, key: key, expected: "defines a role that is there already; take another name")
    }
    guard !items.isEmpty else {
      throw SettingsError(place: place, key: key, expected: "must name at least one permission, such as [read]")
    }
    var permissions = Permissions.role
    for item in items {
      guard let permission = Permission(word: item) else {
        let near = SettingsError.nearest(to: item, among: Permission.allCases.map(\.word))
        throw SettingsError(
          place: place, key: key, expected: "names `\(item.prefix(64))`, which is no permission\(near)")
      }
      permissions.insert(Permissions(permission))
    }
    return permissions
  }
}
