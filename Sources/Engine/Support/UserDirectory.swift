import Domain
import EventLog
import FactSchema
import ReadModels
import Synchronization

/// Under which names uids recorded: the logins of the users that facts declare, as they were at each position; where none
/// says a uid, what the machine calls it.
final class UserDirectory: Sendable {
  private struct Entry {
    let from: Position
    /// Nil: the uid is no user's from there on.
    let login: String?
  }

  private struct State {
    /// By uid, in the order of the log.
    var entries: [UInt32: [Entry]] = [:]
    var users: [SubjectID: (login: String, uid: UInt32?)] = [:]
    var machine: [UInt32: String] = [:]
  }

  private let state = Mutex(State())
  private let lookUp: @Sendable (UInt32) -> String

  /// `lookUp` gives what the machine calls a uid.
  init(_ lookUp: @escaping @Sendable (UInt32) -> String) { self.lookUp = lookUp }

  /// The name under which the uid recorded what stands at the position.
  func name(of uid: UInt32, at position: Position) -> ActorName {
    let said: ActorName? = state.withLock { state in
      var span = Position.zero..<Position(.max)
      var login: String?
      for entry in state.entries[uid] ?? [] {
        if entry.from > position {
          span = span.lowerBound..<entry.from
          break
        }
        span = entry.from..<span.upperBound
        login = entry.login
      }
      if let login { return ActorName(login, at: span) }
      return state.machine[uid].map { ActorName($0, at: span) }
    }
    if let said { return said }
    let name = lookUp(uid)
    state.withLock { state in
      // People are few; a flood of uids only costs look-ups.
      if state.machine.count >= Self.machineMax { state.machine.removeAll() }
      state.machine[uid] = name
    }
    return self.name(of: uid, at: position)
  }

  // MARK: Learning

  /// Learns what the log says.
  func learn(from eventReader: EventReader) throws(Refusal) {
    let filter = LogFilter(types: Self.types.map(\.rawValue))
    var after = Position.zero
    while let position = try eventReader.first(filter, after: after) {
      // A damaged fact says nothing.
      if let record = try? eventReader.log.record(at: position), let event = try? eventReader.event(record) {
        learn(event)
      }
      after = position
    }
  }

  /// Learns what recorded facts say, in the order of the log.
  func learn(_ events: [RecordedEvent]) {
    for event in events where Self.numbers.contains(event.type) { learn(event) }
  }

  private func learn(_ event: RecordedEvent) {
    let (user, position) = (event.header.subject, event.position)
    state.withLock { state in
      var (login, uid) = state.users[user] ?? ("", nil)
      switch event.fact.fact {
      case .userAdded(let fact):
        login = fact.login
        if fact.hasUid { uid = fact.uid }
      case .userChanged(let fact):
        if fact.hasUid { uid = fact.uid }
        if fact.clear.contains("uid") { uid = nil }
      case .userDeactivated: uid = nil
      default: return
      }
      let before = state.users.updateValue((login, uid), forKey: user)?.uid
      guard uid != before else { return }
      if let before { state.entries[before, default: []].append(Entry(from: position, login: nil)) }
      guard let uid, !login.isEmpty else { return }
      state.entries[uid, default: []].append(Entry(from: position, login: login))
    }
  }

  private static let types: [FactType] = [.userAdded, .userChanged, .userDeactivated]
  private static let numbers = Set(types.map(\.rawValue))
  private static let machineMax = 4096
}
