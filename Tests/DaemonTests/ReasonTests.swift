import FactSchema
import TestSupport
import Testing

@testable import Daemon

/// Each word of `data.reason` by what a client does to meet it; the description that every call is held against knows no
/// other word.
@Suite struct `The reason of a conflict` {
  private typealias Params = [String: Any]

  /// A client, and what it has recorded.
  private struct Company {
    let client: LineClient

    func record(_ fact: String, _ params: Params) throws -> String {
      let events = try client.call(fact, params)["events"] as? [[String: Any]]
      return try #require(events?.first?["subject"] as? String)
    }

    func person(_ more: Params = [:]) throws -> String {
      try record("ContactCreated", more.merging(["name": "Ada"]) { first, _ in first })
    }

    func organization() throws -> String { try record("ContactCreated", ["name": "Inc", "kind": "ORGANIZATION"]) }

    func deal(_ more: Params = [:]) throws -> String {
      try record("DealOpened", try more.merging(["contact": person(), "title": "d"]) { first, _ in first })
    }

    func campaign() throws -> String {
      try record("CampaignCreated", ["name": "News", "channel": "email", "purpose": "news"])
    }

    /// Records as many facts of a kind, a thousand at a time.
    func records(_ count: Int, _ fact: (Int) -> (type: String, data: Params)) throws {
      for start in stride(from: 0, to: count, by: 1000) {
        let events = (start..<min(count, start + 1000)).map {
          ["type": fact($0).type, "data": fact($0).data] as Params
        }
        try client.call("record", ["events": events])
      }
    }

    func reason(_ method: String, _ params: Params) throws -> String? {
      try client.refusal(method, params)?.data["reason"]
    }
  }

  @Test func `is each of the words that are documented, and every conflict has one`() async throws {
    try await withDaemon(["consent.default": "granted"]) { running in
      let company = Company(client: try running.client())
      // After the most pipelines, teams or users no other one can be made; the first pipeline takes the built-in one's place.
      let last = [ErrorReason.samePipeline, .tooManyPipelines, .tooManyTeams, .tooManyUsers]
      for reason in ErrorReason.allCases.filter({ !last.contains($0) && $0 != .consentMissing }) + last {
        #expect(try Self.provoke(reason, company) == reason.rawValue, "\(reason)")
      }
    }
    try await withDaemon(["consent.default": "withdrawn"]) { running in
      let company = Company(client: try running.client())
      #expect(try Self.provoke(.consentMissing, company) == "consentMissing")
    }
  }

  private static func provoke(_ reason: ErrorReason, _ company: Company) throws -> String? {
    switch reason {
    case .cancelled, .done, .otherOccurrence, .exists, .externalIDTaken, .hasMembers, .circle, .notRetractable,
      .retracted, .stoodOn, .tooManyTags, .ended, .tooManyRelationships:
      return try provokeByContacts(reason, company)
    case .archived, .notArchived, .roleHeld, .roleNotHeld, .tooManyRoles:
      return try provokeByStanding(reason, company)
    case .lost, .won, .open, .sameStage, .stageGone, .tooManyStages, .tooManyPipelines, .stageInUse,
      .sameContact, .samePipeline, .notInDeal, .tooManyContacts, .beforeOpened:
      return try provokeByDeals(reason, company)
    case .loginTaken, .uidTaken, .teamTaken, .managerCircle, .deactivated, .active, .ownsWork, .tooManyUsers,
      .tooManyTeams:
      return try provokeByUsers(reason, company)
    case .consentMissing, .consentWithdrawn, .consentEnded, .neverSent, .tooManyConsents, .confirmConsent, .selfService,
      .suppressed, .tooManySuppressions:
      return try provokeByCampaigns(reason, company)
    case .tooManyConsentDefaults:
      try company.records(256) {
        ("ConsentDefaultSet", ["purpose": "p\($0)", "channel": "email", "consent": "WITHDRAWN"])
      }
      return try company.reason(
        "ConsentDefaultSet", ["purpose": "more", "channel": "email", "consent": "GRANTED"])
    case .building:
      // The second of them finds the first under way: its reply comes before what it began can have ended.
      let ada = try company.person()
      try company.records(3000) { _ in ("NoteAdded", ["contact": ada, "text": "n"]) }
      try company.client.send("projection.rebuild", ["projection": "history"], id: 1)
      try company.client.send("projection.rebuild", ["projection": "history"], id: 2)
      _ = try company.client.receive()
      let error = try company.client.receive()["error"] as? [String: Any]
      return (error?["data"] as? [String: Any])?["reason"] as? String
    case .ambiguous:
      for _ in 0..<2 { _ = try company.person(["emails": ["both@example.org"]]) }
      return try company.reason("NoteAdded", ["contact": ["email": "both@example.org"], "text": "n"])
    case .condition:
      let ada = try company.person()
      return try company.reason(
        "NoteAdded", ["contact": ada, "text": "n", "unless": ["subjects": [ada], "after": 0] as Params])
    case .epoch: return try company.reason("log.read", ["epoch": 7])
    case .version:
      let ada = try company.person()
      return try company.reason(
        "NoteAdded", ["contact": ada, "text": "n", "expect": [["subject": ada, "version": 7] as Params]])
    case .corrected:
      let ada = try company.person()
      try company.client.call(
        "NoteAdded", ["contact": ada, "text": "b", "commandId": "second", "causationId": "corrects:first"])
      return try company.reason("NoteAdded", ["contact": ada, "text": "a", "commandId": "first"])
    }
  }

  private static func provokeByUsers(_ reason: ErrorReason, _ company: Company) throws -> String? {
    if reason == .tooManyTeams {
      try company.records(990) { ("TeamDefined", ["name": "team \($0)"]) }
      var number = 0
      while try company.client.refusal("TeamDefined", ["name": "last \(number)"]) == nil { number += 1 }
      return try company.reason("TeamDefined", ["name": "one more"])
    }
    if reason == .teamTaken {
      _ = try company.record("TeamDefined", ["name": "Sales"])
      return try company.reason("TeamDefined", ["name": "SALES"])
    }
    if reason == .tooManyUsers {
      for count in [1000, 10, 1] {
        while try company.client.refusal("record", ["events": Self.users(count)]) == nil {}
      }
      return try company.reason("UserAdded", ["login": "one-more"])
    }
    let login = "login-\(reason.rawValue)"
    let user = try company.record("UserAdded", ["login": login])
    switch reason {
    case .loginTaken: return try company.reason("UserAdded", ["login": login.uppercased()])
    case .uidTaken:
      try company.client.call("UserChanged", ["user": user, "uid": 5_000])
      return try company.reason("UserAdded", ["login": "another", "uid": 5_000])
    case .managerCircle:
      let under = try company.record("UserAdded", ["login": "under", "manager": user])
      return try company.reason("UserChanged", ["user": user, "manager": under])
    case .active: return try company.reason("UserReactivated", ["user": user])
    case .deactivated:
      try company.client.call("UserDeactivated", ["user": user])
      return try company.reason("ContactCreated", ["name": "Eve", "owner": login])
    default:
      _ = try company.person(["owner": login])
      return try company.reason("UserDeactivated", ["user": user])
    }
  }

  private static func users(_ count: Int) -> [Params] {
    (0..<count).map { _ in
      ["type": "UserAdded", "data": ["login": "l" + String(UInt64.random(in: 0...UInt64.max), radix: 36)]]
    }
  }

  private static func provokeByContacts(_ reason: ErrorReason, _ company: Company) throws -> String? {
    let ada = try company.person()
    switch reason {
    case .cancelled:
      let task = try company.record("TaskScheduled", ["title": "t", "dueAt": "2026-01-01"])
      try company.client.call("TaskCancelled", ["task": task])
      return try company.reason("TaskRevised", ["task": task, "title": "u"])
    case .done:
      let task = try company.record("TaskScheduled", ["title": "t", "dueAt": "2026-01-01"])
      try company.client.call("TaskCompleted", ["task": task])
      return try company.reason("TaskCompleted", ["task": task])
    case .otherOccurrence:
      let task = try company.record(
        "TaskScheduled", ["title": "t", "dueAt": "2026-01-01", "recurrence": "FREQ=DAILY"])
      try company.client.call("TaskCompleted", ["task": task, "occurrence": 1])
      return try company.reason("TaskCompleted", ["task": task, "occurrence": 1])
    case .exists: return try company.reason("ContactCreated", ["contact": ada, "name": "Eve"])
    case .externalIDTaken:
      _ = try company.person(["externalId": "e1"])
      return try company.reason("ContactCreated", ["name": "Eve", "externalId": "e1"])
    case .hasMembers:
      let organization = try company.organization()
      _ = try company.person(["organization": organization])
      return try company.reason("ContactDetailsChanged", ["contact": organization, "kind": "PERSON"])
    case .ended, .tooManyRelationships:
      let related = "relationship_01h2xcejqtf2nbrexx3vqjhp41"
      var made: Params = ["kind": "friend", "from": ada, "to": try company.person()]
      guard reason == .ended else {
        try company.records(256) { [made] _ in ("ContactsRelated", made) }
        return try company.reason("ContactsRelated", made)
      }
      (made["relationship"], made["until"]) = (related, "2099-01-01")
      try company.client.call("ContactsRelated", made)
      return try company.reason("RelationshipEnded", ["relationship": related])
    case .circle:
      let (one, other) = (try company.organization(), try company.organization())
      try company.client.call("ContactDetailsChanged", ["contact": one, "organization": other])
      return try company.reason("ContactDetailsChanged", ["contact": other, "organization": one])
    case .notRetractable: return try company.reason("FactRetracted", ["position": 1, "reason": "mistaken"])
    case .retracted:
      let position = try company.client.call("NoteAdded", ["contact": ada, "text": "n"])["position"] ?? 0
      try company.client.call("FactRetracted", ["position": position, "reason": "mistaken"])
      return try company.reason("FactRetracted", ["position": position, "reason": "mistaken"])
    case .stoodOn:
      let created = try company.client.call("ContactCreated", ["name": "Bob"])
      let bob = (created["events"] as? [Params])?.first?["subject"] ?? ""
      try company.client.call("NoteAdded", ["contact": bob, "text": "n"])
      return try company.reason("FactRetracted", ["position": created["position"] ?? 0, "reason": "mistaken"])
    default:
      try company.records(5) { part in
        ("ContactTagged", ["contact": ada, "tags": (0..<(part < 4 ? 60 : 16)).map { "t\(part)-\($0)" }])
      }
      return try company.reason("ContactTagged", ["contact": ada, "tags": ["one more"]])
    }
  }

  private static func provokeByStanding(_ reason: ErrorReason, _ company: Company) throws -> String? {
    let ada = try company.person()
    let customer: Params = ["contact": ada, "role": "customer"]
    switch reason {
    case .archived:
      try company.client.call("ContactArchived", ["contact": ada])
      return try company.reason("ContactArchived", ["contact": ada])
    case .notArchived: return try company.reason("ContactRestored", ["contact": ada])
    case .roleNotHeld: return try company.reason("ContactRoleEnded", customer)
    case .roleHeld:
      try company.client.call("ContactRoleAssigned", customer)
      return try company.reason("ContactRoleAssigned", customer)
    default:
      try company.records(256) { ("ContactRoleAssigned", ["contact": ada, "role": "role\($0)"]) }
      return try company.reason("ContactRoleAssigned", customer)
    }
  }

  private static func provokeByDeals(_ reason: ErrorReason, _ company: Company) throws -> String? {
    switch reason {
    case .sameContact:
      let ada = try company.person()
      let deal = try company.record("DealOpened", ["contact": ada, "title": "t"])
      return try company.reason("DealTransferred", ["deal": deal, "contact": ada])
    case .notInDeal:
      return try company.reason("DealContactRemoved", ["deal": company.deal(), "contact": company.person()])
    case .tooManyContacts:
      let deal = try company.deal()
      for _ in 0..<32 { try company.client.call("DealContactAdded", ["deal": deal, "contact": company.person()]) }
      return try company.reason("DealContactAdded", ["deal": deal, "contact": company.person()])
    case .samePipeline, .stageInUse:
      let pipeline = try company.record("PipelineDefined", ["name": "p", "stages": [["stage": "one"] as Params]])
      let deal = try company.record(
        "DealOpened", ["contact": company.person(), "title": "t", "pipeline": pipeline])
      if reason == .samePipeline { return try company.reason("DealTransferred", ["deal": deal, "pipeline": pipeline]) }
      return try company.reason(
        "PipelineDefined", ["pipeline": pipeline, "name": "p", "stages": [["stage": "two"] as Params]])
    case .beforeOpened:
      return try company.reason("DealWon", ["deal": company.deal(), "occurredAt": "2026-01-01T00:00:00Z"])
    case .open: return try company.reason("DealReopened", ["deal": company.deal()])
    case .sameStage: return try company.reason("DealStageChanged", ["deal": company.deal(), "stage": "lead"])
    case .won, .lost:
      let deal = try company.deal()
      try company.client.call(reason == .won ? "DealWon" : "DealLost", ["deal": deal])
      return try company.reason("DealWon", ["deal": deal])
    case .stageGone:
      let stages = [["stage": "a", "probability": 10], ["stage": "b", "probability": 20]] as [Params]
      let pipeline = try company.record("PipelineDefined", ["name": "p", "stages": stages])
      let deal = try company.deal(["pipeline": pipeline])
      try company.client.call("DealLost", ["deal": deal])
      try company.client.call("PipelineDefined", ["pipeline": pipeline, "name": "p", "stages": [stages[1]]])
      return try company.reason("DealReopened", ["deal": deal])
    case .tooManyStages:
      let stages = [["stage": "a", "probability": 10], ["stage": "b", "probability": 20]] as [Params]
      let pipeline = try company.record("PipelineDefined", ["name": "q", "stages": stages])
      let deal = try company.deal(["pipeline": pipeline])
      try company.records(4095) { ("DealStageChanged", ["deal": deal, "stage": $0 % 2 == 0 ? "b" : "a"]) }
      return try company.reason("DealStageChanged", ["deal": deal, "stage": "a"])
    default:
      let stages = [["stage": "a", "probability": 10]] as [Params]
      for count in [1000, 100, 10, 1] {
        let event: Params = ["type": "PipelineDefined", "data": ["name": "n", "stages": stages] as Params]
        while try company.client.refusal("record", ["events": [Params](repeating: event, count: count)]) == nil {}
      }
      return try company.reason("PipelineDefined", ["name": "one more", "stages": stages])
    }
  }

  private static func provokeByCampaigns(_ reason: ErrorReason, _ company: Company) throws -> String? {
    let ada = try company.person()
    switch reason {
    case .neverSent:
      return try company.reason(
        "CampaignResponseRecorded", ["contact": ada, "campaign": company.campaign(), "response": "OPENED"])
    case .consentMissing, .consentWithdrawn:
      if reason == .consentWithdrawn {
        try company.client.call("ConsentWithdrawn", ["contact": ada, "purpose": "news", "channel": "email"])
      }
      return try company.reason("CampaignSent", ["contact": ada, "campaign": company.campaign()])
    case .consentEnded:
      try company.client.call(
        "ConsentGranted", ["contact": ada, "purpose": "news", "channel": "email", "untilOn": "2026-01-01"])
      return try company.reason("CampaignSent", ["contact": ada, "campaign": company.campaign()])
    case .suppressed:
      try company.client.call("SuppressionAdded", ["address": "ada@example.org"])
      return try company.reason(
        "CampaignSent", ["contact": ada, "campaign": company.campaign(), "address": "Ada@Example.org"])
    case .tooManySuppressions:
      try company.records(1000) { _ in ("SuppressionLifted", ["address": "bob@example.org"]) }
      return try company.reason("SuppressionAdded", ["address": "bob@example.org"])
    case .confirmConsent, .selfService:
      let withdrawn = try company.client.call(
        "ConsentWithdrawn",
        ["contact": ada, "purpose": "news", "channel": "email", "selfService": reason == .selfService])
      return try company.reason("FactRetracted", ["position": withdrawn["position"] ?? 0, "reason": "mistaken"])
    default:
      try company.records(256) { ("ConsentGranted", ["contact": ada, "purpose": "p\($0)", "channel": "email"]) }
      return try company.reason("ConsentGranted", ["contact": ada, "purpose": "one-more", "channel": "email"])
    }
  }
}
