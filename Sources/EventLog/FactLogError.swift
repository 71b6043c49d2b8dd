public import FactSchema

/// What a log refuses or fails with, whatever it is made of. No case holds anything of a record's content.
public enum FactLogError: Error, Sendable, Equatable {
  /// Another writer's batch was first, and the head is there now. Nothing was stored; what was decided is to be decided again.
  case headMoved(to: Position)
  /// The device is full. Nothing was stored; the log goes on, and takes records again once there is room.
  case noSpace
  /// The log has come to the size that it may have. Nothing was stored.
  case full
  /// A record handed in that cannot be stored: its place in the batch, and why.
  case invalid(index: Int, reason: String)
  /// The slot that was to be sealed with or erased holds no sound key, or was never given. Nothing was stored.
  case keyDamaged(slot: UInt64)
  /// Nothing is recorded any more until the log is opened again, for what this sentence says; what was acknowledged can be
  /// read.
  case closed(String)
  /// The batch's outcome is not known, for what this sentence says: the log takes nothing more until it is opened again.
  case outcomeUnknown(String)
  /// The outcome of an earlier batch is not known; the log must be opened again.
  case stopped
  /// The record at the position cannot be trusted and is not shown; the others are served.
  case damaged(position: Position, fault: RecordFault)
  /// What keeps the log is damaged, so that it cannot go on with what was asked; a sentence.
  case unsound(String)
  /// What keeps the log failed, and that says nothing of what it holds; a sentence.
  case failed(String)
}

extension FactLogError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .headMoved(let head): "another writer was first: the log's head is at position \(head)"
    case .noSpace: "no space left for the log; free some, and record again"
    case .full: "the log has come to the size that it may have"
    case .invalid(let index, let reason): "record \(index) of the batch cannot be stored: \(reason)"
    case .keyDamaged(let slot): "slot \(slot) of the vault is damaged"
    case .closed(let sentence), .unsound(let sentence), .failed(let sentence): sentence
    case .outcomeUnknown(let sentence): "a commit of the log failed, and its outcome is not known: \(sentence)"
    case .stopped: "an earlier commit of the log failed; start again"
    case .damaged(let position, let fault): "the record at position \(position) is damaged: \(fault)"
    }
  }
}

extension FactLogError {
  /// What a log on this machine's disk failed with, in the words of every log.
  init(_ error: EventLogError) {
    self =
      switch error {
      case .noSpace: .noSpace
      case .storage(let failure) where failure.kind == .full: .full
      case .commitFailed(let failure): .outcomeUnknown(failure.description)
      case .vaultDamaged(let slot): .keyDamaged(slot: slot)
      case .damaged(let position, let fault): .damaged(position: position, fault: fault)
      case .storage(let failure) where !failure.isOfTheSystem: .unsound(error.description)
      default: .failed(error.description)
      }
  }
}

/// What keeping the log on this machine's disk throws, as every log's error.
func asFactLogError<Value>(_ body: () throws(EventLogError) -> Value) throws(FactLogError) -> Value {
  do throws(EventLogError) {
    return try body()
  } catch {
    throw FactLogError(error)
  }
}
