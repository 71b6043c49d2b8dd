import APISchema
import Domain
public import FactSchema
import SwiftProtobuf
import Synchronization

extension Engine {
  /// Records a fact of the daemon's own as that user and waits until it is on disk. Called while the engine runs and before
  /// clients are listened to, so that it is the next fact; its position.
  ///
  /// Throws the reason for which it was refused.
  public func record(ownFact content: Fact.OneOf_Fact, uid: UInt32) throws(EngineError) -> Position {
    let encoded: EncodedFact
    do throws(Refusal) {
      encoded = try EncodedFact(own: content)
    } catch {
      throw EngineError(.inaccessible, error.message)
    }
    let outcome = AwaitedOutcome()
    submit([
      Command(
        request: RecordRequest(), events: [Command.Event(encoded)], uid: uid, role: .daemon,
        ticket: Ticket(caller: Caller(uid: uid, standing: .operator, receiver: outcome), number: 0))
    ])
    switch outcome.wait() {
    case .success(let position): return position
    case .failure(let refusal):
      throw EngineError(
        refusal.code == .storageFull ? .storageFull : .inaccessible,
        "\(encoded.type.name) cannot be recorded: \(refusal.message)")
    }
  }

  /// Lets `recordedAt` begin anew at the machine's clock and records so, where the log is ahead of it; the fact's position.
  /// For a clock that was wrong and is right now. Called as ``record(ownFact:uid:)`` is.
  public func resetClock(uid: UInt32) throws(EngineError) -> Position? {
    let was = clockWatch.recordedAtLast
    let now = surroundings.now()
    guard was > now else { return nil }
    // The fact itself is recorded by the machine's clock: what follows it goes on from there, after a restart as well.
    clockWatch.recorded(at: now)
    do throws(EngineError) {
      let position = try record(ownFact: .clockReset(.with { $0.was = was.timestamp }), uid: uid)
      clockWatch.look(at: now)
      return position
    } catch {
      clockWatch.recorded(at: was)
      throw error
    }
  }
}

/// One command's outcome, for a thread that waits for it.
final class AwaitedOutcome: OutcomeReceiver {
  private let result = Mutex<Result<Position, Refusal>?>(nil)
  private let told = Wakeup()

  func deliver(_ outcomes: [Outcome]) {
    guard let outcome = outcomes.first else { return }
    result.withLock { $0 = outcome.result.map { _ in outcome.position ?? .zero } }
    told.signal()
  }

  func wait() -> Result<Position, Refusal> {
    while true { if let result = wait(milliseconds: 100) { return result } }
  }

  /// The outcome, if it comes in that time.
  func wait(milliseconds: Int) -> Result<Position, Refusal>? {
    if let result = result.withLock({ $0 }) { return result }
    told.wait(milliseconds: milliseconds)
    return result.withLock { $0 }
  }
}
