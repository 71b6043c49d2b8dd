public import FactSchema

/// How long, how many, how large: every limit on what a fact may say. A change of one is a change of the protocol.
///
/// Characters are Unicode scalars; bytes are of UTF-8. Those of single fields stand in the schema.
public enum Bounds {
  // Texts.
  /// Of a login name.
  public static let ownerCharacters = 64
  /// Of a phone as typed.
  public static let phoneCharacters = 64
  /// Of an id in another system.
  public static let externalIDBytes = 200
  /// Of a whole e-mail address.
  public static let emailBytes = 254
  /// Of what stands before its `@`.
  public static let emailLocalBytes = 64
  /// Of each part of its domain.
  public static let emailLabelBytes = 63
  /// Of notes, texts and evidence.
  public static let textBytes = 64 * 1024
  /// Of a word.
  public static let wordBytes = 64

  // Counts.
  /// E-mail addresses of a contact.
  public static let emails = said("ContactCreated", "emails", \.maxCount)
  /// Phones of a contact.
  public static let phones = said("ContactCreated", "phones", \.maxCount)
  /// Tags in one fact.
  public static let tags = said("ContactCreated", "tags", \.maxCount)
  /// Tags of a contact.
  public static let contactTags = 256
  /// Lines of an order.
  public static let lines = said("OrderPlaced", "lines", \.maxCount)
  /// Stages of a pipeline.
  public static let stages = said("PipelineDefined", "stages", \.maxCount)
  /// Pipelines.
  public static let pipelines: UInt32 = 4_096
  /// Users that were ever added.
  public static let users: UInt32 = 10_000
  /// Teams.
  public static let teams: UInt32 = 1_000
  /// Facts that one command records, those that the daemon records with them included.
  public static let commandFacts = 65_535
  /// Contacts that are added to a deal: all of them are named by each fact about it.
  public static let dealContacts = 32
  /// How often a deal may enter a stage.
  public static let stageVisits: UInt32 = 4_096
  /// Pairs of purpose and channel that a contact's consents may speak of.
  public static let consents = 256
  /// What may be said of whether one address is written to: each bounce, complaint and word is one.
  public static let suppressionWords = 1_000
  /// Roles that a contact may have been assigned.
  public static let roles = 256
  /// Relationships that a contact has to others, and organizations that it was said to have one after the other.
  public static let relationships = 256
  /// Organizations above a contact, one in another.
  public static let organizationDepth = 64
  /// Facts that name the subject of what is retracted, of those that rules go by; they are all read again.
  public static let toldFacts = 10_000
  /// Facts that are read again for all that one command retracts.
  public static let toldFactsOfCommand = 100_000
  /// Retractions of each other, one behind the other.
  public static let retractionChain = 256
  /// Subjects that a fact may name or imply beside its own.
  public static let otherSubjects = 64

  // Numbers.
  /// Of a call, meeting or visit: a little over a year.
  public static let durationSeconds = Int64(said("CallLogged", "durationSeconds", \.maximum))
  /// Items of an order.
  public static let itemCount = Int64(said("OrderPlaced", "itemCount", \.maximum))
  /// Days after which a deal rots.
  public static let rotDays = UInt32(said("PipelineDefined.Stage", "rotDays", \.maximum))
  /// 10^17 minor units, so that sums of any number of them fit Int128 and single ones Int64.
  public static let minorUnits: Int64 = 100_000_000_000_000_000
  /// Digits before the point of a line's quantity.
  public static let quantityDigits = 12
  /// Digits behind it.
  public static let quantityFractionDigits = 6
  /// E.164 digits after the `+`.
  public static let phoneDigits = 7...15
  /// Of command, correlation and causation ids.
  public static let clientIDBytes = 128

  // Times.
  /// 1900-01-01T00:00:00Z: nothing occurred before it and nothing is due before it.
  public static let earliest = Instant(microseconds: -2_208_988_800_000_000)
  /// How far after its recording a fact may have occurred: 24 hours, in microseconds.
  public static let occurredAhead: Int64 = 86_400_000_000
  /// The same of a date, which is recorded as its noon UTC: today is at most 26 hours ahead where it begins first.
  public static let dateAhead: Int64 = 26 * 3_600_000_000
  /// How long the noon UTC that stands for a date is past the beginning of that day where it begins first.
  public static let noonAfterDay: Int64 = 26 * 3_600_000_000
  /// How long it is before the day's end where it ends last.
  public static let noonBeforeEnd: Int64 = 24 * 3_600_000_000
  /// 2200-01-01T00:00:00Z: what is due or expected is so before it.
  public static let latest = Instant(microseconds: 7_258_118_400_000_000)

  /// What the schema says of a field.
  package static func said<Value: BinaryInteger>(
    _ message: String, _ field: String, _ bound: (FieldTable) -> Value?
  ) -> Int {
    let table = SchemaTables.factMessages.first { $0.name == message }
    guard let said = table?.fields.first(where: { $0.jsonName == field }).flatMap(bound) else {
      preconditionFailure("the schema bounds no \(message).\(field)")
    }
    return Int(said)
  }
}
