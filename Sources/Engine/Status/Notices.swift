import Synchronization

/// Something that those who run the daemon should know.
public struct EngineNotice: Sendable, Equatable {
  /// What it tells of.
  public enum Kind: Sendable {
    /// Something that happened once, such as a folder that was made again.
    case event
    /// A fault that lasts.
    case fault
    /// The end of such a fault.
    case end
  }

  /// What it tells of.
  public var kind: Kind
  /// One sentence for a person.
  public var sentence: String

  /// A notice of that kind.
  public init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }
}

/// What is to be said to those who run the daemon: each event, each fault and each fault's end once, in the status and to
/// the listener, within a bound.
final class Notices: Sendable {
  /// A fault that begins and ends while the daemon runs.
  enum Fault: Hashable, Sendable {
    /// The device takes no more.
    case diskFull
    /// The log is as large as it may be.
    case logFull
    /// The machine's clock is behind the log.
    case clockBehind
    /// A read model stopped.
    case stopped(String)
    /// A read model could not be made again.
    case unbuilt(String)
    /// A read model is far behind the log.
    case late(String)
    /// What was erased may still lie in files.
    case unerased
  }

  private struct Entry {
    var fault: Fault?
    var sentence: String
    /// Who has met the fault and not seen its end; of an event nobody.
    var witnesses: Set<String> = []
  }

  private struct State {
    var entries: [Entry] = []
  }

  private let state = Mutex(State())
  private let listener: @Sendable (EngineNotice) -> Void

  init(_ listener: @escaping @Sendable (EngineNotice) -> Void = { _ in }) { self.listener = listener }

  /// Every sentence, in the order in which they began.
  var sentences: [String] { state.withLock { $0.entries.map(\.sentence) } }

  /// Whether a fault of that kind lasts.
  func lasts(_ fault: Fault) -> Bool {
    state.withLock { $0.entries.contains { $0.fault == fault && !$0.witnesses.isEmpty } }
  }

  /// Says what happened, unless it has been said; the listener need not hear what is in the log already.
  func add(_ sentence: String, isLogged: Bool = false) {
    let isNew = state.withLock { state in
      guard !state.entries.contains(where: { $0.sentence == sentence }) else { return false }
      guard state.entries.count(where: { $0.fault == nil }) < Self.eventsMax else { return false }
      state.entries.append(Entry(sentence: sentence))
      return true
    }
    if isNew, !isLogged { listener(EngineNotice(.event, sentence)) }
  }

  /// Says in the log alone what the status need not keep.
  func tell(_ sentence: String) { listener(EngineNotice(.event, sentence)) }

  /// Says that a fault has begun, unless it lasts already; who met it says when it is over.
  func begin(_ fault: Fault, by witness: String = "", _ sentence: @autoclosure () -> String) {
    let said = state.withLock { state -> String? in
      if let index = state.entries.firstIndex(where: { $0.fault == fault }) {
        if !state.entries[index].witnesses.isEmpty {
          state.entries[index].witnesses.insert(witness)
          return nil
        }
        // It is over and begins anew: the status tells of the last time.
        state.entries.remove(at: index)
      }
      let sentence = sentence()
      state.entries.append(Entry(fault: fault, sentence: sentence, witnesses: [witness]))
      return sentence
    }
    if let said { listener(EngineNotice(.fault, said)) }
  }

  /// Says that a fault is over, when the last who met it says so; nothing where none lasts.
  func end(_ fault: Fault, by witness: String = "", _ sentence: @autoclosure () -> String) {
    let said = state.withLock { state -> String? in
      guard let index = state.entries.firstIndex(where: { $0.fault == fault }),
        state.entries[index].witnesses.remove(witness) != nil, state.entries[index].witnesses.isEmpty
      else { return nil }
      let sentence = sentence()
      state.entries[index].sentence = sentence
      return sentence
    }
    if let said { listener(EngineNotice(.end, said)) }
  }

  /// The most events that are kept; faults are bounded by their kinds.
  private static let eventsMax = 100
}

extension Notices {
  /// The writer of the log, as a witness.
  static let log = "the log"

  /// The device is full for who writes this.
  func diskIsFull(for writer: String) {
    begin(
      .diskFull, by: writer,
      "the disk is full: facts are refused as storageFull until there is room, queries are answered from what there is")
  }

  /// The device takes what this one writes again.
  func diskHasRoom(for writer: String) { end(.diskFull, by: writer, "the disk was full and has room again") }
}
