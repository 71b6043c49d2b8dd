public import FactSchema

extension FactType {
  /// The type with this name, or nil.
  public init?(name: String) {
    guard let type = Self.byName[name] else { return nil }
    self = type
  }

  /// Those that change what is known, and retractions.
  public static let known = allCases.filter { !$0.changesNothing }

  /// Those that change nothing of what is known.
  public static let unknown = allCases.filter(\.changesNothing)

  /// Those that are interactions.
  public static let interactions = allCases.filter(\.isInteraction)

  /// Whether it is not decoded, but read as ``InteractionFields``.
  var isReadInPlace: Bool { changesNothing }

  /// How its messages are written.
  var form: FactForm { Self.forms[Int(rawValue)] }

  private static let byName: [String: FactType] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// By the type's number.
  private static let forms: [FactForm] = {
    let last = allCases.map(\.rawValue).max() ?? 0
    return (0...last).map { FactForm(FactType(rawValue: $0)?.message.fields ?? []) }
  }()
}
