public import Schema

/// The kinds of facts by their stored type number, which is the field number in `Fact`.
public enum FactType: UInt32, CaseIterable, Sendable {
  case contactCreated = 16
  case contactDetailsChanged = 17
  case contactTagged = 18
  case contactUntagged = 19
  case callLogged = 20
  case emailLogged = 21
  case messageLogged = 22
  case letterLogged = 23
  case meetingLogged = 24
  case visitLogged = 25
  case noteAdded = 26
  case factRetracted = 27
  case taskScheduled = 28
  case taskCompleted = 29
  case pipelineDefined = 30
  case dealOpened = 31
  case dealStageChanged = 32
  case dealRevised = 33
  case dealWon = 34
  case dealLost = 35
  case dealReopened = 36
  case campaignCreated = 37
  case campaignSent = 38
  case campaignResponseRecorded = 39
  case consentGranted = 40
  case consentWithdrawn = 41
  case orderPlaced = 42
  case paymentReceived = 43
  case logLossAccepted = 44
  case clockReset = 45

  /// The fact's name in the protocol, such as `ContactCreated`.
  public var name: String { Self.tables[Int(rawValue)]?.name ?? "" }

  /// The shape of the fact's message.
  public var message: MessageTable? { Self.tables[Int(rawValue)] }

  /// The type with this name, or nil.
  public init?(name: String) {
    guard let type = Self.byName[name] else { return nil }
    self = type
  }

  /// Those that are interactions.
  public static let interactions = allCases.filter(\.isInteraction)

  /// Whether it logs that somebody and the contact met, spoke or wrote; such facts are counted on the card.
  public var isInteraction: Bool {
    switch self {
    case .callLogged, .emailLogged, .messageLogged, .letterLogged, .meetingLogged, .visitLogged: true
    default: false
    }
  }

  /// Whether nothing is known otherwise for it than before: interactions and notes.
  public var changesNothing: Bool { self == .noteAdded || isInteraction }

  /// Whether it is not decoded, but read as ``InteractionFields``.
  var isReadInPlace: Bool { changesNothing }

  /// Whether the daemon alone records it.
  public var isOfTheDaemon: Bool { self == .logLossAccepted || self == .clockReset }

  /// Whether a FactRetracted may name it: interactions, notes, orders, payments, sends and responses.
  public var isRetractable: Bool {
    switch self {
    case .noteAdded, .orderPlaced, .paymentReceived, .campaignSent, .campaignResponseRecorded: true
    default: isInteraction
    }
  }

  /// Whether it raises the version of what it is about. Of a FactRetracted that depends on what it retracts.
  public var raisesVersion: Bool {
    switch self {
    case .noteAdded, .factRetracted, .campaignSent, .campaignResponseRecorded, .consentGranted, .consentWithdrawn,
      .logLossAccepted, .clockReset:
      false
    default: !isInteraction
    }
  }

  /// What the facts of this type are about; nil for FactRetracted, which is about what that fact was about.
  public var subjectKind: SubjectKind? {
    switch self {
    case .contactCreated, .contactDetailsChanged, .contactTagged, .contactUntagged, .callLogged, .emailLogged,
      .messageLogged, .letterLogged, .meetingLogged, .visitLogged, .noteAdded, .campaignSent,
      .campaignResponseRecorded, .consentGranted, .consentWithdrawn:
      .contact
    case .factRetracted: nil
    case .taskScheduled, .taskCompleted: .task
    case .pipelineDefined: .pipeline
    case .dealOpened, .dealStageChanged, .dealRevised, .dealWon, .dealLost, .dealReopened: .deal
    case .campaignCreated: .campaign
    case .orderPlaced: .order
    case .paymentReceived: .payment
    case .logLossAccepted, .clockReset: .log
    }
  }

  /// How its messages are written.
  var form: FactForm { Self.forms[Int(rawValue)] }

  private static let tables: [MessageTable?] = {
    let facts = SchemaTables.messages.first { $0.name == "Fact" }?.fields ?? []
    var tables = [MessageTable?](repeating: nil, count: (facts.map(\.number).max() ?? -1) + 1)
    for field in facts {
      if case .message(let name) = field.kind { tables[field.number] = SchemaTables.messages.first { $0.name == name } }
    }
    return tables
  }()

  private static let byName: [String: FactType] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  private static let forms: [FactForm] = tables.map { FactForm($0?.fields ?? []) }
}

extension Fact {
  /// The type of fact that is set; nil when none is.
  public var type: FactType? {
    switch fact {
    case .contactCreated: .contactCreated
    case .contactDetailsChanged: .contactDetailsChanged
    case .contactTagged: .contactTagged
    case .contactUntagged: .contactUntagged
    case .callLogged: .callLogged
    case .emailLogged: .emailLogged
    case .messageLogged: .messageLogged
    case .letterLogged: .letterLogged
    case .meetingLogged: .meetingLogged
    case .visitLogged: .visitLogged
    case .noteAdded: .noteAdded
    case .factRetracted: .factRetracted
    case .taskScheduled: .taskScheduled
    case .taskCompleted: .taskCompleted
    case .pipelineDefined: .pipelineDefined
    case .dealOpened: .dealOpened
    case .dealStageChanged: .dealStageChanged
    case .dealRevised: .dealRevised
    case .dealWon: .dealWon
    case .dealLost: .dealLost
    case .dealReopened: .dealReopened
    case .campaignCreated: .campaignCreated
    case .campaignSent: .campaignSent
    case .campaignResponseRecorded: .campaignResponseRecorded
    case .consentGranted: .consentGranted
    case .consentWithdrawn: .consentWithdrawn
    case .orderPlaced: .orderPlaced
    case .paymentReceived: .paymentReceived
    case .logLossAccepted: .logLossAccepted
    case .clockReset: .clockReset
    case nil: nil
    }
  }

  /// The stored type number; 0 when no fact is set.
  public var typeNumber: UInt32 { type?.rawValue ?? 0 }
}
