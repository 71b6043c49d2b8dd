public import FactSchema
public import RowSchema

/// A fact proposed with its time, as read from a request.
public struct Proposal: Sendable {
  /// What is said to have happened.
  public var fact: EncodedFact
  /// When it happened; when it is recorded, if absent.
  public var occurredAt: Instant?

  /// A fact and, where it is told, its time.
  public init(_ fact: EncodedFact, occurredAt: Instant? = nil) {
    self.fact = fact
    self.occurredAt = occurredAt
  }
}

/// What deciding takes from outside beside what is known: the time, and new ids. No configuration: what changes an answer is
/// a fact.
///
/// It is made for each command and not kept, so it is not Sendable.
public struct DecisionContext {
  /// The fact's `recordedAt`, which never goes back.
  public var now: Instant
  /// What the machine's clock says: when a fact happened that does not say so, and what bounds when others may have. The
  /// same as ``now`` but where the clock was ahead before.
  public var clock: Instant
  /// What facts of the daemon's own are about.
  public var log: SubjectID
  /// What facts about the whole company are about.
  public var company: SubjectID
  /// Whether it is one of the ``Seeds`` that is decided about.
  public var isInitial: Bool
  /// What facts of the same command take back; nil where that is asked of none.
  public var retractions: JointRetractions?
  /// Makes the id of a subject that the client did not name.
  public var makeID: (SubjectKind) -> SubjectID

  /// What to decide with; `makeID` is called at most once for each fact.
  public init(
    now: Instant, clock: Instant? = nil, log: SubjectID = SubjectID(.log, 0),
    company: SubjectID = SubjectID(.company, 0), isInitial: Bool = false,
    makeID: @escaping (SubjectKind) -> SubjectID
  ) {
    self.now = now
    self.clock = clock ?? now
    self.log = log
    self.company = company
    self.isInitial = isInitial
    self.makeID = makeID
  }
}

@available(*, unavailable)
extension DecisionContext: Sendable {}

/// One fact accepted: normalised, with its ids, and what it does to what is known.
public struct DecidedEvent: Sendable {
  /// The fact to store.
  public var encoded: EncodedFact
  /// What it is about.
  public var subject: SubjectID
  /// The other subjects that it names or implies, without repetitions and without `subject`; at most 64.
  public var otherSubjects: [SubjectID]
  /// The subject's version after it.
  public var version: Version
  /// When it happened.
  public var occurredAt: Instant
  /// Whose key seals its personal fields; nil when facts of this type have none.
  public var sealSubject: SubjectID?
  /// The changes that `evolve` finds for it.
  public var changes: [RegistryChange]

  /// An event of these parts.
  public init(
    encoded: EncodedFact, subject: SubjectID, otherSubjects: [SubjectID], version: Version, occurredAt: Instant,
    sealSubject: SubjectID?, changes: [RegistryChange]
  ) {
    self.encoded = encoded
    self.subject = subject
    self.otherSubjects = otherSubjects
    self.version = version
    self.occurredAt = occurredAt
    self.sealSubject = sealSubject
    self.changes = changes
  }
}

extension DecidedEvent {
  /// The fact to store, decoded.
  public var fact: Fact { encoded.fact }
  /// The fact's field number in `Fact`.
  public var type: UInt32 { encoded.type.rawValue }
}

/// One change to what is known. Each sets a value, so that applying it twice does no harm.
public enum RegistryChange: Sendable, Equatable {
  /// The subject's whole state from now on.
  case state(SubjectID, SubjectState)
  /// Who holds an external id of contacts or of orders from now on; nil frees it.
  case externalID(ExternalKey, SubjectID?)
  /// The messages of the campaign that went to the contact and were not retracted.
  case sends(campaign: SubjectID, contact: SubjectID, Sends)
  /// All that was said of whether an address is written to, in its order; nothing frees it.
  case address(ExternalKey, [AddressState.Word])
  /// Who has a contact, an open deal or an open task from now on; nil: nobody.
  case owner(SubjectID, from: Login?, to: Login?)
  /// A fact was retracted by another.
  case retracted(Position, by: Position)
  /// A pipeline was defined for the first time; pipelines are in the order of these positions.
  case pipeline(SubjectID, definedAt: Position)
}
