import Bytes
import Cryptography
public import FactSchema
import Glibc
import LMDB

/// Copies a log into a new one, all of whose records are of the newest format: what only the old format held, and could
/// confirm a guess, is not in it any more.
///
/// Positions, times, ids, facts and keys are the same; the origin is another, the leaves are others, and the new log names
/// where it comes from. The old one is read and not changed. Every record is verified on the way, and the new log is read
/// back and held against the old one.
public struct LogUpgrade {
  /// What was copied.
  public struct Report: Sendable, Equatable {
    /// How many records.
    public var records: UInt64 = 0
    /// Of these, how many were of format 1.
    public var recordsOfFormat1: UInt64 = 0
    /// How many had a request's digest that was made without a key and is left out.
    public var digestsLeftOut: UInt64 = 0
    /// How many seals there are whose key is gone.
    public var erasedSeals: UInt64 = 0
    /// The old log at its end.
    public var source: LogSource
    /// The new log.
    public var origin: LogOrigin
    /// Its audit tree's root.
    public var root: Digest256
  }

  private let old: OldLog
  private let target: String
  private let entropy: Entropy
  private let new: OpenedLog
  private let origin: LogOrigin
  private let sealer: Sealer
  private var nonces: NonceSource
  private var tree = AuditTree()
  private var oldTree = AuditTree()
  private var epoch: UInt32 = 1
  private var contents = SHA256()
  private var report: Report

  /// Copies the log in a data folder, which no daemon may have open, into one that is not there yet.
  ///
  /// Throws what opening a log does; `.damaged` for a record that cannot be trusted. What is in the new folder then is
  /// nothing.
  public static func copy(
    from folder: String, to target: String, now: Instant, allowCopyOnWrite: Bool = false, entropy: Entropy = .system
  ) throws(EventLogError) -> Report {
    let (report, contents) = try copied(folder, target, now: now, allowCopyOnWrite: allowCopyOnWrite, entropy)
    try readBack(target, report, contents, now: now, allowCopyOnWrite: allowCopyOnWrite)
    return report
  }

  /// The report, and the digest of what the records say; both logs are closed then.
  private static func copied(
    _ folder: String, _ target: String, now: Instant, allowCopyOnWrite: Bool, _ entropy: Entropy
  ) throws(EventLogError) -> (Report, Digest256) {
    var upgrade = try LogUpgrade(folder, target, entropy, allowCopyOnWrite: allowCopyOnWrite)
    try upgrade.copyRecords()
    try upgrade.finish(now: now)
    return (upgrade.report, upgrade.contents.finalize())
  }

  private init(
    _ folder: String, _ target: String, _ entropy: Entropy, allowCopyOnWrite: Bool
  ) throws(EventLogError) {
    old = try OldLog(folder)
    guard unsafe mkdir(target, 0o700) == 0 else { throw EventLogError.failed("mkdir", target) }
    let random = try entropy.bytes(16)
    origin = LogOrigin(random.span.bigEndian(at: 0))
    let head = old.later.last?.last ?? old.state.head
    try Vault.copy(
      from: old.vault, to: target + "/vault", origin: origin, head: head, next: old.nextSlot, entropy: entropy)
    let vault = try Vault.open(
      path: target + "/vault", origin: origin, head: head, next: old.nextSlot, block: 1, entropy: entropy)
    new = try OpenedLog.open(LocalLog.Options(folder: target, allowCopyOnWrite: allowCopyOnWrite))
    sealer = Sealer(vault: vault, origin: origin)
    nonces = NonceSource(entropy)
    self.target = target
    self.entropy = entropy
    let source = LogSource(origin: old.identity.origin, head: .zero, root: .zero)
    report = Report(source: source, origin: origin, root: .zero)
  }

  // MARK: Copying

  private mutating func copyRecords() throws(EventLogError) {
    while oldTree.size < old.state.head.value {
      var batch = Batch()
      let before = oldTree.size
      try old.scan(after: Position(before)) { (position, bytes) throws(EventLogError) in
        try take(bytes, position, &batch)
        return batch.bytes < Self.batchBytes && batch.records.count < Self.batchRecords
      }
      guard oldTree.size > before else { throw .damaged(position: Position(before + 1), fault: .missing) }
      try store(batch)
    }
    guard oldTree == old.state.tree else {
      throw .notALog(path: old.path, reason: "its records are not those that its audit tree was made of")
    }
    for entry in old.later {
      var batch = Batch()
      guard entry.first.value == oldTree.size + 1, entry.rootBefore == oldTree.root else {
        throw .notALog(path: old.path + "/journal", reason: "it does not go on from the log: start the daemon once")
      }
      for offset in 0..<UInt64(entry.records.count) {
        let position = Position(entry.first.value + offset)
        try entry.withRecord(at: position) { (bytes) throws(EventLogError) in try take(bytes, position, &batch) }
      }
      try store(batch)
    }
  }

  /// Records on their way into the new log's file.
  private struct Batch {
    var records: [(key: [UInt8], value: [UInt8])] = []
    var bytes = 0
  }

  private static let batchBytes = 4 << 20
  private static let batchRecords = 4096

  private mutating func take(
    _ bytes: Span<UInt8>, _ position: Position, _ batch: inout Batch
  ) throws(EventLogError) {
    let (layout, record) = try old.record(bytes, position)
    guard position.value == oldTree.size + 1 else {
      throw .damaged(position: Position(oldTree.size + 1), fault: .missing)
    }
    oldTree.append(record.leaf)
    Self.absorb(record, &contents)
    let header = record.header
    epoch = max(epoch, header.epoch)
    var seals: [UInt8] = []
    report.erasedSeals += UInt64(
      try old.sealer.reseal(
        bytes, layout, position: position, type: header.type, by: sealer, nonces: &nonces, to: &seals))
    report.records += 1
    var digest = header.requestDigest
    if layout.format == .one {
      report.recordsOfFormat1 += 1
      if digest != .zero { report.digestsLeftOut += 1 }
      digest = .zero
    }
    var value: [UInt8] = []
    tree.append(
      RecordCodec.encode(
        header.inEpoch(epoch), open: record.open.span, seals: seals, requestDigest: digest, to: &value))
    batch.bytes += value.count
    batch.records.append((position.key, value))
  }

  private func store(_ batch: Batch) throws(EventLogError) {
    try translating { () throws(LMDBError) in
      var writing = try new.environment.write()
      for (key, value) in batch.records { try writing.append(key, value, in: new.records) }
      try writing.commit()
    }
  }

  /// Makes a log of the records.
  private mutating func finish(now: Instant) throws(EventLogError) {
    report.source = LogSource(
      origin: old.identity.origin, head: Position(oldTree.size), root: oldTree.root)
    report.root = tree.root
    let identity = LogIdentity(origin: origin, createdAt: now, source: report.source)
    var state = LogState()
    (state.tree, state.nextSlot, state.epoch) = (tree, old.nextSlot, epoch)
    var encoded: [UInt8] = []
    state.encode(to: &encoded)
    try Journal.create(path: new.journalPath, bytes: 4 << 20, origin: origin, entropy: entropy)
    let kept = try old.kept()
    try translating { () throws(LMDBError) in
      var writing = try new.environment.write()
      for (key, value) in kept { try writing.put(key, value, in: new.meta) }
      try writing.put(LogMeta.identityKey, identity.bytes, in: new.meta)
      try writing.put(LogMeta.stateKey, encoded, in: new.meta)
      try writing.commit()
    }
    try syncFolder(new.path)
    try syncFolder(target)
  }

  // MARK: Verifying

  /// What a record says, beside what a copy has of its own.
  private static func absorb(_ record: LogRecord, _ function: inout SHA256) {
    let header = record.header
    var bytes: [UInt8] = []
    HeaderCodec.encode(
      header.inEpoch(1), openLength: record.open.count, openDigest: .zero, sealsDigest: .zero, requestDigest: .zero,
      to: &bytes)
    bytes += record.open
    bytes.appendBigEndian(record.slot ?? 0)
    switch record.personal {
    case .none: bytes.append(0)
    case .plain(let plain): bytes += [1] + plain
    case .partly(let plain): bytes += [2] + plain
    case .erased: bytes.append(3)
    }
    var count = StackBytes<8>()
    count.appendBigEndian(UInt64(bytes.count))
    count.withSpan { function.update($0) }
    function.update(bytes.span)
  }

  private static func readBack(
    _ target: String, _ report: Report, _ contents: Digest256, now: Instant, allowCopyOnWrite: Bool
  ) throws(EventLogError) {
    var function = SHA256()
    do throws(FactLogError) {
      let log = try opened(target, now: now, allowCopyOnWrite: allowCopyOnWrite)
      guard log.root == report.root, log.head.value == report.records else { throw .unsound("it is cut short") }
      try log.scan(from: .zero) { (view) throws(FactLogError) in
        absorb(try view.record(), &function)
        return .next
      }
    } catch {
      throw .notALog(path: target, reason: "the copy is not what was to be copied: \(error)")
    }
    guard function.finalize() == contents else {
      throw .notALog(path: target, reason: "the copy is not what was to be copied")
    }
  }

  private static func opened(
    _ folder: String, now: Instant, allowCopyOnWrite: Bool
  ) throws(FactLogError) -> JournaledLog {
    try asFactLogError { () throws(EventLogError) in
      try JournaledLog.open(.init(folder: folder, allowCopyOnWrite: allowCopyOnWrite), now: now)
    }
  }
}

extension EventHeader {
  /// The same of a record of the newest format, in that epoch.
  fileprivate func inEpoch(_ epoch: UInt32) -> EventHeader {
    EventHeader(
      position: position, type: type, schemaVersion: schemaVersion, recordedAt: recordedAt, occurredAt: occurredAt,
      subject: subject, version: version, otherSubjects: otherSubjects, uid: uid, role: role, commandID: commandID,
      index: index, count: count, correlationID: correlationID, causationID: causationID, isOfDay: isOfDay,
      roleName: roleName, epoch: epoch)
  }
}
