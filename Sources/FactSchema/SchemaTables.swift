/// The descriptor of every message and enum of the schema, for code that works on encoded messages:
/// the JSON mapping, the service description, the catalogue of facts. Each module of the schema adds its own.
///
/// Made from the descriptor set of the .proto files; a test holds it equal to the committed descriptor set.
public enum SchemaTables {}

/// One message: its name without the package, its comment, its fields in the order of the .proto file.
public struct MessageTable: Sendable {
  /// The name without the package.
  public let name: String
  /// The comment above it.
  public let doc: String
  /// In the order of the .proto file.
  public let fields: [FieldTable]
  /// The JSON names of fields of which one at least must be there; empty where none need be.
  public let needsAny: [String]

  package init(name: String, doc: String, fields: [FieldTable], needsAny: [String] = []) {
    self.name = name
    self.doc = doc
    self.fields = fields
    self.needsAny = needsAny
  }
}

/// One field of a message.
public struct FieldTable: Sendable {
  /// The field number.
  public let number: Int
  /// The name in JSON.
  public let jsonName: String
  /// The name in the .proto file.
  public let protoName: String
  /// What it holds.
  public let kind: Kind
  /// How often it may stand.
  public let label: Label
  /// Whether a stored fact seals it.
  public let isPersonal: Bool
  /// Whether it is told to those alone who are given personal fields, though a stored fact does not seal it.
  public let isGuarded: Bool
  /// Whether a fact or request without it is refused.
  public let isRequired: Bool
  /// Whether no answer depends on it but those that tell the fact itself.
  public let isInFactOnly: Bool
  /// The most bytes of a text that is sent, and of an outcome in `Reply`; nil where there is no such bound.
  public let maxBytes: Int?
  /// The most entries of a list that is sent; nil where there is no such bound.
  public let maxCount: Int?
  /// Of a method in `Request` and of a fact in `Fact`: all that a caller must be permitted to do. Where the schema says
  /// nothing, operators alone may.
  public let needs: Permissions
  /// What a text that is sent is made of; nil where it is anything.
  public let form: FieldForm?
  /// The most characters of a text that is sent; nil where there is no such bound.
  public let maxCharacters: Int?
  /// The least of a number that is sent; nil where it is that of its kind.
  public let minimum: UInt32?
  /// The most of a number that is sent; nil where it is that of its kind.
  public let maximum: UInt32?
  /// Whether it names what the fact creates, and is assigned by the daemon where it is absent.
  public let creates: Bool
  /// Whether a change can empty it.
  public let isClearable: Bool
  /// What a date stands for that is given for a time; nil where none may be.
  public let date: DateMeaning?
  /// The JSON name of a field that must be there as well.
  public let comesWith: String?
  /// The words that a text may be; empty where it is not one of some.
  public let words: [String]
  /// Whether it may stand beside the fields of a fact that is called by its name.
  public let isBesideFact: Bool
  /// Whether a list of messages with two texts is an object in JSON, of the second texts by the first ones.
  public let isObject: Bool
  /// The comment above it.
  public let doc: String

  package init(
    _ number: Int, _ jsonName: String, _ protoName: String, _ kind: Kind, _ label: Label, personal: Bool,
    required: Bool, guarded: Bool = false, inFactOnly: Bool = false, maxBytes: Int? = nil, maxCount: Int? = nil,
    needs: Permissions = .unopened, form: FieldForm? = nil,
    maxCharacters: Int? = nil, minimum: UInt32? = nil, maximum: UInt32? = nil, creates: Bool = false,
    clearable: Bool = false,
    date: DateMeaning? = nil, comesWith: String? = nil, words: [String] = [], besideFact: Bool = false,
    asObject: Bool = false,
    doc: String
  ) {
    self.number = number
    self.jsonName = jsonName
    self.protoName = protoName
    self.kind = kind
    self.label = label
    self.isPersonal = personal
    isGuarded = guarded
    self.isRequired = required
    isInFactOnly = inFactOnly
    self.maxBytes = maxBytes
    self.maxCount = maxCount
    self.needs = needs
    self.form = form
    self.maxCharacters = maxCharacters
    self.minimum = minimum
    self.maximum = maximum
    self.creates = creates
    isClearable = clearable
    self.date = date
    self.comesWith = comesWith
    self.words = words
    isBesideFact = besideFact
    isObject = asObject
    self.doc = doc
  }

  /// What a field holds; messages and enums by name without the package.
  public enum Kind: Sendable, Equatable {
    case bool, int32, int64, uint32, uint64, double, string, timestamp
    case message(String)
    case enumeration(String)
  }

  /// How often a field may stand, and whether its absence can be told from its default.
  public enum Label: Sendable, Equatable {
    case singular, optional, repeated, oneof
  }
}

/// One enum: its values by number and name.
public struct EnumTable: Sendable {
  /// The name without the package.
  public let name: String
  /// The comment above it.
  public let doc: String
  /// In the order of the .proto file.
  public let values: [(number: Int, name: String)]

  package init(name: String, doc: String, values: [(number: Int, name: String)]) {
    self.name = name
    self.doc = doc
    self.values = values
  }
}
