import Bytes
import FactSchema
import TestSupport
import Testing

@testable import EventLog

extension SeededGenerator {
  mutating func bytes(_ counts: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: counts, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  mutating func id() -> String? {
    guard Bool.random(using: &self) else { return nil }
    let characters = (0..<Int.random(in: 1...128, using: &self)).map { _ in UInt8.random(in: 0x20...0x7E, using: &self)
    }
    return String(decoding: characters, as: UTF8.self)
  }

  mutating func subject() -> SubjectID {
    SubjectID(
      SubjectKind.allCases.randomElement(using: &self) ?? .contact, UInt128.random(in: 0...UInt128.max, using: &self))
  }

  mutating func digest() -> Digest256 { Digest256((next(), next(), next(), next())) }

  /// Of either format.
  mutating func header(_ position: UInt64) -> EventHeader {
    let epoch: UInt32 = Bool.random(using: &self) ? 0 : .random(in: 1...UInt32.max, using: &self)
    return EventHeader(
      position: Position(position), type: .random(in: 0...UInt32.max, using: &self),
      schemaVersion: .random(in: 0...UInt16.max, using: &self),
      recordedAt: Instant(microseconds: .random(in: Int64.min...Int64.max, using: &self)),
      occurredAt: Instant(microseconds: .random(in: Int64.min...Int64.max, using: &self)), subject: subject(),
      version: Version(next()), otherSubjects: (0..<Int.random(in: 0...64, using: &self)).map { _ in subject() },
      uid: .random(in: 0...UInt32.max, using: &self), role: Role.allCases.randomElement(using: &self) ?? .none,
      commandID: id(), requestDigest: digest(), index: .random(in: 0...UInt16.max, using: &self),
      count: .random(in: 0...UInt16.max, using: &self), correlationID: id(), causationID: id(),
      isOfDay: epoch > 0 && Bool.random(using: &self), roleName: epoch > 0 ? id().map { String($0.prefix(64)) } : nil,
      epoch: epoch)
  }

  /// An encoded record with that many bytes of seals, which are noise.
  mutating func record(_ header: EventHeader, open: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = RecordCodec.encode(header, open: open, seals: self.bytes(1...200), to: &bytes)
    return bytes
  }
}

/// What a record is read as; every check there is.
private func decoded(_ bytes: [UInt8], position: UInt64) throws(RecordFault) -> (EventHeader, [UInt8], [Seal]) {
  let layout = try RecordLayout(bytes.span)
  _ = try layout.verifiedLeaf(bytes.span, position: Position(position))
  try layout.verifyOpen(bytes.span)
  try layout.verifySeals(bytes.span)
  let header = try HeaderCodec.decode(bytes.span, layout.header, layout.format)
  return (header, [UInt8](copying: bytes.span.extracting(layout.open)), try Seal.all(bytes.span, layout))
}

@Suite struct `The record's codec` {
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a header is read as it was written`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let header = random.header(7)
    var bytes: [UInt8] = []
    HeaderCodec.encode(
      header, openLength: 3, openDigest: .zero, sealsDigest: .zero, requestDigest: header.requestDigest, to: &bytes)
    #expect(bytes.count <= HeaderLayout.lengthMax)
    #expect(try HeaderCodec.decode(bytes.span, 0..<bytes.count, RecordFormat(header)) == header)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a record's parts are found again`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let header = random.header(7)
    let open = random.bytes(0...300)
    let bytes = random.record(header, open: open)
    let layout = try RecordLayout(bytes.span)
    #expect([UInt8](copying: bytes.span.extracting(layout.open)) == open)
    #expect(try HeaderCodec.decode(bytes.span, layout.header, layout.format) == header)
    try layout.verifyOpen(bytes.span)
    try layout.verifySeals(bytes.span)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `no noise is taken for a record, and none crashes the reader`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = random.bytes(0...600)
      if !bytes.isEmpty, Bool.random(using: &random) { bytes[0] = UInt8.random(in: 1...2, using: &random) }
      if bytes.count > 5, Bool.random(using: &random) { bytes.replaceSubrange(1..<5, with: [0, 0, 0, 168]) }
      #expect(throws: RecordFault.self) { try decoded(bytes, position: 7) }
      // The inner readers alone, without the digests in front of them.
      for format in [RecordFormat.one, .two] {
        _ = try? HeaderCodec.decode(bytes.span, 0..<bytes.count, format)
        _ = try? Seal.all(bytes.span, 0..<bytes.count, format)
      }
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `every single flipped bit is found`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let header = random.header(7)
    var bytes: [UInt8] = []
    let kept: [UInt8] = RecordFormat(header) == .one ? [] : [0, 0, 0, 9]
    let seal: [UInt8] = [1] + [0, 0, 0, 0, 0, 0, 0, 5] + kept + [0, 0, 0, 30] + random.bytes(30...30)
    _ = RecordCodec.encode(header, open: random.bytes(20...20), seals: seal, to: &bytes)
    _ = try decoded(bytes, position: 7)
    for bit in 0..<(bytes.count * 8) {
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: RecordFault.self, "bit \(bit)") { try decoded(bytes, position: 7) }
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `a record that was cut off or goes on is found`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let header = random.header(7)
    let bytes = random.record(header, open: random.bytes(20...20))
    for length in 0..<bytes.count {
      #expect(throws: RecordFault.self) { try decoded(Array(bytes[..<length]), position: 7) }
    }
    #expect(throws: RecordFault.self) { try decoded(bytes + [0], position: 7) }
  }

  @Test func `a record under another key is found`() throws {
    var random = SeededGenerator(seed: 1)
    let header = random.header(7)
    var bytes: [UInt8] = []
    _ = RecordCodec.encode(header, open: [1], seals: [0], to: &bytes)
    _ = try decoded(bytes, position: 7)
    #expect(throws: RecordFault.position(7)) { try decoded(bytes, position: 8) }
  }
}
