import Bytes
import FactSchema

@testable import EventLog

/// What is read from the log's bytes, written again, is those bytes; and no changed byte is taken for what was written.
enum RecordFuzz {
  static func problem(_ kind: UInt8, _ choice: UInt8, _ bytes: [UInt8]) -> String? {
    switch kind % 6 {
    case 0: return record(bytes)
    case 1: return record(mended(bytes))
    case 2: return changed(bytes, choice)
    case 3: return header(bytes)
    case 4: return seals(bytes)
    default: return state(bytes)
    }
  }

  private struct Decoded {
    var header: EventHeader
    var open: [UInt8]
    var seals: [UInt8]
  }

  /// The record, every check made.
  private static func decode(_ bytes: [UInt8], position: UInt64) throws(RecordFault) -> Decoded {
    let layout = try RecordLayout(bytes.span)
    _ = try layout.verifiedLeaf(bytes.span, position: Position(position))
    try layout.verifyOpen(bytes.span)
    try layout.verifySeals(bytes.span)
    _ = try Seal.all(bytes.span, layout)
    return Decoded(
      header: try HeaderCodec.decode(bytes.span, layout.header, layout.format),
      open: [UInt8](copying: bytes.span.extracting(layout.open)),
      seals: [UInt8](copying: bytes.span.extracting(layout.seals)))
  }

  /// A record that is accepted is written as the same bytes.
  private static func record(_ bytes: [UInt8]) -> String? {
    let offset = RecordLayout.prefixBytes + HeaderLayout.position
    guard bytes.count >= offset + 8 else {
      return (try? RecordLayout(bytes.span)) == nil ? nil : "a record was found in too few bytes"
    }
    guard let decoded = try? decode(bytes, position: bytes.span.bigEndian(at: offset)) else { return nil }
    var again: [UInt8] = []
    _ = RecordCodec.encode(
      decoded.header, open: decoded.open.span, seals: decoded.seals, requestDigest: decoded.header.requestDigest,
      to: &again)
    return again == bytes ? nil : "a record is written differently from how it was read"
  }

  /// The bytes with digests and check that fit, so that what stands behind them is reached.
  private static func mended(_ bytes: [UInt8]) -> [UInt8] {
    guard let layout = try? RecordLayout(bytes.span) else { return bytes }
    var mended = bytes
    put(Hashing.digest(bytes.span, layout.open), at: layout.header.lowerBound + HeaderLayout.openDigest, in: &mended)
    put(Hashing.digest(bytes.span, layout.seals), at: layout.header.lowerBound + HeaderLayout.sealsDigest, in: &mended)
    let leaf = Hashing.leaf(mended.span, header: layout.header)
    mended.replaceSubrange(layout.seals.upperBound..., with: leaf.bytes.prefix(RecordLayout.checkBytes))
    return mended
  }

  private static func put(_ digest: Digest256, at offset: Int, in bytes: inout [UInt8]) {
    bytes.replaceSubrange(offset..<offset + 32, with: digest.bytes)
  }

  /// A record of these bytes is read as it was written; with one bit changed, cut off or longer it is refused.
  private static func changed(_ bytes: [UInt8], _ choice: UInt8) -> String? {
    var source = FuzzBytes(bytes)
    let bit = Int(source.number(UInt32.self))
    let header = randomHeader(&source)
    let open = source.take(Int(source.byte()))
    let ciphertext = source.rest + [UInt8](repeating: 0, count: Seal.nonceBytes + Seal.tagBytes)
    var seals: [UInt8] = [0]
    if choice % 2 == 1 {
      seals = [1]
      seals.appendBigEndian(UInt64(choice))
      if RecordFormat(header) == .two { seals.appendBigEndian(UInt32(choice)) }
      seals.appendBigEndian(UInt32(ciphertext.count))
      seals += ciphertext
    }
    var record: [UInt8] = []
    _ = RecordCodec.encode(
      header, open: open.span, seals: seals, requestDigest: header.requestDigest, to: &record)
    guard let decoded = try? decode(record, position: header.position.value) else { return "a record is not accepted" }
    guard decoded.header == header, decoded.open == open, decoded.seals == seals else {
      return "a record is read differently from how it was written"
    }
    var damaged = record
    damaged[bit / 8 % record.count] ^= 1 << (bit % 8)
    if isAccepted(damaged, header) { return "a changed record is accepted" }
    if isAccepted(Array(record.prefix(bit % record.count)), header) { return "a record that is cut off is accepted" }
    if isAccepted(record + [choice], header) { return "a record that goes on is accepted" }
    return (try? decode(record, position: header.position.value &+ 1)) == nil ? nil : "a record under another key"
  }

  private static func isAccepted(_ bytes: [UInt8], _ header: EventHeader) -> Bool {
    (try? decode(bytes, position: header.position.value)) != nil
  }

  private static func randomHeader(_ source: inout FuzzBytes) -> EventHeader {
    func subject() -> SubjectID {
      let kinds = SubjectKind.allCases
      return SubjectID(kinds[Int(source.byte()) % kinds.count], source.number())
    }
    func id() -> String? {
      let text = source.take(Int(source.byte()) % 130).prefix(128).map { 0x20 + $0 % 95 }
      return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }
    let epoch = source.number(UInt32.self)
    return EventHeader(
      position: Position(source.number()), type: source.number(), schemaVersion: source.number(),
      recordedAt: Instant(microseconds: source.number()), occurredAt: Instant(microseconds: source.number()),
      subject: subject(), version: Version(source.number()),
      otherSubjects: (0..<Int(source.byte()) % 65).map { _ in subject() }, uid: source.number(),
      role: Role.allCases[Int(source.byte()) % Role.allCases.count], commandID: id(),
      requestDigest: Digest256((source.number(), 1, 2, 3)), index: source.number(), count: source.number(),
      correlationID: id(), causationID: id(), isOfDay: epoch % 2 == 1,
      roleName: epoch > 0 ? id().map { String($0.prefix(64)) } : nil, epoch: epoch)
  }

  /// A header that is accepted is written as the same bytes.
  private static func header(_ bytes: [UInt8]) -> String? {
    for format in [RecordFormat.one, .two] {
      if let problem = header(bytes, format) { return problem }
    }
    return nil
  }

  private static func header(_ bytes: [UInt8], _ format: RecordFormat) -> String? {
    guard let header = try? HeaderCodec.decode(bytes.span, 0..<bytes.count, format) else { return nil }
    var again: [UInt8] = []
    HeaderCodec.encode(
      header, openLength: Int(bytes.span.bigEndian(at: HeaderLayout.openLength, as: UInt32.self)),
      openDigest: Digest256(bytes.span, at: HeaderLayout.openDigest),
      sealsDigest: Digest256(bytes.span, at: HeaderLayout.sealsDigest), requestDigest: header.requestDigest, to: &again)
    return again == bytes ? nil : "a header is written differently from how it was read"
  }

  /// Seals that are accepted take up all of the bytes, one after the other.
  private static func seals(_ bytes: [UInt8]) -> String? {
    for format in [RecordFormat.one, .two] {
      if let problem = seals(bytes, format) { return problem }
    }
    return nil
  }

  private static func seals(_ bytes: [UInt8], _ format: RecordFormat) -> String? {
    guard let seals = try? Seal.all(bytes.span, 0..<bytes.count, format) else { return nil }
    var again = [UInt8(seals.count)]
    for seal in seals {
      again.appendBigEndian(seal.slot)
      if format == .two { again.appendBigEndian(seal.keptUntil) }
      again.appendBigEndian(UInt32(seal.combined.count))
      again += bytes[seal.combined]
    }
    return again == bytes ? nil : "seals are written differently from how they were read"
  }

  /// What the log keeps about itself is written as it was read.
  private static func state(_ bytes: [UInt8]) -> String? {
    // Random bytes never have their digest: they are given it.
    var bytes = bytes
    LogMeta.appendDigest(to: &bytes, from: 0)
    if let identity = try? LogIdentity(bytes, path: ""), identity.bytes != bytes {
      return "a log's identity is written differently from how it was read"
    }
    guard let state = try? LogState(bytes, format: 2, path: "") else { return nil }
    var again: [UInt8] = []
    state.encode(to: &again)
    return again == bytes ? nil : "a log's state is written differently from how it was read"
  }
}
