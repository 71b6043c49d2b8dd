import APISchema
import Domain
import EventLog
import FactSchema
import Foundation
import RowStore
import Synchronization

/// Looks through what was not closed in good order, as after a kill: nothing was said of its file then, and a byte of it may
/// have gone wrong while no daemon ran. Read models are held against the digest of their rows, registry and index against
/// what the log says. At a low pace, once for each start.
final class Inspections: Sendable {
  private let builder: Builder
  /// Which of the two stores are to be looked through.
  private let stores: [StoreVerification.Part]
  /// Ends the engine, with a sentence: what decides is wrong.
  private let onUnsound: @Sendable (String) -> Void
  private let isStopping = Atomic(false)
  private let wakeup = Wakeup()

  init(_ builder: Builder, _ stores: [StoreVerification.Part], onUnsound: @escaping @Sendable (String) -> Void) {
    self.builder = builder
    self.stores = stores
    self.onUnsound = onUnsound
  }

  private var readModels: ReadModelRegistry { builder.readModels }

  /// Looks through the stores, by which is decided, and then through these read models.
  func run(_ places: [Int]) {
    for part in stores { inspect(part) }
    for place in places { inspect(place) }
    guard !isStopped, !stores.isEmpty || !places.isEmpty else { return }
    readModels.notices.tell("what was not closed in good order has been looked through")
  }

  func stop() {
    isStopping.store(true, ordering: .releasing)
    wakeup.signal()
  }

  private var isStopped: Bool { isStopping.load(ordering: .acquiring) }

  /// Tries until it comes to an end, and waits between: the disk may be full, or more recorded than can be followed.
  private func untilDone(_ isDone: () -> Bool) {
    for _ in 0..<Self.attempts {
      guard !isStopped, !isDone() else { return }
      wakeup.wait(milliseconds: Self.pauseMilliseconds)
    }
  }

  private static let attempts = 60
  private static let pauseMilliseconds = 60_000

  // MARK: Read models

  private func inspect(_ place: Int) {
    untilDone { [self] in
      let entry = readModels.state.withLock { $0.entries[place] }
      guard let view = entry.live, entry.fault == nil else { return true }
      do throws(ViewError) {
        switch try view.inspect(mayGoOn: { [self] in !isStopped }) {
        case .sound: return true
        case .ended: return false
        case .unsound:
          remake(place, view)
          return true
        }
      } catch {
        return false
      }
    }
  }

  /// Lets a read model answer nothing more until it is made again.
  private func remake(_ place: Int, _ view: View) {
    let name = view.identity.projection
    guard readModels.beginRebuild(place, insteadOf: view, head: builder.eventReader.head) else { return }
    readModels.notice(
      "\(name) generation \(view.identity.generation) is made again: its rows are not those that it should have")
    guard !builder.submit(.rebuild([place], resumed: [:])) else { return }
    readModels.abandon(place)
  }

  // MARK: Registry and index

  private func inspect(_ part: StoreVerification.Part) {
    untilDone { [self] in
      let reply: ProjectionVerifyReply
      do throws(Refusal) {
        reply = try builder.verified(part) { [self] in isStopped }
      } catch {
        guard error.code == .damaged else { return false }
        discard(part, "cannot be read")
        return true
      }
      // What was made before a record was damaged has what nobody can make again.
      guard !reply.equal, reply.damaged.isEmpty, !builder.eventReader.log.damage.isAny else { return true }
      discard(part, "differs from what the log says in \(reply.differentRows) rows")
      return true
    }
  }

  /// Ends the engine, and lets the next start make the store again: what was decided by it since is in the log, and what would
  /// be decided may be wrong.
  private func discard(_ part: StoreVerification.Part, _ cause: String) {
    guard !isStopped else { return }
    try? FileManager.default.removeItem(atPath: "\(builder.files.folder)/\(part.rawValue)")
    onUnsound("The folder \(part.rawValue) \(cause), and is made again at the next start.")
  }
}
