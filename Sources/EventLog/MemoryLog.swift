import Bytes
import Cryptography
public import FactSchema
import Glibc
import Synchronization

/// A log that lasts as long as this object: for tests, and for whatever is to be tried and thrown away.
///
/// Records have the same bytes as in a file, sealed with keys that can be erased, so that whoever reads sees no difference.
/// Any number of writers may share it; of two that append at the same head the first one wins.
public final class MemoryLog: FactLog {
  /// The identity of this log.
  public let origin: LogOrigin
  /// When it was made.
  public let createdAt: Instant

  /// What only the one who appends touches.
  private struct Writer {
    var state = LogState()
    var encoder: BatchEncoder
  }

  /// What it keeps to itself.
  public var secret: LogSecret { vault.secret }

  private let vault: Vault
  private let reader: RecordReader
  private let batches = Tail()
  private let writer: Mutex<Writer>
  private let published: Mutex<LogStatus>
  private let keptValues = Mutex<[String: [UInt8]]>([:])
  private let followers = LogFollowers()

  /// An empty log that was made `now`; `onDamage` is told of a key that is not there any more, in a sentence.
  public convenience init(
    entropy: Entropy = .system, now: Instant, onDamage: @escaping @Sendable (_ sentence: String) -> Void = { _ in }
  ) throws(EventLogError) {
    let bytes = try entropy.bytes(16)
    let origin = LogOrigin(bytes.span.bigEndian(at: 0))
    let vault = try Self.vault(origin, entropy)
    self.init(origin: origin, createdAt: now, vault: vault, entropy: entropy, onDamage: onDamage)
  }

  private init(
    origin: LogOrigin, createdAt: Instant, vault: Vault, entropy: Entropy,
    onDamage: @escaping @Sendable (_ sentence: String) -> Void
  ) {
    self.origin = origin
    self.createdAt = createdAt
    self.vault = vault
    let damage = Damage(DamageList(origin: origin), path: nil, onFound: onDamage)
    let sealer = Sealer(vault: vault, origin: origin)
    reader = RecordReader(sealer: sealer, damage: damage)
    let state = LogState()
    writer = Mutex(Writer(state: state, encoder: BatchEncoder(sealer, nonces: NonceSource(entropy))))
    published = Mutex(LogStatus(state, root: state.tree.root))
  }

  /// The keys, in a file that is in memory alone and whose name is gone before anything is in it.
  private static func vault(_ origin: LogOrigin, _ entropy: Entropy) throws(EventLogError) -> Vault {
    let bytes = try entropy.bytes(Vault.keyBytes)
    let secret = LogSecret(key: LinkKey(SealingKey(bytes.span)), after: .zero)
    let name = "/kith-\(origin)"
    let descriptor = unsafe shm_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw EventLogError.failed("shm_open", name) }
    unsafe shm_unlink(name)
    return Vault(path: name, descriptor: descriptor, secret: secret, made: 1, block: 64, entropy: entropy)
  }

  /// Head, root and next free slot of one and the same batch.
  public var status: LogStatus { published.withLock { $0 } }
  /// What of it is known to be damaged: nothing, unless memory is.
  public var damage: Damage { reader.damage }

  // MARK: Writing

  /// Appends the batch at that head, all of it or nothing.
  @discardableResult
  public func append(_ batch: [PendingRecord], at head: Position) throws(FactLogError) -> Appended {
    let appended = try writer.withLock { (writer) throws(FactLogError) in try append(batch, at: head, &writer) }
    followers.tell()
    return appended
  }

  private func append(
    _ batch: [PendingRecord], at head: Position, _ writer: inout Writer
  ) throws(FactLogError) -> Appended {
    guard head == writer.state.head else { throw .headMoved(to: writer.state.head) }
    let newSlots = try BatchRules.newSlots(of: batch, after: writer.state)
    try asFactLogError { () throws(EventLogError) in
      if BatchRules.endsEpoch(batch, of: writer.state) { try vault.renew(from: writer.state.nextSlot) }
      if let highest = newSlots.last { try vault.make(upTo: highest) }
    }
    var next = writer.state
    let entry = try writer.encoder.encode(batch, newSlots: newSlots, rootBefore: writer.state.tree.root, &next)
    let leaves = entry.leaves
    // Nobody reads a generation here: entries are told apart by where they begin.
    batches.append(entry.finished(generation: 0))
    writer.state = next
    let status = LogStatus(next, root: next.tree.root)
    published.withLock { $0 = status }
    return Appended(positions: head.next...next.head, newSlots: newSlots, leaves: leaves, status: status)
  }

  /// The code of what was said of a person.
  public func code(of personal: Span<UInt8>, slot: UInt64, position: Position) throws(FactLogError) -> Digest256? {
    try reader.sealer.code(of: personal, slot: slot, position: position)
  }

  /// Destroys the key in the slot.
  public func erase(slot: UInt64) throws(FactLogError) {
    guard slot < nextFreeSlot else { throw .keyDamaged(slot: slot) }
    try asFactLogError { () throws(EventLogError) in try vault.erase(slot) }
  }

  /// What is kept under that name: what was given first.
  public func kept(_ name: String, otherwise value: [UInt8]) throws(FactLogError) -> [UInt8] {
    keptValues.withLock { kept in
      if let kept = kept[name] { return kept }
      kept[name] = value
      return value
    }
  }

  // MARK: Reading

  /// Lends each record from the position on to `body`; holds nothing up meanwhile.
  public func scan(
    _ order: LogOrder, from position: Position, limit: Int,
    _ body: (_ record: borrowing RecordView) throws(FactLogError) -> LogStep
  ) throws(FactLogError) {
    var run = LogScan(order, from: position, limit: limit, head: head)
    while run.goesOn, let entry = batches.entry(holding: Position(run.expected)) { run.visit(entry, reader, body) }
    try run.end(damage)
  }

  /// The record at the position, checked and opened.
  public func record(at position: Position) throws(FactLogError) -> LogRecord? {
    guard let entry = batches.entry(holding: position) else { return nil }
    return try entry.withRecord(at: position) { bytes in reader.record(bytes, position) }.get()
  }

  /// The records at the positions, in their order.
  public func records(at positions: [Position]) throws(FactLogError) -> [Result<LogRecord, FactLogError>] {
    zip(positions, batches.entries(holding: positions)).compactMap { position, entry in
      entry?.withRecord(at: position) { bytes in reader.record(bytes, position) }
    }
  }

  /// The leaf of the record at the position.
  public func leaf(at position: Position) throws(FactLogError) -> Digest256? {
    guard let entry = batches.entry(holding: position) else { return nil }
    return try entry.withRecord(at: position) { bytes in
      reader.result(bytes, position) { (view) throws(FactLogError) in view.leaf }
    }.get()
  }

  // MARK: Following

  /// Tells `onMove` of each batch from now on.
  public func follow(_ onMove: @escaping @Sendable () -> Void) -> LogFollowing { followers.add(onMove) }
}
