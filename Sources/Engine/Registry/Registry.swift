import Domain
import FactSchema
import LMDB

/// What deciding needs to know, layer over layer: the rehearsal's changes if there is one, what was changed since the
/// last freeze, what is being written, and the environment.
///
/// Belongs to the writer's thread. Changes go straight into the upper layer with a journal beside it, so that a refused
/// command or a failed commit is taken back without copying anything.
final class Registry {
  let store: DerivedStore
  let eventReader: EventReader
  var snapshot: Snapshot?
  /// Looked at as one, many times for each fact.
  var layers = RegistryLayers()
  private(set) var commands: KnownCommands
  private var journal: [RegistryUndo] = []
  /// The hashes of the commands that were added: apart, because the other changes are large.
  private var commandJournal: [UInt64] = []
  /// The headers of the open batch, which the log does not have yet; or of what others appended and is being learned.
  private(set) var openHeaders: [EventHeader] = []
  private var openFacts: [SharedFact] = []
  /// What was rehearsed before, while a rehearsal is under way.
  private(set) var rehearsed: RehearsedFacts?
  /// The facts of subjects that are told again, kept until the writer sleeps.
  let logFacts: LogFacts
  /// Whether somebody may have been erased.
  private(set) var mayHaveErasures = false
  /// How many may still be told for the command that is decided; nil while none is.
  private var factsLeft: Int?

  init(store: DerivedStore, eventReader: EventReader, filters: CommandFilterMaker? = nil) {
    self.store = store
    self.eventReader = eventReader
    logFacts = LogFacts(eventReader, nil, told: .alone)
    commands = KnownCommands(filters)
    // What cannot be looked at is looked at for each contact.
    let erasures = LogFilter(types: [FactType.personalDataErased.rawValue])
    mayHaveErasures = (try? eventReader.index.first(erasures, after: .zero)) != .some(nil)
  }

  /// A look at the environment; a class, so that the registry can hold the transaction and drop it.
  final class Snapshot {
    let transaction: ReadTransaction
    /// The rows in that environment.
    let rows: Table

    init(_ transaction: consuming ReadTransaction, _ rows: Table) {
      self.transaction = transaction
      self.rows = rows
    }
  }

  // MARK: Batches

  /// Looks at the environment as it is now.
  func refresh() throws(Refusal) {
    snapshot = nil
    do throws(LMDBError) {
      snapshot = Snapshot(try store.environment.read(), store.rows)
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
  }

  /// Ends the look at the environment: a sleeping writer holds no read transaction.
  func release() {
    snapshot = nil
    logFacts.forget()
  }

  /// Where the journals stand, to go back to.
  struct Checkpoint {
    fileprivate var changes = 0
    fileprivate var commands = 0
    /// Before everything that is not durable.
    static let beginning = Checkpoint()
  }

  var checkpoint: Checkpoint { Checkpoint(changes: journal.count, commands: commandJournal.count) }

  /// Takes back everything since a checkpoint.
  func rollBack(to checkpoint: Checkpoint) {
    while commandJournal.count > checkpoint.commands, let hash = commandJournal.popLast() {
      layers.live.commands.removeLast(hash)
    }
    while journal.count > checkpoint.changes, let change = journal.popLast() {
      if layers.rehearsal != nil { layers.rehearsal?.undo(change) } else { layers.live.undo(change) }
    }
  }

  /// Forgets how to go back: the batch is durable.
  func keep() {
    journal.removeAll(keepingCapacity: true)
    commandJournal.removeAll(keepingCapacity: true)
  }

  /// Lets commands see and change a rehearsal's layer, and see its facts, until ``endRehearsal(since:)``.
  func beginRehearsal(_ layer: consuming RegistryLayer, _ facts: consuming RehearsedFacts) {
    layers.rehearsal = layer
    rehearsed = facts
  }

  /// Takes the open facts from that one on into the rehearsal.
  func rehearse(from count: Int) {
    guard var facts = rehearsed else { return }
    rehearsed = nil
    for index in count..<openHeaders.count { facts.append(openHeaders[index], openFacts[index]) }
    rehearsed = facts
    closeFacts(from: count)
  }

  /// Gives the rehearsal's layer and facts back; its changes are not the batch's, so the journal forgets them.
  func endRehearsal(since checkpoint: Checkpoint) -> (RegistryLayer, RehearsedFacts) {
    journal.removeSubrange(checkpoint.changes...)
    defer { (layers.rehearsal, rehearsed) = (nil, nil) }
    return (layers.rehearsal ?? RegistryLayer(), rehearsed ?? RehearsedFacts())
  }

  /// Begins to count the facts that are told again for a command; none are counted after ``endCounting()``.
  func beginCounting() { factsLeft = Bounds.toldFactsOfCommand }

  /// Counts none any more.
  func endCounting() { factsLeft = nil }

  /// Counts facts that were told again; refuses a command for which they are too many.
  func count(factsTold: Int) throws(Refusal) {
    guard let left = factsLeft else { return }
    factsLeft = left - factsTold
    guard left >= factsTold else {
      throw Refusal(
        .tooLarge,
        "what it retracts is judged by more than \(Bounds.toldFactsOfCommand) facts: retract less at a time",
        field: "position")
    }
  }

  /// Sees to it that new commands are known for new; between two batches.
  func tendCommands() { commands.tend(layers) }

  /// Has what says whether these commands are new at hand.
  func fetch(_ waiting: ArraySlice<Command>) { commands.fetch(waiting) }

  // MARK: What is not in the index yet

  /// Knows a fact that was decided or learned, until ``closeFacts(from:)``.
  func open(_ header: EventHeader, _ fact: SharedFact) {
    if header.type == FactType.personalDataErased.rawValue { mayHaveErasures = true }
    openHeaders.append(header)
    openFacts.append(fact)
  }

  /// Forgets the open facts from that one on.
  func closeFacts(from count: Int = 0) {
    openHeaders.removeLast(openHeaders.count - count)
    openFacts.removeLast(openFacts.count - count)
  }

  /// Those that name the subject, as the log will have them, with what was rehearsed before.
  func openFacts(of subject: SubjectID) -> [RecordedEvent] {
    let open = openHeaders.indices.filter {
      openHeaders[$0].subject == subject || openHeaders[$0].otherSubjects.contains(subject)
    }.map { RecordedEvent(header: openHeaders[$0], fact: openFacts[$0]) }
    guard let rehearsed else { return open }
    return open.filter { $0.position < RehearsedFacts.begin } + rehearsed.naming(subject)
      + open.filter { $0.position >= RehearsedFacts.begin }
  }

  /// The one at a position; nil where none is.
  func openFact(at position: Position) -> RecordedEvent? {
    if let fact = rehearsed?[position] { return fact }
    guard let index = openIndex(of: position) else { return nil }
    return RecordedEvent(header: openHeaders[index], fact: openFacts[index])
  }

  /// The header of the one at a position; nil where none is.
  func openHeader(at position: Position) -> EventHeader? {
    rehearsed?[position]?.header ?? openIndex(of: position).map { openHeaders[$0] }
  }

  private func openIndex(of position: Position) -> Int? {
    guard let first = openHeaders.first?.position, position >= first else { return nil }
    // Damaged ones may be missing between, and what is rehearsed stands far behind.
    let last = min(UInt64(openHeaders.count - 1), position.value - first.value)
    if position >= RehearsedFacts.begin { return openHeaders.lastIndex { $0.position == position } }
    return openHeaders[...Int(last)].lastIndex { $0.position == position }
  }

  /// Where the next fact stands that is decided.
  var nextPosition: Position {
    guard let rehearsed else { return nextInLog }
    return openHeaders.last { $0.position >= RehearsedFacts.begin }?.position.next ?? rehearsed.next
  }

  /// Where the next fact stands that the log gets.
  var nextInLog: Position {
    (rehearsed == nil ? openHeaders.last : openHeaders.last { $0.position < RehearsedFacts.begin })?.position.next
      ?? eventReader.head.next
  }

  // MARK: Freezing

  /// How many changes wait to be written.
  var changeCount: Int { layers.live.count }
  /// What waits, as rows.
  var changedRows: LayerRows { LayerRows(layers.live) }
  /// Whether a frozen layer is being written.
  var isFreezing: Bool { layers.frozen != nil }

  /// Hands out what changed, to be written; new changes go into a new layer over it.
  func freeze() -> RegistryLayer {
    let layer = layers.live
    layers.frozen = layer
    layers.live = RegistryLayer(after: layer)
    return layer
  }

  /// Takes over what a start could not write, before anything else is changed.
  func adopt(_ layer: RegistryLayer) { layers.live = layer }

  /// The frozen layer is in the environment; ``refresh()`` must follow before anything is read.
  func thaw() {
    guard let written = layers.frozen else { return }
    layers.frozen = nil
    for (subject, state) in written.states { layers.read.keep(state, of: subject) }
    for (subject, slot) in written.slots { layers.read.keep(slot: slot, of: subject) }
  }

  // MARK: Changing

  /// Makes the changes of a decided or recorded fact.
  func apply(_ changes: [RegistryChange]) {
    for change in changes {
      switch change {
      case .state(let subject, let state):
        mutate { layer in .state(subject, layer.states.updateValue(state, forKey: subject)) }
      case .externalID(let key, let holder):
        mutate { layer in .holder(key, layer.holders.updateValue(holder, forKey: key)) }
      case .sends(let campaign, let contact, let sends):
        let pair = SendKey(campaign: campaign, contact: contact)
        mutate { layer in .sends(pair, layer.sends.updateValue(sends, forKey: pair)) }
      case .address(let key, let words):
        mutate { layer in .address(key, layer.addresses.updateValue(words, forKey: key)) }
      case .retracted(let position, let by):
        mutate { layer in
          let before = layer.retractions[position]
          layer.retractions[position] = (before ?? []) + [by]
          return .retraction(position, before)
        }
      case .owner(let subject, let old, let new):
        if let old { own(Owned(old, subject), false) }
        if let new { own(Owned(new, subject), true) }
      case .pipeline(let pipeline, let definedAt):
        mutate { layer in .pipeline(definedAt, layer.pipelines.updateValue(pipeline, forKey: definedAt)) }
      }
    }
  }

  private func own(_ owned: Owned, _ isOwned: Bool) {
    mutate { layer in .owned(owned, layer.owned.updateValue(isOwned, forKey: owned)) }
  }

  /// Remembers where a command's facts begin; not in a rehearsal.
  func remember(_ command: CommandKey, at first: Position) {
    guard layers.live.commands.insert(first, command.hash) else { return }
    commandJournal.append(command.hash)
    commands.add(command.hash)
  }

  /// Remembers the key slot that the log gave to a subject.
  func remember(slot: UInt64, of subject: SubjectID) {
    mutate { layer in .slot(subject, layer.slots.updateValue(slot, forKey: subject)) }
  }

  private func mutate(_ change: (inout RegistryLayer) -> RegistryUndo) {
    guard var layer = layers.rehearsal else {
      journal.append(change(&layers.live))
      return
    }
    layers.rehearsal = nil
    journal.append(change(&layer))
    layers.rehearsal = layer
  }
}
