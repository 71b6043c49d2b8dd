import Domain
import FactSchema
import RowSchema

/// One campaign and one contact.
struct SendKey: Hashable, Sendable {
  var campaign: SubjectID
  var contact: SubjectID
}

/// A subject and whose it is.
struct Owned: Hashable, Sendable {
  /// What stands for the login.
  let owner: UInt64
  let subject: SubjectID

  init(_ owner: Login, _ subject: SubjectID) {
    self.owner = Self.hash(owner)
    self.subject = subject
  }

  static func hash(_ owner: Login) -> UInt64 {
    SipHash.hash(owner.folded.utf8.span, key: (0x6b69_7468_6f77_6e65, 0))
  }
}

/// Changes to what is known that are not in the registry's environment yet.
struct RegistryLayer: Sendable {
  var states: [SubjectID: SubjectState] = [:]
  var slots: [SubjectID: UInt64] = [:]
  /// A nil value: nobody has it any more.
  var holders: [ExternalKey: SubjectID?] = [:]
  var commands = CommandPlaces()
  var sends: [SendKey: Sends] = [:]
  /// What was said of addresses; empty: nothing any more.
  var addresses: [ExternalKey: [AddressState.Word]] = [:]
  /// What names the fact at a position in order to take it back.
  var retractions: [Position: [Position]] = [:]
  var pipelines: [Position: SubjectID] = [:]
  /// False: it is not that owner's any more.
  var owned: [Owned: Bool] = [:]

  init() {}

  /// A layer with room for as many changes as another one holds, because it will hold about as many.
  init(after other: borrowing RegistryLayer) {
    states.reserveCapacity(other.states.count)
    commands.reserveCapacity(other.commands.count)
  }

  /// How many changes it holds.
  var count: Int {
    states.count + slots.count + holders.count + commands.count + sends.count + pipelines.count + owned.count
      + addresses.count
  }
}

/// One change to a layer as it was before, so that it can be taken back.
enum RegistryUndo {
  case state(SubjectID, SubjectState?)
  case slot(SubjectID, UInt64?)
  case holder(ExternalKey, SubjectID??)
  case sends(SendKey, Sends?)
  case address(ExternalKey, [AddressState.Word]?)
  case retraction(Position, [Position]?)
  case pipeline(Position, SubjectID?)
  case owned(Owned, Bool?)
}

extension RegistryLayer {
  mutating func undo(_ change: RegistryUndo) {
    switch change {
    case .state(let key, let value): states[key] = value
    case .slot(let key, let value): slots[key] = value
    case .holder(let key, let value):
      if let value { holders.updateValue(value, forKey: key) } else { holders.removeValue(forKey: key) }
    case .sends(let key, let value): sends[key] = value
    case .address(let key, let value): addresses[key] = value
    case .retraction(let key, let value): retractions[key] = value
    case .pipeline(let key, let value): pipelines[key] = value
    case .owned(let key, let value): owned[key] = value
    }
  }
}

/// All that is known of subjects in memory, the upper layers hiding the lower ones. Never copied: looking something up
/// must not count every table's references.
struct RegistryLayers: ~Copyable {
  var rehearsal: RegistryLayer?
  var live = RegistryLayer()
  /// What the checkpointer is writing; consulted until it is in the environment.
  var frozen: RegistryLayer?
  var read = SubjectCache()

  /// What the uppermost layer has that has it.
  func first<Value>(_ find: (RegistryLayer) -> Value?) -> Value? {
    rehearsal.flatMap(find) ?? find(live) ?? frozen.flatMap(find)
  }

  /// The state of a subject; nil where memory does not have it.
  func state(of subject: SubjectID) -> SubjectState? {
    rehearsal?.states[subject] ?? live.states[subject] ?? frozen?.states[subject] ?? read.entries[subject]?.state
  }

  /// The version in that state, and whether what makes the subject does not stand; the state need not be copied for it.
  func version(of subject: SubjectID) -> (version: Version, isFallen: Bool)? {
    func found(_ state: SubjectState?) -> (version: Version, isFallen: Bool)? {
      state.map { (Version($0.version), $0.fallen) }
    }
    return found(rehearsal?.states[subject]) ?? found(live.states[subject]) ?? found(frozen?.states[subject])
      ?? found(read.entries[subject]?.state)
  }

  /// Where commands of that hash stand, as far as memory has them, oldest first.
  func places(ofCommands hash: UInt64) -> [Position] {
    (frozen?.commands[hash] ?? []) + live.commands[hash]
  }

  /// The key slot of a subject; nil where memory does not have it.
  func slot(of subject: SubjectID) -> UInt64? {
    live.slots[subject] ?? frozen?.slots[subject] ?? read.entries[subject]?.slot
  }
}
