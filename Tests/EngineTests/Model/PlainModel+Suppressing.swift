import Domain
import FactSchema
import RowSchema
import SwiftProtobuf

@testable import TestModel

extension PlainModel {
  func judgeSuppression(_ entry: inout Entry, _ assigned: String) -> Set<Refusal.Code> {
    var wrong: Set<Refusal.Code> = []
    switch entry.fact.fact {
    case .suppressionAdded(var fact):
      wrong = taken(fact.suppression, "suppression")
      if fact.suppression.isEmpty { fact.suppression = assigned }
      if fact.scope == .unspecified { fact.scope = .everything }
      if !isWord(fact.channel) { wrong.insert(.invalid) }
      (entry.fact.fact, entry.subject) = (.suppressionAdded(fact), fact.suppression)
    case .suppressionLifted(var fact):
      wrong = taken(fact.suppression, "suppression")
      if fact.suppression.isEmpty { fact.suppression = assigned }
      (entry.fact.fact, entry.subject) = (.suppressionLifted(fact), fact.suppression)
    default: return [.invalid]
    }
    if address(of: entry.fact).isEmpty { wrong.insert(.invalid) }
    entry.version = 1
    return wrong
  }

  /// What is wrong with the address that a message is said to have gone to.
  func addressProblems(_ fact: CampaignSent, by channel: String) -> Set<Refusal.Code> {
    guard !fact.address.isEmpty else { return [] }
    let isEmail = fact.address.contains("@")
    if channel == "email", !isEmail { return [.invalid] }
    if channel == "sms", isEmail { return [.invalid] }
    return Self.normalForm(fact.address, region: state.company.phoneRegion) == nil ? [.invalid] : []
  }

  /// Whether what falls by the retraction suppressed an address by itself.
  static func suppresses(_ root: Entry) -> Bool {
    switch root.fact.fact {
    case .suppressionAdded: true
    case .campaignResponseRecorded(let fact):
      fact.response == .bounced && fact.bounce == .hard && root.address?.isEmpty == false
    default: false
    }
  }

  /// Whether something may be sent to any address that might not be sent there in the other model.
  func reachesMore(than before: PlainModel, at time: Int64) -> Bool {
    for address in Set(state.words.keys).union(before.state.words.keys) {
      for purpose in ["transactional", "news"] {
        for channel in ["email", "sms", "letter", "else"] {
          if mayReach(address, purpose: purpose, channel: channel, at: time),
            !before.mayReach(address, purpose: purpose, channel: channel, at: time)
          {
            return true
          }
        }
      }
    }
    return false
  }
}
