import Domain
import EventLog
import FactSchema
import SwiftProtobuf
import Synchronization

/// The losses that were accepted, as the log has them: positions that had other facts once.
final class Losses: Sendable {
  /// One of them.
  struct Accepted: Sendable, Equatable {
    /// Of the LogLossAccepted.
    var position: Position
    var from: Position
    var to: Position
    /// The one that it began; 0 where it was recorded by a release that knew none.
    var epoch: UInt32
  }

  private let accepted = Mutex<[Accepted]>([])

  /// Adds what the fact at the position says.
  func add(_ fact: LogLossAccepted, at position: Position, epoch: UInt32) {
    accepted.withLock {
      $0.append(Accepted(position: position, from: Position(fact.from), to: Position(fact.to), epoch: epoch))
    }
  }

  /// The position of the last one; nil when there is none.
  var last: Position? { accepted.withLock { $0.last?.position } }

  /// Whether it is known already.
  func contains(_ loss: Loss) -> Bool {
    accepted.withLock { accepted in accepted.contains { $0.from == loss.from && $0.to == loss.to } }
  }

  /// Refuses to go on from another epoch than the log's; and, where the client names none, behind a position that was lost,
  /// unless it has heard of that loss: what stands there now is not what it has seen.
  func check(after position: Position?, known: UInt64?, epoch: UInt32?, of current: UInt32) throws(Refusal) {
    if let epoch {
      guard epoch == current else { throw otherEpoch("epoch", epoch, of: current) }
      return
    }
    guard let position else { return }
    let unheard = accepted.withLock { accepted in
      accepted.filter { $0.from <= position && position <= $0.to && $0.position.value > known ?? 0 }
    }
    guard let loss = unheard.min(by: { $0.from < $1.from }) else { return }
    let sound = Position(loss.from.value - 1)
    throw Refusal(
      .historyTruncated,
      "the facts from position \(loss.from) to \(loss.to) were lost, and others stand there now: read again after "
        + "position \(sound), or name the loss at position \(loss.position) as knownLoss",
      field: "after", position: sound)
  }

  /// The refusal of a position or a cursor of another epoch than the log's.
  func otherEpoch(_ field: String, _ epoch: UInt32, of current: UInt32) -> Refusal {
    let later = accepted.withLock { $0.filter { $0.epoch > epoch } }
    let sound = later.map(\.from).min()?.previous
    let advice = sound.map { ": read again after position \($0)" } ?? ""
    let sentence =
      epoch > current
      ? "the log has not come to epoch \(epoch): it is in epoch \(current)"
      : "is of epoch \(epoch), and since facts were lost the log is in epoch \(current)\(advice)"
    return Refusal(.historyTruncated, "\(field): \(sentence)", field: field, reason: .epoch, position: sound)
  }
}

extension EventReader {
  /// Learns which losses the log tells of; when the index is up to date.
  func learnLosses() throws(Refusal) {
    let filter = LogFilter(types: [FactType.logLossAccepted.rawValue])
    for position in try index.positions(filter, after: .zero, before: Position(.max), limit: Self.lossesMax) {
      guard let record = try? log.record(at: position), let event = try? event(record),
        case .logLossAccepted(let fact) = event.fact.fact
      else { continue }
      losses.add(fact, at: position, epoch: record.header.epoch)
    }
  }

  /// More than anybody accepts.
  private static let lossesMax = 1000
}

extension Engine {
  /// Records the loss that was accepted, if there is one, as that user's. Called like ``record(ownFact:uid:)``.
  public func recordAcceptedLoss(uid: UInt32) throws(EngineError) {
    guard let loss = acceptedLoss else { return }
    if !eventReader.losses.contains(loss) {
      let fact = LogLossAccepted.with {
        $0.from = loss.from.value
        $0.to = loss.to.value
        $0.oldRoot = loss.leaf.description
      }
      let position = try record(ownFact: .logLossAccepted(fact), uid: uid)
      eventReader.losses.add(fact, at: position, epoch: eventReader.status.epoch)
    }
    do throws(FactLogError) {
      try upkeep?.forgetAcceptedLoss()
    } catch {
      throw EngineError(error)
    }
  }
}
