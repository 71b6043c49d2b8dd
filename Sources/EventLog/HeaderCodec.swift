import Bytes
import FactSchema

/// A header as bytes and back.
enum HeaderCodec {
  /// Appends the header's bytes, in the format that it is of. The header has been validated.
  static func encode(
    _ header: EventHeader, openLength: Int, openDigest: Digest256, sealsDigest: Digest256, requestDigest: Digest256,
    to bytes: inout [UInt8]
  ) {
    let format = RecordFormat(header)
    var fixed = StackBytes<174>()
    fixed.appendBigEndian(header.position.value)
    fixed.appendBigEndian(header.type)
    fixed.appendBigEndian(header.schemaVersion)
    fixed.appendBigEndian(header.recordedAt.microseconds)
    fixed.appendBigEndian(header.occurredAt.microseconds)
    fixed.append(header.subject)
    fixed.appendBigEndian(header.version.value)
    fixed.appendBigEndian(header.uid)
    fixed.append(header.role.rawValue)
    fixed.appendBigEndian(header.index)
    fixed.appendBigEndian(header.count)
    fixed.appendBigEndian(UInt32(openLength))
    fixed.append(openDigest)
    fixed.append(sealsDigest)
    fixed.append(requestDigest)
    fixed.append(UInt8(header.otherSubjects.count))
    fixed.append(UInt8(header.commandID?.utf8.count ?? 0))
    fixed.append(UInt8(header.correlationID?.utf8.count ?? 0))
    fixed.append(UInt8(header.causationID?.utf8.count ?? 0))
    if format == .two {
      fixed.append(header.isOfDay ? HeaderLayout.isOfDay : 0)
      fixed.appendBigEndian(header.epoch)
      fixed.append(UInt8(header.roleName?.utf8.count ?? 0))
    }
    precondition(fixed.count == format.fixedHeaderBytes, "a header's fixed part is whole")
    fixed.append(to: &bytes)
    for subject in header.otherSubjects {
      var other = StackBytes<17>()
      other.append(subject)
      other.append(to: &bytes)
    }
    if let id = header.commandID { bytes.append(contentsOf: id.utf8) }
    if let id = header.correlationID { bytes.append(contentsOf: id.utf8) }
    if let id = header.causationID { bytes.append(contentsOf: id.utf8) }
    if format == .two, let name = header.roleName { bytes.append(contentsOf: name.utf8) }
  }

  /// The header in that range of a record of the format; any bytes are safe.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ format: RecordFormat
  ) throws(RecordFault) -> EventHeader {
    let start = range.lowerBound
    guard range.count >= format.fixedHeaderBytes, range.upperBound <= bytes.count else { throw .lengths }
    guard let role = Role(rawValue: bytes[start + HeaderLayout.role]) else { throw .header("role") }
    let otherCount = Int(bytes[start + HeaderLayout.otherCount])
    guard otherCount <= HeaderLayout.othersMax else { throw .header("number of other subjects") }
    let others = start + format.fixedHeaderBytes
    let ids = others + otherCount * HeaderLayout.subjectBytes
    let commandLength = Int(bytes[start + HeaderLayout.commandLength])
    let correlationLength = Int(bytes[start + HeaderLayout.correlationLength])
    let causationLength = Int(bytes[start + HeaderLayout.causationLength])
    let roleNameLength = format == .two ? Int(bytes[start + HeaderLayout.roleNameLength]) : 0
    let roleName = ids + commandLength + correlationLength + causationLength
    guard roleName + roleNameLength == range.upperBound else { throw .lengths }
    let (flags, epoch) = try flagsAndEpoch(bytes, start, format)

    var otherSubjects: [SubjectID] = []
    if otherCount > 0 {
      otherSubjects.reserveCapacity(otherCount)
      for index in 0..<otherCount {
        otherSubjects.append(try subject(bytes, at: others + index * HeaderLayout.subjectBytes))
      }
    }
    let correlation = ids + commandLength
    let causation = correlation + correlationLength
    return EventHeader(
      position: Position(bytes.bigEndian(at: start + HeaderLayout.position)),
      type: bytes.bigEndian(at: start + HeaderLayout.type),
      schemaVersion: bytes.bigEndian(at: start + HeaderLayout.schemaVersion),
      recordedAt: Instant(microseconds: bytes.bigEndian(at: start + HeaderLayout.recordedAt)),
      occurredAt: Instant(microseconds: bytes.bigEndian(at: start + HeaderLayout.occurredAt)),
      subject: try subject(bytes, at: start + HeaderLayout.subjectKind),
      version: Version(bytes.bigEndian(at: start + HeaderLayout.version)),
      otherSubjects: otherSubjects,
      uid: bytes.bigEndian(at: start + HeaderLayout.uid),
      role: role,
      commandID: try id(bytes, ids..<correlation, "command id"),
      requestDigest: Digest256(bytes, at: start + HeaderLayout.requestDigest),
      index: bytes.bigEndian(at: start + HeaderLayout.index),
      count: bytes.bigEndian(at: start + HeaderLayout.count),
      correlationID: try id(bytes, correlation..<causation, "correlation id"),
      causationID: try id(bytes, causation..<roleName, "causation id"), isOfDay: flags & HeaderLayout.isOfDay != 0,
      roleName: try id(bytes, roleName..<range.upperBound, "role's name", bytesMax: HeaderLayout.roleNameBytesMax),
      epoch: epoch)
  }

  /// Those of a header of format 2; of format 1, none.
  private static func flagsAndEpoch(
    _ bytes: Span<UInt8>, _ start: Int, _ format: RecordFormat
  ) throws(RecordFault) -> (flags: UInt8, epoch: UInt32) {
    guard format == .two else { return (0, 0) }
    let flags = bytes[start + HeaderLayout.flags]
    guard flags & ~HeaderLayout.isOfDay == 0 else { throw .header("flags") }
    let epoch: UInt32 = bytes.bigEndian(at: start + HeaderLayout.epoch)
    guard epoch > 0 else { throw .header("epoch") }
    return (flags, epoch)
  }

  /// The kind and value at the offset.
  static func subject(_ bytes: Span<UInt8>, at offset: Int) throws(RecordFault) -> SubjectID {
    guard let kind = SubjectKind(rawValue: bytes[offset]) else { throw .header("subject kind") }
    return SubjectID(kind, bytes.bigEndian(at: offset + 1))
  }

  /// Printable ASCII of at most so many bytes; nil when there are none.
  private static func id(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ name: String, bytesMax: Int = HeaderLayout.idBytesMax
  ) throws(RecordFault) -> String? {
    guard !range.isEmpty else { return nil }
    guard range.count <= bytesMax else { throw .header(name) }
    let text = bytes.extracting(range)
    guard isPrintable(text), let valid = try? UTF8Span(validating: text) else { throw .header(name) }
    return String(copying: valid)
  }

  /// Whether all are printable ASCII; looked at without an early end, many at once.
  static func isPrintable(_ bytes: Span<UInt8>) -> Bool {
    var highest: UInt8 = 0
    for index in bytes.indices { highest = max(highest, bytes[index] &- 0x20) }
    return highest <= 0x5E
  }
}
