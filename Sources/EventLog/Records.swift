import Bytes
public import FactSchema

/// A fact on its way into the log.
public struct PendingRecord: Sendable {
  /// Its position is the one that the log gives it: past the head that the batch is appended at, by its place in the batch.
  public var header: EventHeader
  /// The encoded fact, in clear: its open fields, behind them the personal ones, and behind these what is kept longer.
  public var message: [UInt8]
  /// How many of the message's bytes are open; the others are sealed.
  public var openCount: Int
  /// The key that seals the personal fields; needed when there are some.
  public var key: SealKey?
  /// The last of the personal fields, where they are sealed under a key of their own.
  public var kept: KeptPart?
  /// What the request said of the fact, where that is known again by a command id. With personal fields of its own it needs
  /// the key, too.
  public var request: RequestPart?

  /// A record that is to be appended; traps when more bytes are open than there are.
  public init(header: EventHeader, message: [UInt8], openCount: Int, key: SealKey? = nil) {
    precondition((0...message.count).contains(openCount), "the open bytes are some of the message's")
    self.header = header
    self.message = message
    self.openCount = openCount
    self.key = key
  }

  /// How many of the message's bytes are sealed with the subject's own key.
  var personalCount: Int { message.count - openCount - (kept?.count ?? 0) }
  /// Whether the subject's own key seals something; or nothing, so that the slot is known by which the request's digest is
  /// keyed.
  var isSealed: Bool { personalCount > 0 || request?.hasPersonal ?? false }
}

/// Personal fields of documents that the law wants kept: sealed under a key that is not their subject's, and that stays
/// until a day when the subject's is erased.
public struct KeptPart: Sendable, Equatable {
  /// How many of the message's bytes, the last ones.
  public var count: Int
  /// Their key.
  public var key: SealKey
  /// Until when the key is kept, in days since 1970-01-01; at least 1.
  public var until: UInt32

  /// So many of a message's bytes, under the key, kept until that day.
  public init(count: Int, key: SealKey, until: UInt32) {
    self.count = count
    self.key = key
    self.until = until
  }
}

/// The key that seals a record's personal fields.
public enum SealKey: Sendable, Equatable {
  /// The one in that slot of the vault, which was given to the subject before.
  case slot(UInt64)
  /// A new one, in the slot that the log gives it: the first new one of a batch is 0, the next 1, and all records of a
  /// subject in the batch have the same.
  case new(Int)
}

/// A stored fact, its digests checked and its seal opened.
public struct LogRecord: Sendable, Equatable {
  /// The header.
  public let header: EventHeader
  /// The encoded fact without its personal fields.
  public let open: [UInt8]
  /// The personal fields, or why they cannot be had.
  public let personal: PersonalPart
  /// The slot of the subject's own key; nil when nothing is sealed with it.
  public let slot: UInt64?
  /// The record's leaf in the audit tree.
  public let leaf: Digest256

  /// The whole encoded fact as far as it can be known: the open part, then the personal fields unless they are erased.
  public var fact: [UInt8] {
    switch personal {
    case .plain(let bytes), .partly(let bytes): bytes.isEmpty ? open : open + bytes
    case .none, .erased: open
    }
  }
}

/// A stored fact in one piece, its digests checked: what followers and subscribers read, many at a time.
public struct StoredFact: Sendable, Equatable {
  /// The header.
  public let header: EventHeader
  /// The encoded fact: the open part, then the personal fields unless they are erased or were not asked for.
  public let message: [UInt8]
  /// Whether personal fields were asked for, and a key of theirs was destroyed.
  public let isErased: Bool

  init(header: EventHeader, message: [UInt8], isErased: Bool) {
    self.header = header
    self.message = message
    self.isErased = isErased
  }

  /// The same with another message, as far as it is told.
  public init(_ fact: StoredFact, telling message: [UInt8]) {
    self.init(header: fact.header, message: message, isErased: fact.isErased)
  }

  /// The whole record in one piece.
  public init(_ record: LogRecord) {
    let isErased = if case .partly = record.personal { true } else { record.personal == .erased }
    self.init(header: record.header, message: record.fact, isErased: isErased)
  }
}

/// What a record's seals hold.
public enum PersonalPart: Sendable, Equatable {
  /// Nothing was sealed.
  case none
  /// The encoded personal fields.
  case plain([UInt8])
  /// Those of them whose key is there; that of the others was destroyed.
  case partly([UInt8])
  /// The key was destroyed.
  case erased
}

/// Who a log is: made once, random, and bound into every seal and every derived environment.
public struct LogOrigin: Hashable, Sendable, CustomStringConvertible {
  /// The 128 bits.
  public let value: UInt128

  /// The origin with those bits.
  public init(_ value: UInt128) { self.value = value }

  /// The 16 bytes, big-endian.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendBigEndian(value)
    return bytes
  }

  /// 32 lower-case hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
