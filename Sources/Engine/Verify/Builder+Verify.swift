import APISchema
import Domain
import FactSchema
import LMDB
import ReadModels
import RowStore
import SwiftProtobuf
import Synchronization

extension Builder {
  /// Makes a copy from the log aside and compares it with what is derived, row by row; changes nothing.
  func verify(_ job: VerifyJob) {
    guard !job.ticket.caller.hasLeft else { return }
    // Also while it runs: what nobody waits for any more ends.
    let isEnded: @Sendable () -> Bool = { [self] in isStopped || job.ticket.caller.hasLeft }
    let result: Result<[UInt8], Refusal>
    do throws(Refusal) {
      let reply =
        if let part = StoreVerification.Part(rawValue: job.projection) {
          try verified(part, isEnded)
        } else {
          try verified(job.projection, isEnded)
        }
      result = .success(try encoded(reply))
    } catch {
      result = .failure(error)
    }
    job.ticket.receiver.deliver([Outcome(number: job.ticket.number, result: result)])
  }

  /// Begins again where somebody was erased meanwhile, so that of the rows some are as before and some as after. What stands before
  /// an erasure cannot be made from the log any more: `bring` lets what is compared come as far, or says that it does not.
  private func unlessErased(
    bring: (Position) -> Bool, _ body: () throws(Refusal) -> ProjectionVerifyReply
  ) throws(Refusal) -> ProjectionVerifyReply {
    for _ in 0..<Self.verificationsMax {
      let erased = eventReader.erased.count
      guard bring(eventReader.erasedLast) else { break }
      do throws(Refusal) {
        let reply = try body()
        if eventReader.erased.count == erased { return reply }
      } catch {
        if eventReader.erased.count == erased { throw error }
      }
    }
    throw Refusal(.behind, "somebody was erased, and what is compared does not come past that: ask again later")
  }

  /// Waits for a read model to have come there.
  private func bring(_ place: Int, to position: Position, _ isEnded: () -> Bool) -> Bool {
    let wakeup = Wakeup()
    for _ in 0..<Self.looksMax where !isEnded() {
      let live = readModels.state.withLock { $0.entries[place].live }
      // One that does not serve is refused by itself.
      guard let live, live.state.position < position else { return true }
      wakeup.wait(milliseconds: 10)
    }
    return false
  }

  private static let looksMax = 6_000
  private static let verificationsMax = 5

  private func encoded(_ reply: ProjectionVerifyReply) throws(Refusal) -> [UInt8] {
    do {
      return try reply.serializedBytes()
    } catch {
      throw .internal("the answer cannot be encoded")
    }
  }

  private func verified(_ name: String, _ isEnded: @escaping @Sendable () -> Bool) throws(Refusal)
    -> ProjectionVerifyReply
  {
    let place = try readModels.place(of: name)
    return try unlessErased(bring: { [self] in bring(place, to: $0, isEnded) }) { () throws(Refusal) in
      try compared(name, at: place, isEnded)
    }
  }

  private func compared(
    _ name: String, at place: Int, _ isEnded: @escaping @Sendable () -> Bool
  ) throws(Refusal) -> ProjectionVerifyReply {
    let entry = readModels.state.withLock { $0.entries[place] }
    guard !entry.isOpening else { throw Refusal(.behind, "the read model \(name) is being opened") }
    guard let live = entry.live else {
      throw Refusal(.rebuilding, "the read model \(name) is being built and does not serve yet")
    }
    let end = live.state.position
    let initial = try beginning.initial(upTo: ReplayEnd(position: end))
    let path = scratch.path(of: name)
    defer { Generations.remove(path) }
    let copy: View
    do throws(ViewError) {
      try Generations.begin(path)
      copy = try View.open(folder: path, identity: live.identity, options: viewOptions)
    } catch {
      throw ViewVerification.refusal(error)
    }
    let beside = BuildThread()
    let target = BuildTarget(
      place: place, projection: entry.projection, view: copy, initial: initial, helper: beside.helper)
    let damaged = pass([target], upTo: end, isEnded: isEnded)
    beside.end()
    guard !isEnded() else { throw Refusal(.shuttingDown, "the daemon is shutting down") }
    if let failure = target.failure {
      throw Refusal(failure.isForRoom ? .storageFull : .internal, "the copy could not be made: \(failure.cause)")
    }
    return try ViewVerification(
      of: live, with: copy, entry.projection, damaged: damaged, eventReader, beginning, limits: options.limits,
      isStopped: isEnded
    ).run()
  }

  func verified(_ part: StoreVerification.Part, _ isEnded: @escaping () -> Bool) throws(Refusal)
    -> ProjectionVerifyReply
  {
    try unlessErased(bring: { [self] in part == .index || bringRegistry($0, isEnded) }) { () throws(Refusal) in
      try compared(part, isEnded)
    }
  }

  private func compared(
    _ part: StoreVerification.Part, _ isEnded: @escaping () -> Bool
  ) throws(Refusal) -> ProjectionVerifyReply {
    let live =
      switch part {
      case .registry: registry
      case .index: eventReader.index.store
      }
    let path = scratch.path(of: part.rawValue)
    defer { Generations.remove(path) }
    let copy: DerivedStore
    do throws(LMDBError) {
      copy = try live.makeCopy(path: path, readersMax: options.readersMax)
    } catch {
      throw Refusal(
        error.code == .noSpace ? .storageFull : .internal, "the copy that is compared cannot be made: \(error)")
    }
    return try StoreVerification(
      of: part, live, with: copy, eventReader, limits: options.limits, isStopped: isEnded
    ).run()
  }
}
