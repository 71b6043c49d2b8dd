public import FactSchema

/// A fact as read back from the log: what followers, projections and queries get.
///
/// Handed from one read model to the next for every fact, so that its content is held once and a copy costs nothing.
public struct RecordedEvent: Sendable {
  @usableFromInline let content: Content

  /// What all copies share.
  @usableFromInline
  final class Content: Sendable {
    @usableFromInline let header: EventHeader
    @usableFromInline let shared: SharedFact
    @usableFromInline let isErased: Bool
    @usableFromInline let erasedFields: [String]
    @usableFromInline let retractedBy: Position?
    @usableFromInline let restoresConsent: Bool
    @usableFromInline let retraction: Retraction?

    init(
      _ header: EventHeader, _ shared: SharedFact, _ isErased: Bool, _ erasedFields: [String],
      _ retractedBy: Position?, _ restoresConsent: Bool, _ retraction: Retraction?
    ) {
      self.header = header
      self.shared = shared
      self.isErased = isErased
      self.erasedFields = erasedFields
      self.retractedBy = retractedBy
      self.restoresConsent = restoresConsent
      self.retraction = retraction
    }
  }

  /// A fact read back with its stored message, with what retracted it, and of a retraction what it does.
  public init(
    header: EventHeader, fact: SharedFact, isErased: Bool = false, erasedFields: [String] = [],
    retractedBy: Position? = nil, restoresConsent: Bool = false, retraction: Retraction? = nil
  ) {
    content = Content(header, fact, isErased, erasedFields, retractedBy, restoresConsent, retraction)
  }

  /// Everything about the fact that is not its content.
  @inlinable public var header: EventHeader { content.header }
  /// The fact and its message as all copies share them.
  @inlinable public var shared: SharedFact { content.shared }
  /// What happened, see ``SharedFact/fact``.
  @inlinable public var fact: Fact { content.shared.fact }
  /// The fact's message as it is stored: its open fields, then its personal ones unless they are erased.
  @inlinable public var message: [UInt8] { content.shared.message }
  /// Whether its personal fields cannot be read any more, so that they have their defaults in `fact`.
  @inlinable public var isErased: Bool { content.isErased }
  /// The names of the personal fields that it had before its person was erased; none where nobody was, or it had none.
  @inlinable public var erasedFields: [String] { content.erasedFields }
  /// What took it back, as of the position up to which it is told; nil of a fact that stands there. A fact that is followed
  /// as it is recorded stands.
  @inlinable public var retractedBy: Position? { content.retractedBy }
  /// Whether what took it back says that consent is restored, so that the objection is gone that came by it.
  @inlinable public var restoresConsent: Bool { content.restoresConsent }
  /// What it does to facts before it; only of a FactRetracted, and nil where what it names cannot be read.
  @inlinable public var retraction: Retraction? { content.retraction }

  /// Where it stands in the log.
  @inlinable public var position: Position { content.header.position }
  /// The number of its type.
  @inlinable public var type: UInt32 { content.header.type }

  /// The same fact as it is told where that took it back, or nothing did.
  public func retracted(by position: Position?, restoringConsent: Bool = false) -> RecordedEvent {
    guard position != retractedBy || restoringConsent != restoresConsent else { return self }
    return RecordedEvent(
      header: header, fact: shared, isErased: isErased, erasedFields: erasedFields, retractedBy: position,
      restoresConsent: restoringConsent,
      retraction: retraction)
  }

  /// The same fact without what was personal in it: these fields.
  func erased(of fields: [String]) throws(FactCodec.Failure) -> RecordedEvent {
    RecordedEvent(
      header: header, fact: try FactCodec.withoutPersonal(shared), isErased: true, erasedFields: fields,
      retractedBy: retractedBy, restoresConsent: restoresConsent, retraction: retraction)
  }

  /// The same retraction with what it does.
  public func with(_ retraction: Retraction) -> RecordedEvent {
    RecordedEvent(
      header: header, fact: shared, isErased: isErased, erasedFields: erasedFields, retractedBy: retractedBy,
      restoresConsent: restoresConsent,
      retraction: retraction)
  }

  /// What it takes back; nil where it takes back nothing.
  public var retracting: Retracting? {
    guard type == FactType.factRetracted.rawValue, case .factRetracted(let fact) = fact.fact else { return nil }
    return Retracting(target: Position(fact.position), by: position, restoresConsent: fact.confirmConsent)
  }

  /// Whether it counts though it does not stand: an objection outlives the retraction of the response that it came by, unless
  /// that says that consent is restored.
  public var leavesObjection: Bool {
    guard retractedBy != nil, !restoresConsent, type == FactType.campaignResponseRecorded.rawValue,
      case .campaignResponseRecorded(let fact) = fact.fact
    else { return false }
    return Consents.isWithdrawn(by: fact.response)
  }
}

/// That a fact takes another one back.
public struct Retracting: Sendable, Equatable {
  /// What it takes back.
  public var target: Position
  /// Where it stands itself.
  public var by: Position
  /// Whether it says that consent is restored.
  public var restoresConsent: Bool

  /// Puts the three together.
  public init(target: Position, by: Position, restoresConsent: Bool = false) {
    self.target = target
    self.by = by
    self.restoresConsent = restoresConsent
  }
}

/// What a FactRetracted does to the facts before it.
public struct Retraction: Sendable, Equatable {
  /// Whether a fact stands, as of the position up to which the retraction is told.
  public struct Standing: Sendable, Equatable {
    /// Which fact.
    public var position: Position
    /// What took it back; nil where it stands.
    public var retractedBy: Position?

    /// Puts the two together.
    public init(position: Position, retractedBy: Position?) {
      self.position = position
      self.retractedBy = retractedBy
    }
  }

  /// The facts that it makes fall or stand again: the one that it names; where that is a retraction, the one that this names,
  /// and so on down to one that is none.
  public var standings: [Standing]
  /// The type of that last one; nil where it cannot be read.
  public var type: UInt32?

  /// Puts the two together.
  public init(standings: [Standing], type: UInt32?) {
    self.standings = standings
    self.type = type
  }
}
