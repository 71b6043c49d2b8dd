import Bytes
public import FactSchema
import RowSchema
import SwiftProtobuf

/// What the erasure of a contact takes: the facts that are sealed for it, and what was said of its addresses.
struct Erasure {
  /// Each fact that has something personal of it, with that; in the order of the log.
  private let facts: [RecordedEvent]
  /// What stands for the addresses that were said of it and not taken back, the latest first.
  let addresses: [ExternalKey]
  /// What says of an address that was ever said of it, in words, whether that is written to.
  let suppressions: [SubjectID]

  /// Of all that is recorded before a position. It reads every fact that names the contact and may be sealed, twice.
  ///
  /// Throws `.tooLarge` for more than 1,000 suppressions, and what `knowledge` throws.
  init(of contact: SubjectID, before end: Position, knowing knowledge: any Knowledge) throws(Refusal) {
    var said: [ExternalKey] = []
    var standing: [ExternalKey] = []
    for fact in try Self.facts(of: contact, [], before: end, knowing: knowledge).reversed() {
      let keys = Self.addresses(in: fact.fact).map(knowledge.key)
      guard !keys.isEmpty else { continue }
      said += keys
      // One that was said by mistake is somebody else's.
      if try knowledge.retraction(of: fact.position) == nil { standing += keys }
    }
    addresses = standing.eachOnce
    var suppressions: [SubjectID] = []
    for key in said.eachOnce {
      for word in try knowledge.words(onAddress: key) {
        guard let about = try knowledge.recorded(at: Position(word.position))?.subject else { continue }
        if about.kind == .suppression { suppressions.append(about) }
      }
    }
    suppressions = suppressions.eachOnce
    guard suppressions.count <= Self.suppressionsMax else {
      throw Refusal(
        .tooLarge, "more than \(Self.suppressionsMax) facts say whether its addresses are written to",
        field: "contact")
    }
    self.suppressions = suppressions
    facts = try Self.facts(of: contact, suppressions, before: end, knowing: knowledge)
  }

  /// The facts with something personal that are sealed for the contact, and those about the suppressions; in the order of the log.
  static func facts(
    of contact: SubjectID, _ suppressions: [SubjectID], before end: Position, knowing knowledge: any Knowledge
  ) throws(Refusal) -> [RecordedEvent] {
    var facts: [RecordedEvent] = []
    for subject in [contact] + suppressions {
      facts += try knowledge.sealedFacts(of: subject, before: end).filter {
        $0.header.sealSubject == subject && !$0.personalFields.isEmpty
      }
    }
    return facts.sorted { $0.position < $1.position }
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

extension Array where Element: Hashable {
  /// The first of each that are the same.
  fileprivate var eachOnce: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// A fact as it was before somebody was erased, and as it is told from then on.
public struct ErasedFact: Sendable {
  /// With what was personal in it.
  public let before: RecordedEvent
  /// Without.
  public let after: RecordedEvent

  /// Of a fact with what is personal in it, which the erasure says to have had these fields.
  private init(_ fact: RecordedEvent, _ fields: ErasedFields) throws(FactCodec.Failure) {
    before = fact
    after = try fact.erased(of: fields.fields(of: fact.type, at: fact.position))
  }

  /// All that an erasure takes something from, in the order of the log, while that can be read.
  ///
  /// Throws what `knowledge` throws, and `.internal` where a fact cannot be taken apart.
  public static func all(
    of erasure: PersonalDataErased, at position: Position, knowing knowledge: any Knowledge
  ) throws(Refusal) -> [ErasedFact] {
    guard let contact = SubjectID(erasure.contact) else { return [] }
    let suppressions = erasure.suppressions.compactMap { SubjectID($0) }
    let fields = ErasedFields(erasure)
    let facts = try Erasure.facts(of: contact, suppressions, before: position, knowing: knowledge)
    do throws(FactCodec.Failure) {
      return try facts.map { (fact) throws(FactCodec.Failure) in try ErasedFact(fact, fields) }
    } catch {
      throw .internal("a fact cannot be read without what is personal in it")
    }
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
  /// Those that may have something personal in them.
  public static let sealed = allCases.filter(\.form.hasPersonal)
}

extension EventHeader {
  /// For whom personal fields of the fact are sealed: what it is about, or the contact that this belongs to.
  public var sealSubject: SubjectID {
    subject.kind == .contact ? subject : otherSubjects.first { $0.kind == .contact } ?? subject
  }
}
