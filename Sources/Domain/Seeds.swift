public import FactSchema
import SwiftProtobuf

/// What the daemon records of its own, because answers depend on it, in a log in which nobody has said it yet: before the
/// first fact of a new log, and at the head of one of an earlier release.
///
/// They are recorded in the role of the daemon with ``cause`` and hold from position 0, wherever they stand: whoever reads a
/// log from its beginning reads them first.
public struct Seeds: Sendable, Equatable {
  /// The cause that marks them.
  public static let cause = "initial"
  /// The cause of what a log of an earlier release is told beside them: what was configured when they were recorded.
  public static let configured = "configured"

  /// The region that completed phones from the beginning; nil: none, and phones without `+` were refused.
  public var phoneRegion: String?
  /// Whether contacts who never spoke of a purpose and channel are written to.
  public var grantsConsent: Bool
  /// The region that completes phones from now on.
  public var laterPhoneRegion: String?

  /// The seeds of a log to which nobody said anything else.
  public init(phoneRegion: String? = nil, grantsConsent: Bool = true) {
    self.phoneRegion = phoneRegion
    self.grantsConsent = grantsConsent
    laterPhoneRegion = phoneRegion
  }

  /// What holds from the beginning.
  public var initial: [Fact.OneOf_Fact] {
    var facts: [Fact.OneOf_Fact] = [Self.configured(phoneRegion), .pipelineDefined(BuiltInPipeline.definition)]
    if !grantsConsent {
      facts.append(
        .consentDefaultSet(
          .with {
            $0.purpose = Consents.all
            $0.channel = Consents.all
            $0.consent = .withdrawn
          }))
    }
    return facts
  }

  /// What holds from where it stands.
  public var later: [Fact.OneOf_Fact] {
    laterPhoneRegion == phoneRegion ? [] : [Self.configured(laterPhoneRegion)]
  }

  private static func configured(_ region: String?) -> Fact.OneOf_Fact {
    .companyConfigured(.with { if let region { $0.phoneRegion = region } else { $0.clear = ["phoneRegion"] } })
  }
}

extension EventHeader {
  /// Whether the fact is one of the ``Seeds``, which hold from position 0.
  public var isInitial: Bool { role == .daemon && causationID == Seeds.cause }
}

extension RecordedEvent {
  /// Whether it is one of the ``Seeds``, which hold from position 0.
  public var isInitial: Bool { header.isInitial }

  /// The same fact where it holds from, position 0.
  public var heldFromBeginning: RecordedEvent {
    let (header, fact) = (header, shared)
    return RecordedEvent(
      header: EventHeader(
        position: .zero, type: header.type, schemaVersion: header.schemaVersion, recordedAt: header.recordedAt,
        occurredAt: header.occurredAt, subject: header.subject, version: header.version,
        otherSubjects: header.otherSubjects, uid: header.uid, role: header.role, requestDigest: header.requestDigest,
        index: header.index, count: header.count, causationID: header.causationID),
      fact: fact)
  }
}
