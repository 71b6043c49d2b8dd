import Bytes
public import FactSchema
import RowSchema
import SwiftProtobuf

/// What the erasure of a contact takes: the facts that are sealed for it, and what was said of its addresses.
public struct Erasure: Sendable {
  /// Each fact that has something personal of it, with that; in the order of the log.
  public let facts: [RecordedEvent]
  /// What stands for the addresses that were said of it, the latest first.
  let addresses: [ExternalKey]
  /// What says of one of these, in words, whether it is written to.
  let suppressions: [SubjectID]

  /// Of all that is recorded before a position. It reads every fact that names the contact and may be sealed.
  public init(
    of contact: SubjectID, before end: Position, knowing knowledge: any Knowledge
  ) throws(Refusal) {
    var facts = try knowledge.sealedFacts(of: contact, before: end).filter { $0.header.sealSubject == contact }
    var addresses: [ExternalKey] = []
    for fact in facts.reversed() {
      for id in Self.addresses(in: fact.fact) {
        let key = knowledge.key(of: id)
        if !addresses.contains(key) { addresses.append(key) }
      }
    }
    var suppressions: [SubjectID] = []
    for key in addresses {
      for word in try knowledge.words(onAddress: key) {
        guard let about = try knowledge.recorded(at: Position(word.position))?.subject, about.kind == .suppression,
          !suppressions.contains(about)
        else { continue }
        suppressions.append(about)
      }
    }
    guard suppressions.count <= Self.suppressionsMax else {
      throw Refusal(
        .tooLarge, "more than \(Self.suppressionsMax) facts say whether its addresses are written to",
        field: "contact")
    }
    for about in suppressions { facts += try knowledge.sealedFacts(of: about, before: end) }
    self.facts = facts.filter { !$0.personalFields.isEmpty }.sorted { $0.position < $1.position }
    self.addresses = addresses
    self.suppressions = suppressions
  }

  /// The most suppressions whose words one erasure takes.
  private static let suppressionsMax = 1_000

  /// The addresses that a fact says of its contact.
  private static func addresses(in fact: Fact) -> [ExternalID] {
    switch fact.fact {
    case .contactCreated(let fact): ids(fact.emails, fact.phones, fact.phoneRegion)
    case .contactDetailsChanged(let fact): ids(fact.emails, fact.phones, fact.phoneRegion)
    default: []
    }
  }

  private static func ids(_ emails: [String], _ phones: [String], _ region: String) -> [ExternalID] {
    emails.compactMap { Address.email($0) } + phones.compactMap { Address.phone($0, region: PhoneRegion(region)) }
  }

  /// Which personal fields the facts have, as the erasure says it: of each type first those that most of its facts have.
  var fields: [PersonalDataErased.Fields] {
    var said: [PersonalDataErased.Fields] = []
    var left = Self.positionsMax
    for type in FactType.allCases {
      var positions: [[String]: [Position]] = [:]
      for fact in facts where fact.type == type.rawValue {
        positions[fact.personalFields, default: []].append(fact.position)
      }
      let groups = positions.sorted { ($1.value.count, $0.value[0]) < ($0.value.count, $1.value[0]) }
      for (place, group) in groups.enumerated() {
        let named = place == 0 ? [] : group.value.prefix(left)
        if place > 0, named.isEmpty { continue }
        left -= named.count
        said.append(
          .with {
            ($0.fact, $0.fields) = (type.name, group.key)
            $0.positions = named.map(\.value)
          })
      }
    }
    return said
  }

  /// The most facts that are named because they had other fields than most.
  private static let positionsMax = 2_000
}

/// A fact as it was before somebody was erased, and as it is told from then on.
public struct ErasedFact: Sendable {
  /// With what was personal in it.
  public let before: RecordedEvent
  /// Without.
  public let after: RecordedEvent

  /// Of a fact with what is personal in it, which the erasure says to have had these fields.
  public init(_ fact: RecordedEvent, _ fields: ErasedFields) throws(FactCodec.Failure) {
    before = fact
    after = try fact.erased(of: fields.fields(of: fact.type, at: fact.position))
  }
}

/// Which personal fields facts had that were erased together.
public struct ErasedFields: Sendable {
  private var most: [UInt32: [String]] = [:]
  private var others: [Position: [String]] = [:]

  /// As an erasure says it.
  public init(_ fact: PersonalDataErased) {
    for group in fact.fields {
      guard let type = FactType(name: group.fact) else { continue }
      if group.positions.isEmpty { most[type.rawValue] = group.fields }
      for position in group.positions { others[Position(position)] = group.fields }
    }
  }

  /// Those of the fact of that type at a position.
  public func fields(of type: UInt32, at position: Position) -> [String] { others[position] ?? most[type] ?? [] }
}

extension RecordedEvent {
  /// The names of the personal fields that it has, in the order of their numbers.
  public var personalFields: [String] {
    guard let form = FactType(rawValue: type)?.form, form.hasPersonal else { return [] }
    return form.personalFields(in: message)
  }
}

extension FactType {
  /// Those that may have something personal.
  public static let sealed = allCases.filter(\.form.hasPersonal)
}

extension EventHeader {
  /// For whom personal fields of the fact are sealed: what it is about, or the contact that this belongs to.
  public var sealSubject: SubjectID {
    subject.kind == .contact ? subject : otherSubjects.first { $0.kind == .contact } ?? subject
  }
}
