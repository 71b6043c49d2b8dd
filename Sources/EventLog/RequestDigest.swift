import Bytes
import Cryptography
public import FactSchema

/// What a request said of one of its facts, as it was sent and before anything was filled in.
public struct RequestPart: Sendable, Equatable {
  /// The fact's field number in `Fact`.
  public var type: UInt32
  /// When it was told to have happened, in seconds and nanoseconds since 1970; zeros where it was not.
  public var time: (seconds: Int64, nanos: Int32) {
    get { (seconds, nanos) }
    set { (seconds, nanos) = newValue }
  }
  /// How it was told.
  public var forms: Forms
  /// The fact's message: its open fields, and behind them what is personal, which may be more than the fact's own.
  public var message: [UInt8]
  /// How many of the message's bytes are open.
  public var openCount: Int
  /// Of a request's first fact, what stands beside its facts.
  public var beside: [UInt8]

  private var seconds: Int64
  private var nanos: Int32

  /// How a fact was told.
  public struct Forms: OptionSet, Sendable {
    /// The bits, as they enter the digest.
    public let rawValue: UInt8

    /// Those of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// With a time.
    public static let time = Forms(rawValue: 1)
    /// With a day in place of a time.
    public static let day = Forms(rawValue: 2)
    /// With something personal; the digest's own to say.
    static let personal = Forms(rawValue: 4)
    /// With an address in place of a contact's id.
    public static let address = Forms(rawValue: 8)
    /// With an address in place of a contact's id beside the facts.
    public static let addressBeside = Forms(rawValue: 16)
  }

  /// A fact of that type and message, as it was told.
  public init(
    type: UInt32, message: [UInt8], openCount: Int, time: (seconds: Int64, nanos: Int32) = (0, 0), forms: Forms = [],
    beside: [UInt8] = []
  ) {
    self.type = type
    self.message = message
    self.openCount = openCount
    (seconds, nanos) = time
    self.forms = forms
    self.beside = beside
  }

  /// Whether something of it is personal.
  public var hasPersonal: Bool { openCount < message.count }
}

/// By what a request is known again: of each of its facts a digest of what was asked for so far, which everything personal
/// enters only as a code under the key that seals the fact.
///
/// So it tells nothing to who has no vault, nor to anyone once the key is gone. Docs/format.md has its bytes.
public struct RequestDigest: Sendable {
  private var previous: Digest256?

  /// That of a request, before its first fact.
  public init() {}

  /// The digest of the next fact; `code` is that of what is personal of it, where something is.
  public mutating func next(_ part: RequestPart, code: Digest256?) -> Digest256 {
    var function = SHA256()
    if let previous {
      function.update(previous)
    } else {
      var head = StackBytes<4>()
      head.appendBigEndian(UInt32(part.beside.count))
      head.withSpan { function.update($0) }
      function.update(part.beside.span)
    }
    var head = StackBytes<32>()
    head.appendBigEndian(part.type)
    head.append(code == nil ? part.forms.rawValue : part.forms.union(.personal).rawValue)
    head.appendBigEndian(part.time.seconds)
    head.appendBigEndian(part.time.nanos)
    head.appendBigEndian(UInt32(part.openCount))
    head.withSpan { function.update($0) }
    function.update(part.message.span.extracting(..<part.openCount))
    if let code { function.update(code) }
    let digest = function.finalize()
    previous = digest
    return digest
  }
}
