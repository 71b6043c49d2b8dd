/// Why a stored record cannot be trusted.
public enum RecordFault: Error, Sendable, Equatable {
  /// There is no record at the position, though there is one after it.
  case missing
  /// The page of the log's file that it is on is damaged.
  case page
  /// The lengths do not add up to the record's.
  case lengths
  /// A format byte that this release does not know.
  case format(UInt8)
  /// The header does not have the digest that was stored with it.
  case headerDigest
  /// The header is of another position than the key.
  case position(UInt64)
  /// A header field has a value that no header has; which one.
  case header(String)
  /// The open part does not have the digest in the header.
  case openDigest
  /// The seals do not have the digest in the header.
  case sealsDigest
  /// The seals' own lengths do not add up.
  case seals
  /// A seal does not open with its subject's key.
  case seal
  /// The key of a seal is damaged or not there.
  case key(slot: UInt64)
}

extension RecordFault {
  /// Which part of the record it is of, as a word for a program.
  public var part: String {
    switch self {
    case .missing: "record"
    case .page: "page"
    case .lengths, .format, .headerDigest, .position, .header: "header"
    case .openDigest: "open"
    case .sealsDigest, .seals, .seal: "seals"
    case .key: "key"
    }
  }

  /// Whether the header and the open part are sound, so that only the personal fields are lost.
  public var isOfPersonalPart: Bool {
    switch self {
    case .sealsDigest, .seals, .seal, .key: true
    case .missing, .page, .lengths, .format, .headerDigest, .position, .header, .openDigest: false
    }
  }
}

extension RecordFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing: "it is missing"
    case .page: "its page of the log's file is damaged"
    case .lengths: "its lengths do not add up"
    case .format(let format): "its format \(format) is unknown"
    case .headerDigest: "its header does not have its digest"
    case .position(let position): "its header is of position \(position)"
    case .header(let field): "its header's \(field) is out of range"
    case .openDigest: "its open part does not have its digest"
    case .sealsDigest: "its seals do not have their digest"
    case .seals: "its seals' lengths do not add up"
    case .seal: "its seal does not open"
    case .key(let slot): "slot \(slot) of the vault has no sound key"
    }
  }
}
