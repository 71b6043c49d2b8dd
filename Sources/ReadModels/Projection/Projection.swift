import Bytes
public import Cryptography
public import Domain
public import FactSchema
public import RowStore

/// A read model: what it makes of each event, written as rows of a ``View``.
///
/// A value type without state of its own: everything it must remember is in the rows, so that live following, catching
/// up and rebuilding give the same rows. Nothing that depends on the present time, the batch or the generation may be in
/// a row.
public protocol Projection: Sendable {
  /// Its name in the protocol, such as `contacts`.
  var name: String { get }

  /// Raised whenever the rows that the same log gives change; a generation of another version is made again.
  var version: UInt32 { get }

  /// The facts that it looks at, and how deep; all others pass it by. With retractions among them what they concern is told
  /// again, see ``part(of:)``.
  var kinds: FactKinds { get }

  /// The queries that it answers.
  var queries: [QueryKind] { get }

  /// Changes the rows as the event asks; ignores facts that do not concern it. One that holds from the beginning
  /// (``/Domain/Seeds``) is given before all others, and once more where it stands: then it changes nothing.
  ///
  /// Called through ``ViewWriter/apply(_:by:)``, which takes everything back when it throws. The personal fields of an
  /// erased event are empty.
  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure)

  /// Prepares rows that will end where the company is in that time zone; before all facts.
  func begin(in zone: ZoneStatement, _ view: inout ViewWriter) throws(ProjectionFailure)

  /// The subject that the rows belong to which the fact changes; nil where nothing but the fact itself counts for them.
  ///
  /// It follows from the subjects that the header names, so that a retraction, which names the same, is of the same part. The
  /// rows of a part, and what it adds to ``sum(ofTable:)``, follow from the facts of the part and of their ``context`` alone:
  /// so a part can be told again from another list of facts, see ``ViewWriter/apply(_:by:from:)``.
  func part(of header: EventHeader) -> SubjectID?

  /// The facts that it looks at even where they do not stand; all others pass it by then.
  var retractedKinds: FactKinds { get }

  /// How rows of a table are summed to which several parts add; nil where each row is of one part.
  func sum(ofTable table: UInt8) -> RowSum?

  /// The facts that others of another part are read with, because of what they make.
  var context: FactContext? { get }

  /// Whose row it is that has this key, which may be any bytes; nil where the key does not tell.
  func subject(ofRow key: [UInt8]) -> SubjectID?

  /// The same read model of a log with that secret.
  func reading(under linkKey: LinkKey) -> any Projection

  /// By which what was made under the log's secret is told from what was made under another; nil where nothing was.
  var secretMark: String? { get }
}

extension Projection {
  /// All facts, whole.
  public var kinds: FactKinds { .all }

  /// None.
  public var queries: [QueryKind] { [] }

  /// Most rows go by no days.
  public func begin(in zone: ZoneStatement, _ view: inout ViewWriter) throws(ProjectionFailure) {}

  /// None: what does not stand was never said.
  public var retractedKinds: FactKinds { .none }

  /// None.
  public func sum(ofTable table: UInt8) -> RowSum? { nil }

  /// None.
  public var context: FactContext? { nil }

  /// Unknown.
  public func subject(ofRow key: [UInt8]) -> SubjectID? { nil }

  /// Most make the same under every secret.
  public func reading(under linkKey: LinkKey) -> any Projection { self }

  /// None: most look nothing up by what may name a person.
  public var secretMark: String? { nil }

  /// By what a view of it is known again that was made of the log of that origin.
  public func identity(origin: String, generation: UInt64) -> ViewIdentity {
    ViewIdentity(
      origin: origin, projection: name, version: version, generation: generation, secretMark: secretMark)
  }
}

/// What a row comes to that holds what one part added, when the part adds something else instead; nil where it is no row then.
/// Each may be nil, where there is nothing.
public typealias RowSum = @Sendable (_ row: [UInt8]?, _ before: [UInt8]?, _ after: [UInt8]?) -> [UInt8]?

/// What facts of one part are read with of another: all that a subject of that kind, which they name, is made by.
public struct FactContext: Sendable {
  /// The facts that are read so.
  var readers: [FactType]
  /// What their other subject is.
  var kind: SubjectKind
  /// The facts about that. Nothing that reads them stands without them.
  var makers: [FactType]

  /// With what subject's making the fact is read; nil where with none.
  func subject(of header: EventHeader) -> SubjectID? {
    readers.contains { $0.rawValue == header.type } ? header.other(kind) : nil
  }

  /// Whether the fact is one of those that make such a subject.
  func makes(_ header: EventHeader) -> Bool {
    header.subject.kind == kind && makers.contains { $0.rawValue == header.type }
  }
}

extension SubjectID {
  /// The subject whose 16 bytes stand behind the table's byte of a row's key; nil for a key that is too short.
  init?(_ kind: SubjectKind, beginning key: [UInt8]) { self.init(kind, key.dropFirst()) }

  /// The subject whose 16 bytes a row's key ends with; nil for a key that is too short.
  init?(_ kind: SubjectKind, ending key: [UInt8]) { self.init(kind, key.dropFirst().suffix(16)) }

  private init?(_ kind: SubjectKind, _ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 16 else { return nil }
    self.init(kind, bytes.span.bigEndian(at: 0))
  }
}
