public import FactSchema
public import RowSchema

/// What deciding may ask. The registry implements it, and a plain dictionary in tests.
///
/// Asked as an existential, a few times for each fact: deciding is compiled once, where a generic decider would find out
/// anew for each fact what it is made of. A method throws only when the knowledge itself cannot be read; what does not
/// exist is nil.
public protocol Knowledge {
  /// The subject's state; nil when it never existed. What makes it may not stand: ``SubjectState/fallen``.
  func state(of subject: SubjectID) throws(Refusal) -> SubjectState?
  /// The version in the subject's state; nil when it does not exist, or what makes it does not stand.
  func version(of subject: SubjectID) throws(Refusal) -> Version?
  /// What stands for this external id.
  func key(of externalID: ExternalID) -> ExternalKey
  /// The contact or order that has the external id of this key.
  func holder(of externalID: ExternalKey) throws(Refusal) -> SubjectID?
  /// What the fact at that position was about; nil at 0 and beyond the head (of the command's own facts so far).
  func recorded(at position: Position) throws(Refusal) -> RecordedSummary?
  /// The position of the fact that retracted the one at this position; nil when none did.
  func retraction(of position: Position) throws(Refusal) -> Position?
  /// The messages of the campaign that went to the contact and were not retracted.
  func sends(of campaign: SubjectID, to contact: SubjectID) throws(Refusal) -> Sends
  /// What was said of whether the address of this key is written to, in its order.
  func words(onAddress key: ExternalKey) throws(Refusal) -> [AddressState.Word]
  /// The fact at that position; nil where there is none, and of a damaged one.
  func fact(at position: Position) throws(Refusal) -> RecordedEvent?
  /// The facts of these types that name the subject, past one position and before another (also those of the command so far),
  /// in order; the first so many.
  func facts(
    of subject: SubjectID, types: [FactType], after: Position, before end: Position, limit: Int
  ) throws(Refusal) -> [RecordedEvent]
  /// The facts that name the subject, before a position, and may have something personal; in order, however many they are.
  func sealedFacts(of subject: SubjectID, before end: Position) throws(Refusal) -> [RecordedEvent]
  /// Whether somebody may have been erased.
  var mayHaveErasures: Bool { get }
  /// Whether more than so many facts of these types name the subject.
  func hasMoreFacts(than limit: Int, of subject: SubjectID, types: [FactType]) throws(Refusal) -> Bool
  /// The contacts, open deals and open tasks of an owner, in this order and by their ids; the first so many.
  func owned(by owner: Login, limit: Int) throws(Refusal) -> [SubjectID]
  /// Deals that are open in a stage of a pipeline, at most `limit`, in the order in which they came into the pipeline.
  ///
  /// It may look at every deal that ever was in the pipeline: to be asked where a stage is left out.
  func openDeals(in pipeline: SubjectID, stage: String, limit: Int) throws(Refusal) -> [SubjectID]
  /// The pipeline that was defined first; nil while none is.
  func firstPipeline() throws(Refusal) -> SubjectID?
}

extension Knowledge {
  /// Looks at the whole state, where there is no quicker way.
  public func version(of subject: SubjectID) throws(Refusal) -> Version? {
    try state(of: subject).flatMap { $0.fallen ? nil : Version($0.version) }
  }

  /// As all other facts are found.
  public func sealedFacts(of subject: SubjectID, before end: Position) throws(Refusal) -> [RecordedEvent] {
    try facts(of: subject, types: FactType.sealed, after: .zero, before: end, limit: .max)
  }

  /// Looked at for each contact.
  public var mayHaveErasures: Bool { true }

  /// All that name the subject and change what is known, and the retractions among them, of those before a position.
  public func facts(of subject: SubjectID, before end: Position) throws(Refusal) -> [RecordedEvent] {
    try facts(of: subject, types: FactType.known, after: .zero, before: end, limit: .max)
  }
}

/// Messages of a campaign to a contact.
public struct Sends: Sendable, Equatable {
  /// How many.
  public var count: UInt32
  /// What stands for the address of the last one; nil where that is not known.
  public var address: ExternalKey?

  /// None.
  public static let none = Sends(count: 0)

  /// So many, the last of them to that address.
  public init(count: UInt32, address: ExternalKey? = nil) {
    self.count = count
    self.address = address
  }
}

/// What a recorded fact was about, from its header alone.
public struct RecordedSummary: Sendable, Equatable {
  /// The fact's field number in `Fact`.
  public var type: UInt32
  /// What the fact was about.
  public var subject: SubjectID
  /// The others that it named or implied.
  public var otherSubjects: [SubjectID]
  /// Who recorded it.
  public var uid: UInt32

  /// A summary of these parts.
  public init(type: UInt32, subject: SubjectID, otherSubjects: [SubjectID], uid: UInt32) {
    self.type = type
    self.subject = subject
    self.otherSubjects = otherSubjects
    self.uid = uid
  }

  /// The summary of a header.
  public init(_ header: EventHeader) {
    self.init(
      type: header.type, subject: header.subject, otherSubjects: header.otherSubjects, uid: header.uid)
  }
}
