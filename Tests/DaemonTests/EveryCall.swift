import APISchema
import FactSchema
import Foundation
import TestSupport
import Wire

@testable import Daemon

/// Calls everything once, on data that a company could have.
struct EveryCall {
  let client: LineClient
  var called: Set<String> = []
  /// The calls that record nothing, with their parameters, in order.
  private(set) var questions: [(method: String, params: [String: Any])] = []
  /// What is recorded in the personal fields of facts instead of what a company could have; nil: nothing.
  let marks: PersonalMarks?
  private var ids: [String: String] = [:]
  private var position = 0

  init(client: LineClient, marks: PersonalMarks? = nil) {
    self.client = client
    self.marks = marks
  }

  @discardableResult
  private mutating func call(_ method: String, _ params: [String: Any] = [:]) throws -> [String: Any] {
    called.insert(method)
    if method != "record", FactType(named: method) == nil { questions.append((method, params)) }
    return try client.call(method, marks?.marked(method, params) ?? params)
  }

  /// Records a fact by its name and keeps its subject under `name`.
  private mutating func record(_ fact: String, _ params: [String: Any], as name: String? = nil) throws {
    let result = try call(fact, params)
    position = result["position"] as? Int ?? 0
    guard let name else { return }
    guard let events = result["events"] as? [[String: Any]], let id = events.first?["subject"] as? String else {
      throw LineClient.Failed(description: "no subject in \(result)")
    }
    ids[name] = id
  }

  private func id(_ name: String) -> String { ids[name] ?? "" }

  mutating func recordCompany() throws {
    try record("ContactCreated", ["kind": "ORGANIZATION", "name": "Analytical Engines"], as: "firm")
    try record(
      "ContactCreated",
      [
        "name": "Ada Lovelace", "givenName": "Ada", "familyName": "Lovelace", "organization": id("firm"),
        "emails": ["ada@example.org"], "phones": ["+442071234567"], "tags": ["vip"], "source": "web", "owner": "bob",
        "externalId": "crm-1", "commandId": "c-1", "occurredAt": "2026-01-02T03:04:05+01:00", "correlationId": "x",
        "causationId": "y",
      ], as: "ada")
    let ada = id("ada")
    try record(
      "CompanyConfigured",
      [
        "phoneRegion": "GB", "timeZone": "Europe/London", "currency": "GBP", "locale": "en-GB", "weekStart": "SUNDAY",
        "fiscalYearStart": "04-06",
      ])
    try record("ConsentDefaultSet", ["purpose": "offers", "channel": "sms", "consent": "WITHDRAWN"])
    try record("ContactDetailsChanged", ["contact": ada, "givenName": "Augusta", "clear": ["source"]])
    try record("ContactTagged", ["contact": ada, "tags": ["engine", "math"]])
    try record("ContactUntagged", ["contact": ada, "tags": ["engine"]])
    let relationship = "relationship_01h2xcejqtf2nbrexx3vqjhp41"
    try record(
      "ContactsRelated",
      [
        "relationship": relationship, "kind": "member_of", "from": ada, "to": id("firm"), "since": "2020-01-01",
      ])
    try record("RelationshipEnded", ["relationship": relationship, "until": "2025-01-01T00:00:00Z"])
    try record("ContactsRelated", ["kind": "parent_of", "from": id("firm"), "to": ada])
    try describe(ada)
    try record(
      "PipelineDefined",
      [
        "name": "Sales",
        "stages": [["stage": "lead", "probability": 10], ["stage": "offer", "probability": 50, "rotDays": 14]],
      ], as: "pipeline")
    try record(
      "DealOpened",
      [
        "contact": ada, "title": "An engine", "pipeline": id("pipeline"),
        "value": ["currency": "EUR", "amount": "1200.50"], "expectedClose": "2027-01-31", "owner": "bob",
      ], as: "deal")
    let deal = id("deal")
    try record(
      "CallLogged",
      [
        "contact": ada, "direction": "INBOUND", "durationSeconds": 180, "outcome": "reached", "notes": "n",
        "deal": deal,
      ])
    try record("EmailLogged", ["contact": ada, "direction": "OUTBOUND", "subject": "s", "text": "t"])
    try record("MessageLogged", ["contact": ada, "direction": "OUTBOUND", "channel": "sms", "text": "t"])
    try record("LetterLogged", ["contact": ada, "direction": "INBOUND", "subject": "s"])
    try record("MeetingLogged", ["contact": ada, "durationSeconds": "3600", "subject": "s", "also": [id("firm")]])
    try record("VisitLogged", ["contact": ada, "durationSeconds": 60])
    try record("NoteAdded", ["contact": ada, "text": "by mistake"])
    try record("FactRetracted", ["position": position, "reason": "mistaken"])
    try record("DealStageChanged", ["deal": deal, "stage": "offer"])
    try record("DealRevised", ["deal": deal, "title": "Two engines"])
    try record("DealWon", ["deal": deal, "value": ["currency": "EUR", "amount": "1000"]])
    try record("DealReopened", ["deal": deal, "stage": "offer"])
    try record("DealTransferred", ["deal": deal, "contact": id("firm")])
    try record("DealTransferred", ["deal": deal, "contact": ada])
    try record("DealContactAdded", ["deal": deal, "contact": id("firm"), "roles": ["partner"]])
    try record("DealContactRemoved", ["deal": deal, "contact": id("firm")])
    try record("DealContactAdded", ["deal": deal, "contact": id("firm"), "roles": ["decider", "user"]])
    try record(
      "PipelineDefined",
      [
        "pipeline": id("pipeline"), "name": "Sales", "stages": [["stage": "lead"], ["stage": "bid"]],
        "move": ["offer": "bid"],
      ])
    try record("DealLost", ["deal": deal, "reason": "price", "competitor": "loom"])
    try record("DealOpened", ["contact": ada, "title": "Three engines", "pipeline": id("pipeline")])
    try record(
      "TaskScheduled",
      ["contact": ada, "deal": deal, "title": "Write", "dueAt": "2026-12-01T09:00:00Z", "owner": "bob"], as: "task")
    try record(
      "TaskScheduled",
      [
        "contact": ada, "title": "Report", "dueAt": "2026-12-01", "recurrence": "FREQ=WEEKLY;BYDAY=TU",
        "zone": "+01:00",
        "reminders": ["-P1D", "-PT1H"],
      ], as: "series")
    try record("TaskCompleted", ["task": id("series"), "occurrence": 1])
    try record("TaskRevised", ["task": id("series"), "recurrence": "FREQ=MONTHLY", "clear": ["zone"]])
    try record("TaskReassigned", ["task": id("task"), "owner": "eve"])
    try record("TaskRescheduled", ["task": id("task"), "dueAt": "2026-12-02T09:00:00Z"])
    try record("TaskRevised", ["task": id("task"), "title": "Write instead"])
    try record("TaskCompleted", ["task": id("task"), "outcome": "done"])
    try record("TaskScheduled", ["title": "Call", "dueAt": "2026-12-01T09:00:00Z"], as: "other task")
    try record("TaskCancelled", ["task": id("other task"), "reason": "obsolete"])
    try record(
      "CampaignCreated",
      ["name": "News", "channel": "email", "purpose": "newsletter", "cost": ["currency": "EUR", "amount": "10"]],
      as: "campaign")
    try record("CampaignRevised", ["campaign": id("campaign"), "name": "All news", "clear": ["cost"]])
    try record(
      "CampaignCostRecorded",
      ["campaign": id("campaign"), "amount": ["currency": "EUR", "amount": "7.5"], "on": "2026-11-20"])
    try record("ConsentGranted", ["contact": ada, "purpose": "newsletter", "channel": "email", "evidence": "form"])
    try record("CampaignSent", ["campaign": id("campaign"), "contact": ada, "subject": "News"])
    try record("CampaignResponseRecorded", ["campaign": id("campaign"), "contact": ada, "response": "DELIVERED"])
    try suppress()
    try record("ConsentWithdrawn", ["contact": ada, "purpose": "newsletter", "channel": "email"])
    try record(
      "OrderPlaced",
      [
        "contact": ada, "total": ["currency": "EUR", "amount": "99.90"], "itemCount": 2, "externalId": "o-1",
        "lines": [["product": "card", "quantity": "2.5", "unitPrice": ["currency": "EUR", "amount": "1"]]],
      ], as: "order")
    try record(
      "PaymentReceived", ["contact": ada, "amount": ["currency": "EUR", "amount": "99.90"], "order": id("order")])
    try record("WorkHandedOver", ["from": "bob", "to": "EVE", "of": ["contacts"]])
    try record("TeamDefined", ["name": "Sales"], as: "team")
    try record("UserAdded", ["login": "eve", "name": "Eve", "team": id("team"), "uid": 4_000], as: "eve")
    try record("UserAdded", ["login": "zoe", "manager": id("eve")], as: "zoe")
    try record("UserChanged", ["user": id("zoe"), "name": "Zoe", "clear": ["manager"]])
    try record("UserDeactivated", ["user": id("zoe")])
    try record("UserReactivated", ["user": id("zoe")])
    let recorded = try call(
      "record",
      [
        "events": [
          ["type": "NoteAdded", "data": ["contact": ada, "text": "t"], "occurredAt": "2026-01-01T00:00:00Z"],
          ["type": "VisitLogged", "data": ["contact": ada]],
        ], "expect": [["subject": id("firm"), "version": 2]],
        "unless": ["types": ["ContactCreated"], "after": position],
      ])
    position = recorded["position"] as? Int ?? 0
  }

  private mutating func describe(_ ada: String) throws {
    try record(
      "ContactCreated",
      [
        "name": "Charles Babbage", "title": "Prof.", "jobTitle": "Engineer", "nickname": "Charlie",
        "birthday": "1791-12-26", "anniversary": "--07-25", "language": "en-GB", "referrer": ada,
        "addresses": [["label": "home", "lines": ["1 Dorset Street"], "city": "London", "country": "GB"]],
        "websites": ["https://example.org/engine"], "handles": [["service": "mastodon", "name": "@charles"]],
        "sourceIds": [["source": "erp", "id": "4711"]], "emails": ["charles@example.org"], "emailLabels": ["work"],
        "phones": ["+442071234568"], "phoneLabels": ["home"],
      ], as: "charles")
    try record(
      "ContactDetailsChanged",
      ["contact": id("charles"), "jobTitle": "Inventor", "clear": ["language", "referrer"]])
    try record("ContactRoleAssigned", ["contact": id("charles"), "role": "vendor", "since": "2020-01-01"])
    try record("ContactRoleEnded", ["contact": id("charles"), "role": "vendor", "until": "2024-01-01"])
    try record("ContactArchived", ["contact": id("charles"), "reason": "Retired"])
    try record("ContactRestored", ["contact": id("charles")])
    try record("ContactCreated", ["name": "Grace", "emails": ["grace@example.org"]], as: "grace")
    try record("PersonalDataErased", ["contact": id("grace"), "reason": "Asked for", "reference": "R-1"])
  }

  private mutating func suppress() throws {
    try record("SuppressionLifted", ["address": "nobody@example.org", "reason": "By mistake"])
    try record(
      "SuppressionAdded",
      ["address": "nobody@example.org", "channel": "email", "scope": "ALL_BUT_TRANSACTIONAL", "reason": "Moved away"])
  }

  /// What would be without the last visit, and with an order and a note, asked by every query that was asked so far.
  private mutating func wonder() throws {
    let facts: [[String: Any]] = [
      ["type": "OrderPlaced", "data": ["contact": id("ada"), "total": ["currency": "EUR", "amount": "5"]]],
      ["type": "NoteAdded", "data": ["contact": id("ada"), "text": "what if"], "occurredAt": "2026-01-02"],
    ]
    for (name, params) in questions {
      guard let method = APISchema.Method.allCases.first(where: { $0.name == name }), method.answeredBy == .readModels
      else { continue }
      let query = [CheckedWhatIfRequest.member(method): params]
      try call("whatif", ["without": [position], "with": facts, "query": query])
    }
  }

  mutating func query() throws {
    let ada = id("ada")
    try call("contact.get", ["contact": ada])
    for filter in [
      [:], ["text": "lov"], ["email": "ada@example.org"], ["tag": "vip", "limit": 1], ["externalId": "crm-1"],
    ] as [[String: Any]] {
      try call("contact.find", filter)
    }
    try call("contact.history", ["contact": ada, "limit": 5])
    try call("contact.history", ["contact": ada, "order": "OCCURRED", "backward": false])
    try call("deal.get", ["deal": id("deal")])
    try call("deal.list", ["state": "LOST", "contact": ada])
    try call("company.get")
    try call("pipeline.list")
    try call("pipeline.board", ["pipeline": id("pipeline")])
    try call("campaign.get", ["campaign": id("campaign")])
    try call("campaign.list")
    try call("campaign.report", ["campaign": id("campaign")])
    try call("contact.relations", ["contact": ada, "kind": "member_of", "at": "2021-01-01", "limit": 10])
    try call("contact.disclose", ["contact": id("firm"), "limit": 2])
    try call("contact.tree", ["contact": id("firm"), "at": "2026-01-01T00:00:00Z"])
    try call("suppression.list", ["address": "nobody@example.org"])
    try call("task.get", ["task": id("task")])
    try call("task.get", ["task": id("series"), "limit": 1])
    try call("reminder.list", ["from": "2026-12-01", "to": "2027-03-01T00:00:00Z"])
    try call("task.list", ["owner": "bob", "state": "DONE", "dueTo": "2027-01-01T00:00:00Z"])
    try call("order.list", ["contact": ada])
    try call("user.get", ["user": id("eve")])
    try call("user.list", ["team": id("team")])
    try call("team.list")
    for metric in [
      "contacts.created", "calls.seconds", "deals.wonValue", "deals.winRate", "orders.revenue", "pipeline.weighted",
      "campaigns.cost", "campaigns.hardBounces", "campaigns.softBounces",
    ] {
      try call("metrics.query", ["metric": metric])
    }
    try call("metrics.list")
    try call("metrics.query", ["metric": "interactions.logged", "by": "month,channel", "from": "2026-01-01"])
    try wonder()
  }

  mutating func administer() throws {
    try call("hello", ["client": "test", "protocol": 1])
    try call("rpc.discover")
    try call("system.status")
    try call("projection.list")
    try call("projection.status", ["projection": "contacts"])
    try call("projection.verify", ["projection": "pipelines"])
    try call("projection.rebuild", ["projection": "tasks"])
    try call("log.read", ["limit": 100])
    try call("command.get")
    try call("command.get", ["position": position])
    try call("log.identify", ["names": [["texts": ["row", "Ada"], "formerId": "c"]]])
    try call("log.read", ["backward": true, "types": ["NoteAdded"], "subjects": [id("ada")]])
  }

  mutating func subscribe() throws {
    let subscription = try call("log.subscribe", ["after": 0, "credits": 3])["subscription"] as? Int ?? -1
    for _ in 0..<3 { try checkEvent() }
    try client.request("log.credit", ["subscription": subscription, "credits": 2])
    var answers = 0
    for _ in 0..<3 {
      let message = try client.receive()
      if message["result"] != nil { answers += 1 } else { try check(message) }
    }
    called.insert("log.credit")
    if answers != 1 { throw LineClient.Failed(description: "log.credit was answered \(answers) times") }
    try call("log.unsubscribe", ["subscription": subscription])
  }

  private func checkEvent() throws { try check(try client.receive()) }

  /// Holds a notification against the description.
  private func check(_ message: [String: Any]) throws {
    let text = try JSONSerialization.data(withJSONObject: message["params"] ?? [:])
    guard let method = message["method"] as? String, let params = JSONValue(bytes: Array(text)),
      let schema = client.schema
    else { throw LineClient.Failed(description: "no notification: \(message)") }
    let problems = schema.problems(notification: method, params: params)
    guard problems.isEmpty else { throw LineClient.Failed(description: problems.joined(separator: "; ")) }
  }
}
