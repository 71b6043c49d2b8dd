import APISchema
import Domain
import FactSchema
import SwiftProtobuf
import TestSupport

@testable import TestModel

/// Random requests to record facts about what the model knows.
extension RandomFacts {
  mutating func request(_ model: PlainModel, now: Int64) -> RecordRequest {
    .with { request in
      for _ in 0..<(random.oneIn(6) ? 2 + random.below(3) : 1) {
        request.events.append(
          .with { event in
            event.fact = fact(model, now: now)
            if random.oneIn(3) { event.occurredAt = stamp(time(now)) }
          })
      }
      if random.oneIn(3) {
        request.commandID = "command-\(random.oneIn(20) ? random.below(50) : Int(random.next() >> 20))"
      }
      if random.oneIn(8) { request.correlationID = "correlation-\(random.below(5))" }
      if random.oneIn(8) { request.causationID = "cause-\(random.below(5))" }
      if random.oneIn(8) { request.expect = [expectation(model)] }
      if random.oneIn(8) { request.expect += ofWhatIsChanged(request, model) }
      if random.oneIn(12) { request.unless = condition(model) }
    }
  }

  /// That what the request changes is what it was some facts ago.
  private mutating func ofWhatIsChanged(_ request: RecordRequest, _ model: PlainModel) -> [Expectation] {
    let subject: String? =
      switch request.events.first?.fact.fact {
      case .contactDetailsChanged(let fact): fact.contact
      case .contactTagged(let fact): fact.contact
      case .contactUntagged(let fact): fact.contact
      case .dealRevised(let fact): fact.deal
      case .dealStageChanged(let fact): fact.deal
      case .dealTransferred(let fact): fact.deal
      case .taskRevised(let fact): fact.task
      case .taskReassigned(let fact): fact.task
      case .taskRescheduled(let fact): fact.task
      case .campaignRevised(let fact): fact.campaign
      default: nil
      }
    guard let subject, model.state.version(subject) > 0 else { return [] }
    let version = model.state.version(subject)
    return [.with { ($0.subject, $0.version) = (subject, version - min(version - 1, UInt64(random.below(4)))) }]
  }

  private mutating func expectation(_ model: PlainModel) -> Expectation {
    let kind = random.pick([SubjectKind.contact, .deal, .order, .payment, .task, .pipeline, .campaign])
    var subject = id(kind, model)
    if subject == "nobody" { subject = newID(kind) }
    return .with {
      $0.subject = subject
      let version = model.state.version(subject)
      $0.version = random.oneIn(5) ? UInt64(random.below(4)) : random.oneIn(4) ? version - min(version, 1) : version
    }
  }

  private mutating func condition(_ model: PlainModel) -> Condition {
    let after = model.head - min(model.head, UInt64(random.below(200)))
    let sets = (0..<1 + random.below(3)).map { _ in factSet(model) }
    return .with {
      $0.after = after
      if sets.count > 1 { $0.any = sets } else { ($0.types, $0.subjects) = (sets[0].types, sets[0].subjects) }
    }
  }

  private mutating func factSet(_ model: PlainModel) -> FactSet {
    var subject = id(.contact, model)
    if subject == "nobody" { subject = newID(.contact) }
    return .with {
      if random.oneIn(2) { $0.types = [random.pick(["CallLogged", "OrderPlaced", "DealOpened", "NoteAdded"])] }
      if !$0.types.isEmpty || random.oneIn(4) { $0.subjects = [subject] }
    }
  }
}
