import Schema

/// A header as bytes and back.
enum HeaderCodec {
  /// Appends the header's bytes. The header has been validated.
  static func encode(
    _ header: EventHeader, openLength: Int, openDigest: Digest256, sealsDigest: Digest256, to bytes: inout [UInt8]
  ) {
    bytes.append(count: HeaderLayout.fixed) { fixed in
      fixed.put(header.position.value)
      fixed.put(header.type)
      fixed.put(header.schemaVersion)
      fixed.put(header.recordedAt.microseconds)
      fixed.put(header.occurredAt.microseconds)
      fixed.put(header.subject)
      fixed.put(header.version.value)
      fixed.put(header.uid)
      fixed.put(header.role.rawValue)
      fixed.put(header.index)
      fixed.put(header.count)
      fixed.put(UInt32(openLength))
      fixed.put(openDigest)
      fixed.put(sealsDigest)
      fixed.put(header.requestDigest)
      fixed.put(UInt8(header.otherSubjects.count))
      fixed.put(UInt8(header.commandID?.utf8.count ?? 0))
      fixed.put(UInt8(header.correlationID?.utf8.count ?? 0))
      fixed.put(UInt8(header.causationID?.utf8.count ?? 0))
    }
    for subject in header.otherSubjects { bytes.append(count: HeaderLayout.subjectBytes) { $0.put(subject) } }
    if let id = header.commandID { bytes.append(contentsOf: id.utf8) }
    if let id = header.correlationID { bytes.append(contentsOf: id.utf8) }
    if let id = header.causationID { bytes.append(contentsOf: id.utf8) }
  }

  /// The header in that range of a record; any bytes are safe.
  static func decode(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RecordFault) -> EventHeader {
    let start = range.lowerBound
    guard range.count >= HeaderLayout.fixed, range.upperBound <= bytes.count else { throw .lengths }
    guard let role = Role(rawValue: bytes[start + HeaderLayout.role]) else { throw .header("role") }
    let otherCount = Int(bytes[start + HeaderLayout.otherCount])
    guard otherCount <= HeaderLayout.othersMax else { throw .header("number of other subjects") }
    let others = start + HeaderLayout.fixed
    let ids = others + otherCount * HeaderLayout.subjectBytes
    let commandLength = Int(bytes[start + HeaderLayout.commandLength])
    let correlationLength = Int(bytes[start + HeaderLayout.correlationLength])
    let causationLength = Int(bytes[start + HeaderLayout.causationLength])
    guard ids + commandLength + correlationLength + causationLength == range.upperBound else { throw .lengths }

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
      position: Position(bytes.number(at: start + HeaderLayout.position)),
      type: bytes.number(at: start + HeaderLayout.type),
      schemaVersion: bytes.number(at: start + HeaderLayout.schemaVersion),
      recordedAt: Instant(microseconds: bytes.number(at: start + HeaderLayout.recordedAt)),
      occurredAt: Instant(microseconds: bytes.number(at: start + HeaderLayout.occurredAt)),
      subject: try subject(bytes, at: start + HeaderLayout.subjectKind),
      version: Version(bytes.number(at: start + HeaderLayout.version)),
      otherSubjects: otherSubjects,
      uid: bytes.number(at: start + HeaderLayout.uid),
      role: role,
      commandID: try id(bytes, ids..<correlation, "command id"),
      requestDigest: Digest256(bytes, at: start + HeaderLayout.requestDigest),
      index: bytes.number(at: start + HeaderLayout.index),
      count: bytes.number(at: start + HeaderLayout.count),
      correlationID: try id(bytes, correlation..<causation, "correlation id"),
      causationID: try id(bytes, causation..<range.upperBound, "causation id"))
  }

  /// The kind and value at the offset.
  static func subject(_ bytes: Span<UInt8>, at offset: Int) throws(RecordFault) -> SubjectID {
    guard let kind = SubjectKind(rawValue: bytes[offset]) else { throw .header("subject kind") }
    return SubjectID(kind, bytes.number(at: offset + 1))
  }

  /// Printable ASCII of at most ``HeaderLayout/idBytesMax`` bytes; nil when there are none.
  private static func id(_ bytes: Span<UInt8>, _ range: Range<Int>, _ name: String) throws(RecordFault) -> String? {
    guard !range.isEmpty else { return nil }
    guard range.count <= HeaderLayout.idBytesMax else { throw .header(name) }
    for index in range where !isPrintable(bytes[index]) { throw .header(name) }
    let text = bytes.extracting(range)
    guard let valid = try? UTF8Span(validating: text) else { throw .header(name) }
    return String(copying: valid)
  }

  static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte <= 0x7E }
}
