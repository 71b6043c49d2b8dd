import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

/// Whether what is left makes sense without a fact, found by judging the rest of its subject from the first fact on.
extension PlainModel {
  /// Defined anew instead, or of the daemon.
  private static let never: Set<FactType> = [
    .pipelineDefined, .companyConfigured, .consentDefaultSet, .userAdded, .userChanged, .userDeactivated,
    .userReactivated, .teamDefined, .workHandedOver, .personalDataErased, .logLossAccepted, .clockReset,
  ]

  func retract(_ entry: inout Entry, _ fact: FactRetracted) -> Set<Refusal.Code> {
    var wrong = requiredWord(fact.reason)
    if fact.position == 0 { return wrong.union([.invalid]) }
    guard fact.position < commandBegin ?? (head + 1) else { return wrong.union([.notFound]) }
    let target = log[Int(fact.position) - 1]
    (entry.subject, entry.others) = (target.subject, target.others)
    if target.fact.type.map(Self.never.contains) ?? true { return wrong.union([.conflict]) }
    if isRetracted(target) { return wrong.union([.conflict]) }
    var root = target
    while case .factRetracted(let inner) = root.fact.fact { root = log[Int(inner.position) - 1] }
    let last = log.lazy.filter { [subject = target.subject] in $0.subject == subject }.map(\.version).max() ?? 0
    entry.version = root.fact.type?.keepsVersion ?? false ? last : last + 1
    guard wrong.isEmpty else { return wrong }
    let falls = !isRetracted(root)
    if falls, Self.isOwnObjection(root) { return [.conflict] }
    let confirms = fact.confirmConsent
    switch root.fact.fact {
    case .consentWithdrawn where falls && !confirms: return [.conflict]
    case _ where falls && !confirms && Self.suppresses(root): return [.conflict]
    case .campaignResponseRecorded(let fact)
    where falls && confirms && target.position != root.position
      && [.unsubscribed, .complained].contains(fact.response):
      return [.conflict]
    default: break
    }
    wrong = nonsense(without: root, falls, entry)
    // What only the last of several facts decides, the engine is believed in.
    if wrong.isEmpty, isRefused, isDecidedByOthers(root) { return [.conflict] }
    return wrong
  }

  /// Who objected on their own is not asked back.
  private static func isOwnObjection(_ root: Entry) -> Bool {
    switch root.fact.fact {
    case .consentWithdrawn(let fact): fact.selfService
    case .campaignResponseRecorded(let fact):
      fact.selfService && [.unsubscribed, .complained].contains(fact.response)
    default: false
    }
  }

  private func nonsense(without root: Entry, _ falls: Bool, _ retraction: Entry) -> Set<Refusal.Code> {
    var nonsense: Set<UInt64> = []
    func look(_ model: PlainModel, _ entry: Entry) {
      guard entry.position >= root.position, concerns(entry, root) else { return }
      var proposed = entry
      var model = model
      model.isToldAgain = true
      let problems = model.judge(&proposed, assigned: "")
      if Self.isNonsense(problems, entry, root) { nonsense.insert(entry.position) }
    }
    let again = told(with: retraction, visit: look)
    var wrong: Set<Refusal.Code> = []
    if !nonsense.isEmpty {
      // What made no sense before is not held against it.
      let now = nonsense
      nonsense = []
      _ = told(with: nil, visit: look)
      if !now.isSubset(of: nonsense) { wrong.insert(.conflict) }
    }
    // What one command takes back of a deal is judged together.
    let isLast = !retractedLater.contains {
      0 < $0 && $0 <= head && log[Int($0) - 1].subject == root.subject && !isRetracted(log[Int($0) - 1])
        && $0 != retraction.fact.factRetracted.position
    }
    if isLast, root.subject.hasPrefix("deal_"), isMovedOtherwise(root.subject, retraction) { wrong.insert(.conflict) }
    // What was objected to by a response that does not stand is known by its campaign.
    for entry in again.log where again.isRetracted(entry) && !again.state.restored.contains(entry.position) {
      guard case .campaignResponseRecorded(let fact) = entry.fact.fact, fact.campaign == root.subject else { continue }
      if [.unsubscribed, .complained].contains(fact.response), again.state.campaigns[fact.campaign] == nil {
        wrong.insert(.conflict)
      }
    }
    if wrong.isEmpty, !retraction.fact.factRetracted.confirmConsent {
      let reachesMore = again.reachesMore(than: self, at: max(clock, root.occurredAt))
      if again.maySendMore(than: self, root.subject) || reachesMore { wrong.insert(.conflict) }
    }
    return wrong
  }

  /// Whether the daemon would have moved the deal otherwise than stands, with some definition.
  private func isMovedOtherwise(_ id: String, _ retraction: Entry) -> Bool {
    var isWrong = false
    _ = told(with: retraction) { model, entry in
      guard case .pipelineDefined(let fact) = entry.fact.fact, !entry.isInitial else { return }
      var expected: [String] = []
      if let deal = model.state.deals[id], deal.isOpen, deal.card.pipeline == fact.pipeline,
        !fact.stages.contains(where: { $0.stage == deal.card.stage })
      {
        expected = [fact.move.first { $0.stage == deal.card.stage }?.to ?? "nowhere"]
      }
      let behind = log[Int(entry.position)...].prefix { $0.isOfDaemon && $0.causationID == "expanded" }
      let moved = behind.filter { $0.subject == id && !model.isRetracted($0) }.map(\.fact.dealStageChanged.stage)
      if moved != expected { isWrong = true }
    }
    return isWrong
  }

  /// Whether the fact may stand on the one that falls or stands again.
  private func concerns(_ entry: Entry, _ root: Entry) -> Bool {
    switch entry.fact.fact {
    case .factRetracted, .workHandedOver, .campaignCreated, .userAdded, .userChanged, .userReactivated,
      .pipelineDefined:
      false
    // Users are deactivated with nothing open.
    case .userDeactivated: root.subject.hasPrefix("deal_") || root.subject.hasPrefix("task_") || root.contacts.count > 0
    default: entry.subjects.contains(root.subject)
    }
  }

  /// Whether these problems are such as a state gives: consents, bounds and what others have are not judged again.
  private static func isNonsense(_ problems: Set<Refusal.Code>, _ entry: Entry, _ root: Entry) -> Bool {
    if problems.contains(.notFound) { return true }
    // What the daemon moved with a definition is judged with that.
    if case .dealStageChanged = entry.fact.fact, entry.isOfDaemon { return false }
    switch entry.fact.fact {
    case .contactCreated, .contactDetailsChanged, .contactsRelated:
      return problems.contains(.invalid) && entry.subject != root.subject
    case .campaignSent, .orderPlaced, .paymentReceived: return false
    default: return !problems.isEmpty
    }
  }

  /// Whether the fact says an external id, what a contact belongs to, or whose something is.
  private func isDecidedByOthers(_ root: Entry) -> Bool {
    switch root.fact.fact {
    case .contactCreated, .contactDetailsChanged, .contactsRelated, .relationshipEnded, .orderPlaced: true
    default: state.users.values.contains { $0.state == .deactivated }
    }
  }

  private func maySendMore(than before: PlainModel, _ contact: String) -> Bool {
    guard state.contacts[contact] != nil, before.state.contacts[contact] != nil else { return false }
    for purpose in ["news", "offers", "transactional", "newsletter", "else"] {
      for channel in ["email", "sms", "letter", "else"] {
        let campaign = CampaignCard.with { ($0.purpose, $0.channel) = (purpose, channel) }
        // By all that was said, also of times that are still ahead.
        func maySend(_ model: PlainModel) -> Bool { model.maySend(campaign, to: contact, at: clock, said: .max) }
        if maySend(self), !maySend(before) { return true }
      }
    }
    return false
  }
}
