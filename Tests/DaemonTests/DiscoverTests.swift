import Foundation
import TestSupport
import Testing
import Wire

@testable import Daemon

/// A client that holds everything it sends and gets against the description that the daemon gave it.
private final class CheckedClient {
  let client: LineClient
  let schema: ServiceSchema
  var called: Set<String> = []

  init(_ running: RunningDaemon) throws {
    client = try running.client()
    try client.send(line: #"{"jsonrpc":"2.0","id":1,"method":"rpc.discover"}"#)
    let line = try #require(try client.readLine())
    let document = try #require(JSONValue(line)?["result"])
    schema = try #require(ServiceSchema(document: document.text))
  }

  /// Calls with parameters as JSON text, and returns the whole reply. What was sent and got must be as described.
  @discardableResult
  func call(_ method: String, _ params: String = "{}", location: SourceLocation = #_sourceLocation) throws -> JSONValue
  {
    called.insert(method)
    let sent = try #require(JSONValue(params), sourceLocation: location)
    try client.send(line: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#)
    let line = try #require(try client.readLine(), sourceLocation: location)
    let reply = try #require(JSONValue(line), sourceLocation: location)
    if let result = reply["result"] {
      #expect(schema.problems(method: method, params: sent) == [], sourceLocation: location)
      #expect(schema.problems(method: method, result: result) == [], sourceLocation: location)
    } else {
      let error = try #require(reply["error"], sourceLocation: location)
      #expect(schema.problems(method: method, error: error) == [], sourceLocation: location)
    }
    return reply
  }

  /// The result of a call that must be accepted.
  @discardableResult
  func accept(_ method: String, _ params: String = "{}", location: SourceLocation = #_sourceLocation) throws
    -> JSONValue
  {
    let reply = try call(method, params, location: location)
    return try #require(reply["result"], "\(method) \(params): \(reply)", sourceLocation: location)
  }

  /// Records a fact that must be accepted: what it is about.
  @discardableResult
  func record(_ fact: String, _ params: String, location: SourceLocation = #_sourceLocation) throws -> String {
    let result = try accept(fact, params, location: location)
    return try #require(result["events"]?[0]?["subject"]?.string, sourceLocation: location)
  }
}

@Suite struct `The description that rpc.discover gives` {
  @Test func `names every method and fact`() async throws {
    try await withDaemon { running in
      let names = try CheckedClient(running).schema.names
      #expect(names == MethodCatalogue.names.filter { !Self.ofTheDaemon.contains($0) }.sorted())
    }
  }

  @Test func `is true of every method and every fact`() async throws {
    try await withDaemon(["phone.region": "GB"]) { running in
      let client = try CheckedClient(running)
      try Self.recordEverything(client)
      try Self.askEverything(client)
      client.called.insert("rpc.discover")
      client.called.formUnion(Self.ofTheDaemon)
      #expect(Set(MethodCatalogue.names).subtracting(client.called).sorted() == [])
    }
  }

  /// No client records these.
  private static let ofTheDaemon = ["ClockReset", "ErasureCompleted", "LogLossAccepted"]

  private static func recordEverything(_ client: CheckedClient) throws {
    let ada = try client.record(
      "ContactCreated",
      #"""
      {"name":"Ada Lovelace","givenName":"Ada","familyName":"Lovelace","emails":["ada@example.org"],
       "phones":["020 7946 0000"],"tags":["vip"],"source":"web","owner":"grace","externalId":"x-1",
       "occurredAt":"2026-01-02T03:04:05Z","commandId":"c-1","correlationId":"k","causationId":"k"}
      """#.replacing("\n", with: ""))
    try client.record("ContactDetailsChanged", #"{"contact":"\#(ada)","owner":"ada","clear":["source"]}"#)
    try client.record("ContactTagged", #"{"contact":"\#(ada)","tags":["new"]}"#)
    try client.record("ContactUntagged", #"{"contact":"\#(ada)","tags":["new"]}"#)
    let pipeline = try client.record(
      "PipelineDefined",
      #"{"name":"partners","stages":[{"stage":"first","probability":20,"rotDays":3},{"stage":"next","probability":60}]}"#
    )
    let deal = try client.record(
      "DealOpened",
      #"{"contact":"\#(ada)","title":"Engine","pipeline":"\#(pipeline)","stage":"first","value":{"currency":"EUR","amount":"1200.50"},"expectedClose":"2027-01-31","owner":"ada"}"#
    )
    for fact in ["CallLogged", "EmailLogged", "LetterLogged"] {
      try client.record(fact, #"{"contact":"\#(ada)","direction":"OUTBOUND"}"#)
    }
    try client.record("MessageLogged", #"{"contact":"\#(ada)","direction":"INBOUND","channel":"sms","text":"hi"}"#)
    for fact in ["MeetingLogged", "VisitLogged"] {
      try client.record(fact, #"{"contact":"\#(ada)","durationSeconds":60,"subject":"s","text":"t","deal":"\#(deal)"}"#)
    }
    try client.record("NoteAdded", #"{"contact":"\#(ada)","text":"note","deal":"\#(deal)"}"#)
    let note = try client.accept("log.read", #"{"types":["NoteAdded"]}"#)["events"]?[0]?["position"]?.int ?? 0
    try client.record("FactRetracted", #"{"position":\#(note),"reason":"mistake"}"#)
    let task = try client.record(
      "TaskScheduled", #"{"contact":"\#(ada)","title":"Call","dueAt":"2027-01-01T00:00:00Z","owner":"ada"}"#)
    try client.record("TaskScheduled", #"{"contact":"\#(ada)","title":"Open","dueAt":"2027-01-01T00:00:00+01:00"}"#)
    try client.record("TaskReassigned", #"{"task":"\#(task)","owner":"eve"}"#)
    try client.record("TaskRescheduled", #"{"task":"\#(task)","dueAt":"2026-12-02T09:00:00Z"}"#)
    try client.record("TaskRevised", #"{"task":"\#(task)","title":"Write instead"}"#)
    try client.record("TaskCompleted", #"{"task":"\#(task)","outcome":"done"}"#)
    let series = try client.record(
      "TaskScheduled",
      #"{"contact":"\#(ada)","title":"Report","dueAt":"2026-12-01","recurrence":"FREQ=DAILY","reminders":["-P1D"]}"#)
    try client.record("TaskCompleted", #"{"task":"\#(series)","occurrence":1}"#)
    try client.record("TaskRevised", #"{"task":"\#(series)","reminders":["PT0S","-PT1H"],"clear":["zone"]}"#)
    let other = try client.record("TaskScheduled", #"{"title":"Call","dueAt":"2026-12-01T09:00:00Z"}"#)
    try client.record("TaskCancelled", #"{"task":"\#(other)","reason":"obsolete"}"#)
    try client.record("DealStageChanged", #"{"deal":"\#(deal)","stage":"next"}"#)
    try client.record("DealRevised", #"{"deal":"\#(deal)","title":"Analytical engine"}"#)
    try client.record("DealWon", #"{"deal":"\#(deal)","value":{"currency":"EUR","amount":"1300"}}"#)
    try client.record("DealReopened", #"{"deal":"\#(deal)","stage":"next"}"#)
    let firm = try client.record("ContactCreated", #"{"name":"Firm","kind":"ORGANIZATION"}"#)
    let related = "relationship_01h2xcejqtf2nbrexx3vqjhp41"
    try client.record(
      "ContactsRelated", #"{"relationship":"\#(related)","kind":"member_of","from":"\#(ada)","to":"\#(firm)"}"#)
    try client.record("RelationshipEnded", #"{"relationship":"\#(related)","until":"2099-01-01"}"#)
    try client.record("ContactRoleAssigned", #"{"contact":"\#(firm)","role":"customer","since":"2020-01-01"}"#)
    try client.record("ContactRoleEnded", #"{"contact":"\#(firm)","role":"customer","until":"2025-01-01"}"#)
    try client.record("ContactArchived", #"{"contact":"\#(firm)","reason":"Closed"}"#)
    try client.record("ContactRestored", #"{"contact":"\#(firm)"}"#)
    let gone = try client.record("ContactCreated", #"{"name":"Grace","emails":["grace@example.org"]}"#)
    try client.record("PersonalDataErased", #"{"contact":"\#(gone)","reason":"Asked for","reference":"R-1"}"#)
    try client.record("DealTransferred", #"{"deal":"\#(deal)","contact":"\#(firm)"}"#)
    try client.record("DealContactAdded", #"{"deal":"\#(deal)","contact":"\#(ada)","roles":["user"]}"#)
    try client.record("DealContactRemoved", #"{"deal":"\#(deal)","contact":"\#(ada)"}"#)
    try client.record(
      "PipelineDefined",
      #"{"pipeline":"\#(pipeline)","name":"partners","stages":[{"stage":"first"}],"move":{"next":"first"}}"#)
    try client.record("DealLost", #"{"deal":"\#(deal)","reason":"price","competitor":"Babbage"}"#)
    try client.record("CompanyConfigured", #"{"phoneRegion":"GB"}"#)
    try client.record("ConsentDefaultSet", #"{"purpose":"offers","channel":"*","consent":"WITHDRAWN"}"#)
    let campaign = try client.record(
      "CampaignCreated",
      #"{"name":"Spring","channel":"email","purpose":"marketing","cost":{"currency":"EUR","amount":"99.00"}}"#)
    try client.record("CampaignRevised", #"{"campaign":"\#(campaign)","name":"Summer"}"#)
    try client.record(
      "CampaignCostRecorded",
      #"{"campaign":"\#(campaign)","amount":{"currency":"EUR","amount":"5"},"on":"2026-11-20"}"#)
    try client.record(
      "ConsentGranted", #"{"contact":"\#(ada)","purpose":"marketing","channel":"email","evidence":"form"}"#)
    try client.record("CampaignSent", #"{"campaign":"\#(campaign)","contact":"\#(ada)","subject":"Hello"}"#)
    try client.record(
      "CampaignResponseRecorded", #"{"campaign":"\#(campaign)","contact":"\#(ada)","response":"DELIVERED"}"#)
    try client.record("SuppressionAdded", #"{"address":"nobody@example.org","reason":"Moved away"}"#)
    try client.record("SuppressionLifted", #"{"address":"nobody@example.org"}"#)
    try client.record("ConsentWithdrawn", #"{"contact":"\#(ada)","purpose":"marketing","channel":"*"}"#)
    let order = try client.record(
      "OrderPlaced",
      #"{"contact":"\#(ada)","total":{"currency":"USD","amount":"20.00"},"itemCount":2,"lines":[{"product":"p","quantity":"2","unitPrice":{"currency":"USD","amount":"10"}}],"externalId":"o-1"}"#
    )
    try client.record(
      "PaymentReceived", #"{"contact":"\#(ada)","amount":{"currency":"USD","amount":"20"},"order":"\#(order)"}"#)
    let team = try client.record("TeamDefined", #"{"name":"Sales"}"#)
    let eve = try client.record("UserAdded", #"{"login":"eve","name":"Eve","team":"\#(team)","uid":4000}"#)
    let zoe = try client.record("UserAdded", #"{"login":"zoe","manager":"\#(eve)"}"#)
    try client.record("UserChanged", #"{"user":"\#(zoe)","name":"Zoe","clear":["manager"]}"#)
    try client.record("UserDeactivated", #"{"user":"\#(zoe)"}"#)
    try client.record("UserReactivated", #"{"user":"\#(zoe)"}"#)
    try client.record("WorkHandedOver", #"{"from":"ada","to":"zoe","of":["tasks"]}"#)
    try client.accept(
      "record",
      #"{"events":[{"type":"NoteAdded","data":{"contact":"\#(ada)","text":"a"}}],"expect":[{"subject":"\#(ada)","version":6}],"unless":{"types":["DealWon"],"subjects":["\#(order)"],"after":1}}"#
    )
  }

  private static func askEverything(_ client: CheckedClient) throws {
    func first(_ method: String, _ list: String) throws -> String {
      let result = try client.accept(method)
      return try #require(result[list]?[0]?["id"]?.string, "\(method) has no \(list)")
    }
    try client.accept("hello", #"{"client":"test","protocol":1}"#)
    let contact = try first("contact.find", "contacts")
    let deal = try first("deal.list", "deals")
    let campaign = try first("campaign.list", "campaigns")
    let task = try first("task.list", "tasks")
    try client.accept("company.get")
    try client.accept("pipeline.list")
    try client.accept("pipeline.board", #"{"atLeast":5,"timeoutMs":100}"#)
    try client.accept("order.list", #"{"contact":"\#(contact)","limit":1}"#)
    try client.accept("contact.get", #"{"contact":"\#(contact)"}"#)
    try client.accept("contact.history", #"{"contact":"\#(contact)","limit":1000}"#)
    try client.accept(
      "contact.history", #"{"contact":"\#(contact)","order":"OCCURRED","backward":false,"types":["CallLogged"]}"#)
    for filter in [
      #""text":"love""#, #""email":"ada@example.org""#, #""phone":"+442079460000""#, #""tag":"vip""#, #""owner":"ada""#,
      #""externalId":"x-1""#,
    ] {
      let found = try client.accept("contact.find", "{\(filter)}")
      #expect(found["contacts"]?.array?.count == 1, "\(filter)")
    }
    try client.accept("deal.get", #"{"deal":"\#(deal)"}"#)
    try client.accept("campaign.get", #"{"campaign":"\#(campaign)"}"#)
    try client.accept("campaign.report", #"{"campaign":"\#(campaign)"}"#)
    try client.accept("contact.relations", #"{"contact":"\#(contact)","kind":"member_of","at":"2026-06-01"}"#)
    try client.accept("contact.disclose", #"{"contact":"\#(contact)"}"#)
    try client.accept("contact.tree", #"{"contact":"\#(contact)"}"#)
    try client.accept("suppression.list", #"{"address":"nobody@example.org"}"#)
    try client.accept("reminder.list", #"{"owner":"ada","to":"2030-01-01"}"#)
    try client.accept("task.get", #"{"task":"\#(task)"}"#)
    try client.accept("user.get", #"{"user":"\#(try first("user.list", "users"))"}"#)
    try client.accept("team.list")
    for metric in ["calls.logged", "deals.wonValue", "pipeline.weighted", "orders.revenue", "deals.winRate"] {
      try client.accept("metrics.query", #"{"metric":"\#(metric)"}"#)
    }
    try client.accept("metrics.query", #"{"metric":"orders.count","by":"day","from":"2026-01-01","to":"2030-01-01"}"#)
    try client.accept("metrics.query", #"{"metric":"orders.count","by":"year","fill":true,"from":"2026-01-01"}"#)
    try client.accept("metrics.list")
    try client.accept(
      "whatif", #"{"with":[{"type":"ContactCreated","data":{"name":"Eve"}}],"query":{"contactFind":{"text":"Eve"}}}"#)
    try client.accept("command.get")
    try client.accept("command.get", #"{"position":3}"#)
    try client.accept("log.identify", #"{"names":[{"texts":["row","Ada"],"formerId":"c-1"}]}"#)
    let head = try client.accept("log.read", #"{"backward":true,"limit":1000}"#)["head"]?.int ?? 0
    let subscription = try client.accept("log.subscribe", #"{"after":\#(head),"credits":1}"#)["subscription"]?.int ?? 0
    try client.accept("log.credit", #"{"subscription":\#(subscription),"credits":5}"#)
    try client.accept("log.unsubscribe", #"{"subscription":\#(subscription)}"#)
    try client.accept("projection.list")
    try client.accept("projection.status", #"{"projection":"contacts"}"#)
    // Who was erased before is taken out of the read models first.
    let receipts = #"{"types":["ErasureCompleted"]}"#
    while try client.accept("log.read", receipts)["events"]?.array?.isEmpty ?? true {}
    try client.accept("projection.rebuild", #"{"projection":"contacts"}"#)
    try client.accept("projection.verify", #"{"projection":"history"}"#)
    try client.accept("system.status")
    try client.call("contact.get", #"{"contact":"contact_00000000000000000000000000"}"#)
    try client.call("contact.find", #"{"limit":0}"#)
    try client.call("projection.status", #"{"projection":"none"}"#)
    try client.call("contact.find", #"{"atLeast":99999,"timeoutMs":1}"#)
  }
}
