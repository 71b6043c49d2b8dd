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

  init(store: DerivedStore, eventReader: EventReader, filters: CommandFilterMaker? = nil) {
    self.store = store
    self.eventReader = eventReader
    commands = KnownCommands(filters)
  }

  /// A look at the environment; a class, so that the registry can hold the transaction and drop it.
  final class Snapshot {
    let transaction: ReadTransaction

    init(_ transaction: consuming ReadTransaction) { self.transaction = transaction }
  }

  // MARK: Batches

  /// Looks at the environment as it is now.
  func refresh() throws(Refusal) {
    snapshot = nil
    do throws(LMDBError) {
      snapshot = Snapshot(try store.environment.read())
    } catch {
      throw .internal("the registry cannot be read: \(error)")
    }
  }

  /// Ends the look at the environment: a sleeping writer holds no read transaction.
  func release() { snapshot = nil }

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

  /// Lets commands see and change a rehearsal's layer until ``endRehearsal()``.
  func beginRehearsal(_ layer: consuming RegistryLayer) { layers.rehearsal = layer }

  /// Gives the rehearsal's layer back; its changes are not the batch's, so the journal forgets them.
  func endRehearsal(since checkpoint: Checkpoint) -> RegistryLayer {
    journal.removeSubrange(checkpoint.changes...)
    defer { layers.rehearsal = nil }
    return layers.rehearsal ?? RegistryLayer()
  }

  /// Sees to it that new commands are known for new; between two batches.
  func tendCommands() { commands.tend(layers) }

  /// Has what says whether these commands are new at hand.
  func fetch(_ waiting: ArraySlice<Command>) { commands.fetch(waiting) }

  // MARK: What is not in the index yet

  /// Knows a fact that was decided or learned, until ``closeFacts(from:)``.
  func open(_ header: EventHeader, _ fact: SharedFact) {
    openHeaders.append(header)
    openFacts.append(fact)
  }

  /// Forgets the open facts from that one on.
  func closeFacts(from count: Int = 0) {
    openHeaders.removeLast(openHeaders.count - count)
    openFacts.removeLast(openFacts.count - count)
  }

  /// Those that name the subject, as the log will have them.
  func openFacts(of subject: SubjectID) -> [RecordedEvent] {
    openHeaders.indices.filter { openHeaders[$0].subject == subject || openHeaders[$0].otherSubjects.contains(subject) }
      .map { RecordedEvent(header: openHeaders[$0], fact: openFacts[$0]) }
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
      case .sends(let campaign, let contact, let count):
        let pair = SendKey(campaign: campaign, contact: contact)
        mutate { layer in .sends(pair, layer.sends.updateValue(count, forKey: pair)) }
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
