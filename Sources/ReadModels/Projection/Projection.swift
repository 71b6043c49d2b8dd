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

  /// The facts that it looks at, and how deep; all others pass it by.
  var kinds: FactKinds { get }

  /// The queries that it answers.
  var queries: [QueryKind] { get }

  /// Changes the rows as the event asks; ignores facts that do not concern it. One that holds from the beginning
  /// (``/Domain/Seeds``) is given before all others, and once more where it stands: then it changes nothing.
  ///
  /// Called through ``ViewWriter/apply(_:by:)``, which takes everything back when it throws. The personal fields of an
  /// erased event are empty.
  func apply(_ event: RecordedEvent, to view: inout ViewWriter) throws(ProjectionFailure)

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
