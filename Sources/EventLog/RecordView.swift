import Bytes
public import FactSchema

/// A stored record, lent while it is being read: its header has been checked, its parts are checked when they are asked for.
///
/// Reads straight from the map; nothing is copied, hashed or opened that is not asked for.
@safe
public struct RecordView: ~Copyable {
  /// Where the record stands.
  public let position: Position
  /// The record's leaf in the audit tree.
  public let leaf: Digest256
  // Lent by the read transaction that also lends this view; the view cannot be copied out of its closure.
  private let buffer: UnsafeBufferPointer<UInt8>
  private let layout: RecordLayout
  private let sealer: Sealer

  /// Of a layout and a leaf that were checked.
  init(_ bytes: Span<UInt8>, position: Position, layout: RecordLayout, leaf: Digest256, sealer: Sealer) {
    self.layout = layout
    self.leaf = leaf
    self.position = position
    self.sealer = sealer
    unsafe buffer = unsafe bytes.withUnsafeBufferPointer { unsafe $0 }
  }

  /// The fact's field number in `Fact`.
  public var type: UInt32 { unsafe buffer.span.bigEndian(at: layout.header.lowerBound + HeaderLayout.type) }

  /// When it was recorded.
  public var recordedAt: Instant {
    Instant(microseconds: unsafe buffer.span.bigEndian(at: layout.header.lowerBound + HeaderLayout.recordedAt))
  }

  /// When it happened.
  public var occurredAt: Instant {
    Instant(microseconds: unsafe buffer.span.bigEndian(at: layout.header.lowerBound + HeaderLayout.occurredAt))
  }

  /// The encoded length of the whole record, in bytes.
  public var byteCount: Int { unsafe buffer.count }

  /// The whole header.
  public borrowing func header() throws(FactLogError) -> EventHeader {
    do throws(RecordFault) {
      return try unsafe HeaderCodec.decode(buffer.span, layout.header, layout.format)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// What the fact is about: the subject, then the others.
  public borrowing func subjects() throws(FactLogError) -> [SubjectID] {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      let start = layout.header.lowerBound
      let others = Int(bytes[start + HeaderLayout.otherCount])
      guard layout.header.count >= layout.format.fixedHeaderBytes + others * HeaderLayout.subjectBytes else {
        throw RecordFault.lengths
      }
      var subjects: [SubjectID] = []
      subjects.reserveCapacity(1 + others)
      subjects.append(try HeaderCodec.subject(bytes, at: start + HeaderLayout.subjectKind))
      for index in 0..<others {
        let offset = start + layout.format.fixedHeaderBytes + index * HeaderLayout.subjectBytes
        subjects.append(try HeaderCodec.subject(bytes, at: offset))
      }
      return subjects
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// Everything, checked and opened.
  public borrowing func record() throws(FactLogError) -> LogRecord {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifyOpen(bytes)
      try layout.verifySeals(bytes)
      let header = try HeaderCodec.decode(bytes, layout.header, layout.format)
      let (personal, slot) = try sealer.open(bytes, layout, position: position, type: header.type)
      return LogRecord(
        header: header, open: [UInt8](copying: bytes.extracting(layout.open)), personal: personal, slot: slot,
        leaf: leaf)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// The fact in one piece, checked; the seal's digest is checked also when it is not opened.
  public borrowing func fact(opening: Bool) throws(FactLogError) -> StoredFact {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifyOpen(bytes)
      try layout.verifySeals(bytes)
      let header = try HeaderCodec.decode(bytes, layout.header, layout.format)
      var message: [UInt8] = []
      message.reserveCapacity(layout.open.count + (opening ? layout.seals.count : 0))
      message.append(bytes.extracting(layout.open))
      guard opening else { return StoredFact(header: header, message: message, isErased: false) }
      let isErased = try !sealer.open(bytes, layout, position: position, type: header.type, to: &message)
      return StoredFact(header: header, message: message, isErased: isErased)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// The header and the open part in one piece, checked, as of a fact whose personal fields are erased.
  public borrowing func openFact() throws(FactLogError) -> StoredFact {
    let (header, open) = try openPart()
    return StoredFact(header: header, message: open, isErased: true)
  }

  /// Everything that is sound, as ``record()`` gives it, and what is wrong with the personal part; throws when more is.
  public borrowing func recordAsFarAsSound() throws(FactLogError) -> (record: LogRecord, fault: RecordFault?) {
    do throws(FactLogError) {
      return (try record(), nil)
    } catch {
      guard case .damaged(_, let fault) = error, fault.isOfPersonalPart else { throw error }
      let (header, open) = try openPart()
      let slot = (try? self.slot()) ?? nil
      return (LogRecord(header: header, open: open, personal: .erased, slot: slot, leaf: leaf), fault)
    }
  }

  /// Checks what ``fact(opening:)`` checks without opening, for a record that nobody has to read.
  public borrowing func verify() throws(FactLogError) {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifyOpen(bytes)
      try layout.verifySeals(bytes)
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// The header and the open part, checked; the seal is neither read nor opened.
  public borrowing func openPart() throws(FactLogError) -> (header: EventHeader, open: [UInt8]) {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifyOpen(bytes)
      let header = try HeaderCodec.decode(bytes, layout.header, layout.format)
      return (header, [UInt8](copying: bytes.extracting(layout.open)))
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// The slot of the key that its subject's personal part is sealed with; nil when there is none.
  public borrowing func slot() throws(FactLogError) -> UInt64? {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifySeals(bytes)
      return Seal.subjectSlot(try Seal.all(bytes, layout))
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }
}

extension RecordView {
  /// The highest slot that a part of the record is sealed with; 0 when nothing is.
  borrowing func highestSlot() throws(FactLogError) -> UInt64 {
    do throws(RecordFault) {
      let bytes = unsafe buffer.span
      try layout.verifySeals(bytes)
      return try Seal.all(bytes, layout).map(\.slot).max() ?? 0
    } catch {
      throw .damaged(position: position, fault: error)
    }
  }

  /// Whether it is of format 1, whose request digest is made without a key.
  public var isOfFormat1: Bool { layout.format == .one }
}

@available(*, unavailable)
extension RecordView: Sendable {}
