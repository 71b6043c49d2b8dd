public import FactSchema

/// The secret of a log with which it makes what must be found again by a text that may name a person, and must not tell
/// the text: without the key nobody can confirm a guess of it.
///
/// It is never given out. Each use has a key of its own, so that what one of them shows says nothing about another.
public struct LinkKey: Sendable {
  private let identities: HMAC256
  private let lookups: HMAC256
  private let externalIDs: HMAC256
  private let digests: HMAC256
  let files: HMAC256
  let blocks: SealingKey
  /// By which what was made with this key is told from what was made with another; tells nothing of the key. 16 digits.
  public let mark: String

  /// What is made of this secret.
  public init(_ key: SealingKey) {
    func derived(_ use: String) -> HMAC256 { HMAC256(SealingKey(Self.code(HMAC256(key), use))) }
    identities = derived("identity")
    lookups = derived("look-up")
    externalIDs = derived("external id")
    digests = derived("digest")
    files = derived("file")
    blocks = SealingKey(Self.code(HMAC256(key), "block"))
    let digits = String(Self.code(HMAC256(key), "mark").words.0, radix: 16)
    mark = String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Of what belongs to no log: nothing that is kept may be made with it.
  public static let ofNoLog = LinkKey(SealingKey(Digest256.zero))

  /// What a row's key holds in place of a text by which it is looked up: 128 bits, of which no two texts have the same.
  public func lookup(_ text: String) -> UInt128 { Self.number(Self.code(lookups, text)) }

  /// What stands for an id in another system, of that kind of subject.
  public func externalID(_ kind: SubjectKind, _ text: String) -> UInt128 {
    var code = externalIDs
    code.update(byte: kind.rawValue)
    code.update(text.utf8.span)
    return Self.number(code.finalize())
  }

  /// The identity of what these texts name together; other texts, or the same ones divided otherwise, have another.
  public func identity(of texts: [String]) -> Digest256 {
    var code = identities
    for text in texts {
      code.update(bigEndian: UInt32(text.utf8.count))
      code.update(text.utf8.span)
    }
    return code.finalize()
  }

  /// What is told of a digest of rows, which hold names and texts: by the digest itself a guess at them could be tried.
  public func told(_ digest: Digest256) -> Digest256 {
    var code = digests
    code.update(digest.bytes.span)
    return code.finalize()
  }

  private static func code(_ function: HMAC256, _ text: String) -> Digest256 {
    var function = function
    function.update(text.utf8.span)
    return function.finalize()
  }

  private static func number(_ digest: Digest256) -> UInt128 {
    UInt128(digest.words.0) << 64 | UInt128(digest.words.1)
  }
}

extension SealingKey {
  /// The key of a digest's bytes.
  init(_ digest: Digest256) { self.init(digest.bytes.span) }
}
