import TestSupport
import Testing

/// A daemon with one subject of each kind, and requests of every method and fact that are right in it.
struct FormWorld {
  /// What was answered: whether it was refused as invalid, and whether that was for what is known and not for the form.
  struct Answer {
    var isInvalid: Bool
    var isOfState: Bool
    var text: String
  }

  let requests: [FormRequest]
  private let client: LineClient

  /// What the test itself stops, or answers with megabytes.
  static let untried: Set<String> = ["rpc.discover", "projection.verify", "log.subscribe"]

  /// Ends of sentences that say what a value must be beside others, or beside what is known.
  private static let ofState = [
    "must be a deal of somebody who took part, or of their organization", "must be an order of the contact",
    "must be one of its pipeline",
    "must be another contact", "must be another user", "must be somebody else",
    "because the campaign goes by email", "must be an e-mail address such as name@example.org",
    "and its calling code unless the company has a phone region", "must be left to the daemon, which makes it",
    "must stand with BOUNCED alone",
    "must be a contact of the kind ORGANIZATION", "must be that of the total",
    "must stand only once", "must not be before", "must be from 1900 to 24 hours ahead of now",
    "is needed by a command that corrects another", "must be at most the log's head", "must be one that a result gave",
    "belongs to another query", "must be a stage that the pipeline has and this definition leaves out",
    "must be a stage of this definition", "must not be given beside dueAt", "must not have both COUNT and UNTIL",
    "must not number", "must not have BYMONTHDAY", "must have a FREQ", "only once", "UNTIL must be",
    "INTERVAL must be", "must be one query, under its method's name", "COUNT must be", "BYDAY must be",
    "BYMONTHDAY must be",
  ]

  init(_ client: LineClient) throws {
    self.client = client
    func made(_ fact: String, _ params: String) throws -> String {
      let reply = try Self.reply(client, fact, params)
      return try #require(reply["result"]?["events"]?[0]?["subject"]?.string, "\(reply.text)")
    }
    let house = try made("ContactCreated", #"{"name":"House","kind":"ORGANIZATION"}"#)
    let ada = try made("ContactCreated", #"{"name":"Ada"}"#)
    let deal = try made("DealOpened", #"{"contact":"\#(ada)","title":"Engine"}"#)
    let task = try made("TaskScheduled", #"{"contact":"\#(ada)","title":"Call","dueAt":"2027-01-01"}"#)
    let campaign = try made("CampaignCreated", #"{"name":"Spring","channel":"email","purpose":"news"}"#)
    let order = try made(
      "OrderPlaced", #"{"contact":"\#(ada)","total":{"currency":"EUR","amount":"1"},"externalId":"o"}"#)
    _ = try Self.reply(
      client, "record",
      #"{"events":[{"type":"NoteAdded","data":{"contact":"\#(ada)","text":"T"}}],"rehearsal":"r"}"#)
    let names = [
      "ADA": ada, "HOUSE": house, "DEAL": deal, "TASK": task, "CAMPAIGN": campaign, "ORDER": order,
      "ANEW": "contact_01h2xcejqtf2nbrexx3vqjhp41", "PIPELINE": "pipeline_01h2xcejqtf2nbrexx3vqjhp41",
      "RELATIONSHIP": "relationship_01h2xcejqtf2nbrexx3vqjhp41", "USER": "user_01h2xcejqtf2nbrexx3vqjhp41",
      "TEAM": "team_01h2xcejqtf2nbrexx3vqjhp41", "SUPPRESSION": "suppression_01h2xcejqtf2nbrexx3vqjhp41",
      "NOBODY": "contact_01h2xcejqtf2nbrexx3vqjhp77",
    ]
    requests = try Self.right.map { method, params in
      let text = names.reduce(params) { $0.replacing("$" + $1.key, with: $1.value) }
      return FormRequest(method: method, params: try #require(JSONValue(text), "\(method) \(text)"))
    }
    _ = try made(
      "PipelineDefined", #"{"pipeline":"\#(names["PIPELINE"] ?? "")","name":"P","stages":[{"stage":"new"}]}"#)
  }

  /// What the daemon answers.
  func answer(_ request: FormRequest) throws -> Answer {
    let reply = try Self.reply(client, request.method, request.params.text)
    let message = reply["error"]?["message"]?.string ?? ""
    return Answer(
      isInvalid: reply["error"]?["data"]?["code"]?.string == "invalid" || reply["error"]?["code"]?.int == -32602,
      isOfState: reply["error"]?["data"]?["code"]?.string == "idReused"
        || Self.ofState.contains { message.contains($0) }
        || message.contains("must be a phone number") && Self.hasLocalPhone(request.params)
        || message.contains("bytes")
          && request.params["externalId"]?.string?.unicodeScalars.allSatisfy(\.isASCII) == false,
      text: message)
  }

  /// Whether a phone is completed by a region, or written in characters that an expression cannot tell digits among.
  private static func hasLocalPhone(_ params: JSONValue) -> Bool {
    let phones = (params["phones"]?.array ?? []) + (params["phone"].map { [$0] } ?? [])
    return phones.compactMap(\.string).contains { phone in
      !phone.contains("+") || !phone.unicodeScalars.allSatisfy(\.isASCII)
    }
  }

  private static func reply(_ client: LineClient, _ method: String, _ params: String) throws -> JSONValue {
    try client.send(line: #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#)
    let line = try #require(try client.readLine())
    return try #require(JSONValue(line))
  }

  /// Right requests, with names for the ids.
  private static let right: [(method: String, params: String)] = facts + methods

  private static let message =
    #"{"contact":"$ADA","direction":"OUTBOUND","channel":"chat","subject":"S","text":"T","deal":"$DEAL","campaign":"$CAMPAIGN"}"#
  private static let meeting = #"{"contact":"$ADA","durationSeconds":60,"subject":"S","text":"T","deal":"$DEAL"}"#
  private static let consent = #"{"contact":"$ADA","purpose":"news","channel":"*","evidence":"said so"}"#

  private static let facts: [(method: String, params: String)] = [
    (
      "ContactCreated",
      #"""
      {"contact":"$ANEW","kind":"PERSON","name":"Ada","givenName":"A","familyName":"L","organization":"$HOUSE",
      "emails":["ada@example.org"],"phones":["+44 20 7946 0958"],"tags":["vip"],"source":"web","owner":"carl",
      "title":"Dr.","jobTitle":"J","nickname":"N","birthday":"1815-12-10","anniversary":"--02-29",
      "addresses":[{"label":"home","lines":["L"],"city":"C","region":"R","postalCode":"P","country":"GB"}],
      "websites":["https://example.org"],"handles":[{"service":"mastodon","name":"@a"}],"language":"en-GB",
      "sourceIds":[{"source":"erp","id":"s-1"}],"emailLabels":["work"],"phoneLabels":["home"],"referrer":"$HOUSE",
      "externalId":"x-1","phoneRegion":"DE","occurredAt":"2026-01-02T03:04:05Z","correlationId":"k","causationId":"c"}
      """#
    ),
    (
      "ContactDetailsChanged",
      #"""
      {"contact":"$ADA","kind":"PERSON","name":"Ada","givenName":"A","familyName":"L","organization":"$HOUSE",
      "emails":["ada@example.org"],"phones":["+44 20 7946 0958"],"tags":["vip"],"source":"web","clear":["owner"],
      "title":"Dr.","jobTitle":"J","nickname":"N","birthday":"1815-12-10","anniversary":"--02-29",
      "addresses":[{"label":"home","lines":["L"],"city":"C","region":"R","postalCode":"P","country":"GB"}],
      "websites":["https://example.org"],"handles":[{"service":"mastodon","name":"@a"}],"language":"en-GB",
      "sourceIds":[{"source":"erp","id":"s-2"}],"emailLabels":["work"],"phoneLabels":["home"],"referrer":"$HOUSE",
      "externalId":"x-2","phoneRegion":"DE"}
      """#
    ),
    ("ContactDetailsChanged", #"{"contact":"$ADA","owner":"carl","clear":["source","external_id"]}"#),
    ("ContactDetailsChanged", #"{"contact":"$ADA","emails":[]}"#),
    ("ContactTagged", #"{"contact":"$ADA","tags":["vip","new"]}"#),
    (
      "ContactsRelated",
      #"{"relationship":"$RELATIONSHIP","kind":"member_of","from":"$ADA","to":"$HOUSE","since":"2020-01-01","until":"2021-01-01T00:00:00Z"}"#
    ),
    (
      "ContactRoleAssigned",
      #"{"contact":"$NOBODY","role":"vendor","since":"2020-01-01","until":"2021-01-01T00:00:00Z"}"#
    ),
    ("ContactRoleEnded", #"{"contact":"$ADA","role":"partner","until":"2030-01-01"}"#),
    ("PersonalDataErased", #"{"contact":"$NOBODY","reason":"R","reference":"R","unsuppressed":true}"#),
    ("ContactArchived", #"{"contact":"$ADA","reason":"R"}"#), ("ContactRestored", #"{"contact":"$ADA"}"#),
    ("RelationshipEnded", #"{"relationship":"$RELATIONSHIP","until":"2026-01-01"}"#),
    ("ContactUntagged", #"{"contact":"$ADA","tags":["vip"]}"#),
    (
      "CallLogged",
      #"{"contact":"$ADA","direction":"INBOUND","durationSeconds":5,"outcome":"reached","notes":"N","deal":"$DEAL","also":["$HOUSE"],"onBehalfOf":"carl"}"#
    ),
    ("EmailLogged", message), ("MessageLogged", message), ("LetterLogged", message), ("MeetingLogged", meeting),
    ("VisitLogged", meeting), ("NoteAdded", #"{"contact":"$ADA","text":"T","deal":"$DEAL"}"#),
    ("FactRetracted", #"{"position":999999,"reason":"mistake","confirmConsent":true}"#),
    (
      "TaskScheduled",
      #"{"task":"$TASK","contact":"$ADA","deal":"$DEAL","title":"T","dueAt":"2027-01-01T00:00:00Z","owner":"carl"}"#
    ),
    (
      "TaskScheduled",
      #"""
      {"contact":"$ADA","title":"T","dueOn":"2027-01-01","recurrence":"FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3","zone":"+01:00",
      "reminders":["-PT15M","P1DT2H"]}
      """#
    ),
    ("TaskCompleted", #"{"task":"$TASK","outcome":"done","occurrence":1}"#),
    ("TaskReassigned", #"{"task":"$TASK","owner":"eve"}"#),
    ("TaskRescheduled", #"{"task":"$TASK","dueAt":"2026-12-01T10:00:00Z"}"#),
    ("TaskRescheduled", #"{"task":"$TASK","dueOn":"2026-12-01"}"#),
    ("TaskRevised", #"{"task":"$TASK","title":"Write instead","clear":["recurrence","reminders"]}"#),
    ("TaskRevised", #"{"task":"$TASK","recurrence":"FREQ=DAILY","zone":"-03:30","reminders":["PT1H"]}"#),
    ("TaskCancelled", #"{"task":"$TASK","reason":"obsolete"}"#),
    (
      "PipelineDefined",
      #"{"pipeline":"$PIPELINE","name":"P","stages":[{"stage":"new","probability":10,"rotDays":3},{"stage":"next"}],"move":{"old":"next"}}"#
    ),
    (
      "DealOpened",
      #"""
      {"deal":"$DEAL","contact":"$ADA","title":"T","pipeline":"$PIPELINE","stage":"new",
      "value":{"currency":"EUR","amount":"12.50"},"expectedClose":"2027-02-28","owner":"carl"}
      """#
    ),
    ("DealStageChanged", #"{"deal":"$DEAL","stage":"new"}"#),
    (
      "DealRevised",
      #"""
      {"deal":"$DEAL","title":"T","value":{"currency":"JPY","amount":"12"},"expectedClose":"2028-02-29",
      "clear":["owner"]}
      """#
    ),
    ("DealRevised", #"{"deal":"$DEAL","owner":"carl","clear":["value","expected_close"]}"#),
    ("DealWon", #"{"deal":"$DEAL","value":{"currency":"KWD","amount":"1.234"}}"#),
    ("DealLost", #"{"deal":"$DEAL","reason":"price","competitor":"Babbage"}"#),
    ("DealReopened", #"{"deal":"$DEAL","stage":"new"}"#),
    ("DealTransferred", #"{"deal":"$DEAL","contact":"$HOUSE","pipeline":"$PIPELINE","stage":"new"}"#),
    ("DealTransferred", #"{"deal":"$DEAL","contact":"$HOUSE"}"#),
    ("DealContactAdded", #"{"deal":"$DEAL","contact":"$HOUSE","roles":["decider","user"]}"#),
    ("DealContactRemoved", #"{"deal":"$DEAL","contact":"$HOUSE"}"#),
    (
      "CampaignCreated",
      #"{"campaign":"$CAMPAIGN","name":"N","channel":"email","purpose":"news","cost":{"currency":"CLF","amount":"1"}}"#
    ),
    ("CampaignRevised", #"{"campaign":"$CAMPAIGN","name":"N","cost":{"currency":"EUR","amount":"1"}}"#),
    ("CampaignRevised", #"{"campaign":"$CAMPAIGN","name":"N","clear":["cost"]}"#),
    (
      "CampaignCostRecorded",
      #"{"campaign":"$CAMPAIGN","amount":{"currency":"EUR","amount":"1.5"},"on":"2026-11-20"}"#
    ),
    ("CampaignSent", #"{"campaign":"$CAMPAIGN","contact":"$ADA","subject":"S","address":"a@example.org"}"#),
    ("CampaignResponseRecorded", #"{"campaign":"$CAMPAIGN","contact":"$ADA","response":"BOUNCED","bounce":"SOFT"}"#),
    (
      "SuppressionAdded",
      #"{"suppression":"$SUPPRESSION","address":"b@example.org","channel":"email","scope":"EVERYTHING","reason":"R"}"#
    ), ("SuppressionLifted", #"{"suppression":"$SUPPRESSION","address":"b@example.org","reason":"R"}"#),
    ("CampaignResponseRecorded", #"{"campaign":"$CAMPAIGN","contact":"$ADA","response":"OPENED","selfService":true}"#),
    (
      "CompanyConfigured",
      #"{"timeZone":"Europe/Berlin","currency":"EUR","locale":"de-DE","weekStart":"SUNDAY","fiscalYearStart":"04-01"}"#
    ),
    ("CompanyConfigured", #"{"phoneRegion":"GB"}"#), ("CompanyConfigured", #"{"clear":["phone_region"]}"#),
    ("ConsentDefaultSet", #"{"purpose":"news","channel":"*","consent":"WITHDRAWN"}"#),
    ("TeamDefined", #"{"team":"$TEAM","name":"Sales","lead":"$USER"}"#),
    ("UserAdded", #"{"user":"$USER","login":"carl","name":"Carl","team":"$TEAM","manager":"$USER","uid":1000}"#),
    ("UserChanged", #"{"user":"$USER","name":"Carl","team":"$TEAM","clear":["manager","uid"]}"#),
    ("UserChanged", #"{"user":"$USER","manager":"$USER","uid":1000,"clear":["name","team"]}"#),
    ("UserDeactivated", #"{"user":"$USER"}"#), ("UserReactivated", #"{"user":"$USER"}"#),
    ("WorkHandedOver", #"{"from":"carl","to":"dora","of":["contacts","deals"]}"#),
    ("ConsentGranted", consent), ("ConsentWithdrawn", consent),
    (
      "ConsentGranted",
      #"""
      {"contact":"$ADA","purpose":"news","channel":"*","basis":"EXISTING_CUSTOMER","textShown":"May we write?",
      "untilAt":"2027-01-01T00:00:00Z"}
      """#
    ),
    ("ConsentGranted", #"{"contact":"$ADA","purpose":"news","channel":"*","untilOn":"2027-01-01"}"#),
    ("ConsentWithdrawn", #"{"contact":"$ADA","purpose":"news","channel":"*","selfService":true}"#),
    (
      "OrderPlaced",
      #"""
      {"order":"$ORDER","contact":"$ADA","total":{"currency":"EUR","amount":"20"},"itemCount":2,"externalId":"o-1",
      "lines":[{"product":"P","quantity":"2","unitPrice":{"currency":"EUR","amount":"10"}}]}
      """#
    ),
    (
      "PaymentReceived",
      #"{"payment":"payment_01h2xcejqtf2nbrexx3vqjhp41","contact":"$ADA","amount":{"currency":"EUR","amount":"1"},"order":"$ORDER"}"#
    ),
  ]

  private static let methods: [(method: String, params: String)] = [
    ("hello", #"{"client":"test","protocol":1}"#),
    (
      "record",
      #"""
      {"events":[{"type":"NoteAdded","data":{"contact":"$ADA","text":"T"},"occurredAt":"2026-01-02"}],"commandId":"c",
      "expect":[{"subject":"$HOUSE","version":1}],"unless":{"types":["DealWon"],"subjects":["$HOUSE"],"after":1},
      "correlationId":"k","causationId":"c","rehearsal":"r"}
      """#
    ),
    (
      "log.read",
      #"{"after":1,"before":9,"limit":1,"types":["NoteAdded"],"subjects":["$ADA"],"backward":false,"knownLoss":0}"#
    ),
    ("command.get", #"{"position":3}"#), ("command.get", #"{"after":3,"limit":1}"#),
    ("log.identify", #"{"names":[{"texts":["row","Ada"],"formerId":"c"}]}"#),
    ("log.credit", #"{"subscription":7,"credits":1}"#), ("log.unsubscribe", #"{"subscription":7}"#),
    ("contact.get", #"{"contact":"$ADA","own":true,"atLeast":1,"timeoutMs":1}"#),
    (
      "contact.find",
      #"""
      {"text":"ad","email":"ada@example.org","phone":"+44 20 7946 0958","tag":"vip","owner":"carl","externalId":"x",
      "limit":1,"name":"Ada","role":"vendor","roleAt":"2020-06-01","archived":true,"source":"erp"}
      """#
    ),
    (
      "contact.history",
      #"{"contact":"$ADA","types":["NoteAdded"],"order":"OCCURRED","backward":true,"own":true,"limit":1}"#
    ),
    ("contact.relations", #"{"contact":"$ADA","kind":"member_of","at":"2020-06-01","limit":1}"#),
    ("contact.disclose", #"{"contact":"$ADA","after":1,"limit":2}"#),
    ("contact.tree", #"{"contact":"$ADA","at":"2020-06-01","atLeast":1,"timeoutMs":1}"#),
    ("deal.get", #"{"deal":"$DEAL","limit":1}"#),
    (
      "deal.list",
      #"{"contact":"$ADA","pipeline":"$PIPELINE","stage":"new","owner":"carl","state":"OPEN","rotting":false,"own":true,"limit":1}"#
    ),
    ("company.get", #"{"atLeast":1,"timeoutMs":1}"#), ("pipeline.list", #"{"limit":1}"#),
    ("pipeline.board", #"{"pipeline":"P"}"#),
    ("campaign.get", #"{"campaign":"$CAMPAIGN"}"#), ("campaign.list", #"{"limit":1}"#),
    ("suppression.list", #"{"address":"b@example.org","limit":1}"#),
    ("campaign.report", #"{"campaign":"$CAMPAIGN"}"#), ("task.get", #"{"task":"$TASK"}"#),
    ("reminder.list", #"{"owner":"carl","from":"2026-01-01","to":"2027-01-01T00:00:00Z","limit":1}"#),
    ("reminder.list", #"{"from":"2026-01-01T00:00:00Z","toOn":"2026-12-31"}"#),
    ("reminder.list", #"{"fromOn":"2026-01-01","to":"2026-12-31"}"#),
    ("task.list", #"{"dueFromOn":"2026-01-01","dueToOn":"2026-12-31"}"#),
    (
      "task.list",
      #"""
      {"contact":"$ADA","deal":"$DEAL","owner":"carl","state":"DONE","dueFrom":"2026-01-01",
      "dueTo":"2026-02-01T00:00:00+01:00","limit":1}
      """#
    ),
    ("order.list", #"{"contact":"$ADA","own":true,"limit":1}"#), ("user.get", #"{"user":"$USER"}"#),
    ("user.list", #"{"team":"$TEAM","state":"ACTIVE","manager":"$USER","login":"carl","limit":1}"#),
    ("team.list", #"{"lead":"$USER","limit":1}"#),
    ("metrics.query", #"{"metric":"calls.logged","from":"2026-01-01","to":"2026-02-01T00:00:00Z","by":"day,owner"}"#),
    ("metrics.query", #"{"metric":"calls.logged","by":"year","fill":true}"#), ("metrics.list", "{}"),
    ("metrics.query", #"{"metric":"pipeline.open","by":"pipeline,stage"}"#),
    (
      "whatif",
      #"""
      {"without":[8],"with":[{"type":"NoteAdded","data":{"contact":"$ADA","text":"T"},"occurredAt":"2026-01-02"}],
      "rehearsal":"r","query":{"contactGet":{"contact":"$ADA"}}}
      """#
    ),
    ("projection.list", #"{"atLeast":1,"timeoutMs":1}"#), ("projection.status", #"{"projection":"contacts"}"#),
    ("projection.rebuild", #"{"projection":"none","mode":"switch"}"#), ("system.status", "{}"),
  ]
}
