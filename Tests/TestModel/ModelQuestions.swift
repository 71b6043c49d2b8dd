import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport

/// Random questions, each answer held against the model's; the first that differs is thrown.
struct ModelQuestions<System: Answering> {
  let system: System
  var model = PlainModel()
  /// What names are asked for, and the source of all that is random.
  var facts: RandomFacts
  /// Where in the run it is, for who reads of a difference.
  var place = ""

  init(_ system: System, seed: UInt64) {
    self.system = system
    facts = RandomFacts(seed: seed)
    place = "seed \(seed)"
  }

  /// One question or another.
  mutating func one() async throws {
    switch facts.random.below(19) {
    case 0, 1: try await contact(facts.id(.contact, model))
    case 2: try await contacts()
    case 3, 4: try await history(facts.id(.contact, model))
    case 5: try await deal(facts.id(.deal, model))
    case 6: try await deals()
    case 7: try await boards()
    case 8: try await campaign(facts.id(.campaign, model))
    case 9: try await task(facts.id(.task, model))
    case 10: try await tasks()
    case 11: try await orders()
    case 12: try await company()
    case 13: try await users()
    case 14: try await reminders()
    case 15: try await suppressions()
    case 16: try await relations(facts.id(.contact, model))
    case 17: try await tree(facts.id(.contact, model))
    default: try await figure(facts.random.pick(PlainModel.figures))
    }
  }

  /// Every subject, every figure, and lists.
  mutating func everything() async throws {
    for id in made(.contact) {
      try await contact(id)
      try await relations(id)
    }
    for id in made(.deal) { try await deal(id) }
    for id in made(.campaign) { try await campaign(id) }
    for id in made(.task) { try await task(id) }
    for id in made(.user) { try await user(id) }
    for figure in PlainModel.figures { try await self.figure(figure) }
    try await boards()
    try await orders()
    try await tasks()
    try await reminders()
    try await suppressions()
    try await deals()
    try await company()
    try await users()
  }

  private mutating func company() async throws {
    let request = CompanyGetRequest()
    try require(try await system.answer(to: request).company, model.state.company, request)
  }

  // MARK: - How they are asked and compared

  /// Ends the run when an answer is not what was expected.
  func require<Value: Equatable>(_ answer: Value, _ expected: Value, _ about: Any) throws {
    guard answer != expected else { return }
    throw Differs(description: "\(place): \(answer)\nexpected \(expected)\nfor \(about)")
  }

  func require(_ isRight: Bool, _ what: String, _ about: Any) throws {
    if !isRight { throw Differs(description: "\(place): \(what), for \(about)") }
  }

  /// The answer about a subject; where there is none, the refusal's code must be one that the id deserves.
  func get<Request: MethodRequest>(_ id: String, _ request: Request) async throws -> Request.Answer? {
    do {
      return try await system.answer(to: request)
    } catch let refused as Refused {
      try require(refused.code, id == "nobody" ? "invalid" : "notFound", request)
      try require(model.state.version(id) == 0, "what is there was not found", request)
      return nil
    }
  }

  /// All pages of a list, with random limits; nil where it is refused, as it must be when a filter names what no fact has
  /// spoken of.
  mutating func list<Request: ListRequest>(
    _ conditions: Request, isKnown: Bool = true
  ) async throws -> [Request.Answer.Entry]? {
    var entries: [Request.Answer.Entry] = []
    var request = conditions
    while true {
      request.limit = UInt32(facts.random.oneIn(2) ? 1_000 : 1 + facts.random.below(40))
      let page: Request.Answer
      do {
        page = try await system.answer(to: request)
      } catch let refused as Refused {
        try require(refused.code, Refusal.Code.notFound.rawValue, request)
        try require(!isKnown, "refused what is known", request)
        return nil
      }
      try require(isKnown, "a list of what is unknown", request)
      try require(page.pageEntries.count <= Int(request.limit), "more than asked for", request)
      entries += page.pageEntries
      guard page.hasCursor else { return entries }
      request.cursor = page.cursor
    }
  }

  func made(_ kind: SubjectKind) -> [String] { model.state.made[kind.prefix] ?? [] }

  /// One that is there, or an id that nothing has.
  private mutating func known(_ kind: SubjectKind) -> String {
    made(kind).isEmpty ? facts.newID(kind) : facts.random.pick(made(kind))
  }

  private func isThere(_ id: String) -> Bool { model.state.version(id) > 0 }

  // MARK: - Contacts

  func contact(_ id: String) async throws {
    let now = system.now
    for own in [true, false] {
      let request = ContactGetRequest.with { ($0.contact, $0.own) = (id, own) }
      guard let reply = try await get(id, request) else { return }
      var card = reply.contact
      card.consents.sort { ($0.purpose, $0.channel) < ($1.purpose, $1.channel) }
      try require(card, model.card(id, own: own, now: now) ?? ContactCard(), request)
      try require(reply.position, model.head, request)
    }
  }

  private mutating func contacts() async throws {
    let filters = ContactFindRequest.with {
      if facts.random.oneIn(3) { $0.archived = true }
      switch facts.random.below(11) {
      case 8:
        $0.role = facts.random.pick(RandomFacts.roles)
        if facts.random.oneIn(2) { $0.roleAt = stamp(facts.time(system.now)) }
      case 9: ($0.source, $0.externalID) = (facts.random.pick(RandomFacts.sources), "id-\(facts.random.below(20))")
      case 0: $0.owner = facts.random.pick(RandomFacts.owners)
      case 1: $0.tag = facts.random.pick(RandomFacts.tags)
      case 2: $0.email = facts.random.pick(RandomFacts.emails)
      case 3: $0.phone = facts.random.pick(RandomFacts.phones)
      case 4: $0.externalID = "id-\(facts.random.below(30))"
      case 5: $0.text = facts.random.pick(["ad", "zoe", "ZOË k", "obrien", "changed", "king ada", "x"])
      case 6:
        $0.owner = facts.random.pick(RandomFacts.owners)
        $0.text = facts.random.pick(["a", "bob", "o"])
      case 7: $0.name = facts.random.pick(["ada king", "ZOË ÄDAMS", "Bob O'Brien", "Ada"])
      default: break
      }
    }
    let isKnown =
      (!filters.hasOwner || model.isKnown(owner: filters.owner)) && (!filters.hasTag || model.isKnown(tag: filters.tag))
      && (!filters.hasRole || model.isKnown(role: filters.role))
    let now = system.now
    guard let found = try await list(filters, isKnown: isKnown) else { return }
    try require(found.sorted { $0.id < $1.id }, model.found(filters, now: now).sorted { $0.id < $1.id }, filters)
    guard filters == ContactFindRequest() else { return }
    let names = found.map { PlainModel.folded($0.name) }
    try require(names, names.sorted(), "the order of all by name")
  }

  private mutating func history(_ id: String) async throws {
    let filters = ContactHistoryRequest.with {
      $0.contact = id
      if facts.random.oneIn(3) { $0.types = ["CallLogged", "DealWon", "OrderPlaced"] }
      $0.own = facts.random.oneIn(3)
      $0.order = facts.random.pick([.unspecified, .recorded, .occurred, .occurred])
      if facts.random.oneIn(2) { $0.backward = facts.random.oneIn(2) }
    }
    guard isThere(id) else {
      _ = try await get(id, filters)
      return
    }
    guard var found = try await list(filters) else { return }
    for index in found.indices {
      try require(!found[index].summary.isEmpty, "an entry without words", filters)
      found[index].summary = ""
      found[index].fact = found[index].fact.withoutAddressKey
      found[index].changes.sort { $0.field < $1.field }
    }
    try require(found, model.entries(filters, actor: system.actor), filters)
  }

  // MARK: - Deals

  func deal(_ id: String) async throws {
    let request = DealGetRequest.with { $0.deal = id }
    let now = system.now
    guard let reply = try await get(id, request) else { return }
    try require(reply.deal, model.dealCard(id, now: now) ?? DealCard(), request)
    var (visits, expected) = (reply.stages, model.visits(id, now: now))
    if !system.isTimeExact {
      for index in visits.indices where !visits[index].hasLeftAt { visits[index].seconds = 0 }
      for index in expected.indices where !expected[index].hasLeftAt { expected[index].seconds = 0 }
    }
    try require(visits, expected, request)
  }

  private mutating func deals() async throws {
    let pipelines = made(.pipeline)
    let filters = DealListRequest.with {
      if facts.random.oneIn(2) { ($0.contact, $0.own) = (known(.contact), facts.random.oneIn(3)) }
      if facts.random.oneIn(4), !pipelines.isEmpty { $0.pipeline = facts.random.pick(pipelines) }
      if facts.random.oneIn(4) { $0.stage = facts.random.pick(RandomFacts.stages) }
      if facts.random.oneIn(4) { $0.owner = facts.random.pick(RandomFacts.owners) }
      if facts.random.oneIn(3) { $0.state = facts.random.pick([.open, .won, .lost]) }
      if facts.random.oneIn(4) { $0.rotting = facts.random.oneIn(2) }
    }
    let isKnown =
      (!filters.hasContact || isThere(filters.contact)) && (!filters.hasOwner || model.isKnown(owner: filters.owner))
      && (!filters.hasStage || model.isKnown(stage: filters.stage, of: filters.hasPipeline ? filters.pipeline : nil))
    let now = system.now
    guard let found = try await list(filters, isKnown: isKnown) else { return }
    try require(found.sorted { $0.id < $1.id }, model.deals(filters, now: now), filters)
  }

  private func boards() async throws {
    let request = PipelineListRequest.with { $0.limit = 1_000 }
    try require(try await system.answer(to: request).pipelines, model.pipelines, request)
    let now = system.now
    for card in model.pipelines {
      let request = PipelineBoardRequest.with { $0.pipeline = card.id }
      let reply = try await system.answer(to: request)
      try require(reply.name, card.name, request)
      var stages = reply.stages
      for index in stages.indices {
        let deals = stages[index].deals
        stages[index].deals = []
        try require(deals.count, min(20, Int(stages[index].count)), request)
        try require(Set(deals.map(\.id)).count, deals.count, request)
        for deal in deals { try require(deal, model.dealCard(deal.id, now: now) ?? DealCard(), request) }
        let isRight = deals.allSatisfy {
          $0.stage == stages[index].stage && $0.pipeline == card.id && $0.state == .open
        }
        try require(isRight, "a deal in the wrong place", request)
      }
      let known = card.stages.count
      try require(stages.count >= known, "a stage is not there", request)
      stages[known...].sort { $0.stage < $1.stage }
      try require(stages, model.board(card), request)
    }
  }

  // MARK: - Campaigns, tasks, orders

  private func campaign(_ id: String) async throws {
    let request = CampaignReportRequest.with { $0.campaign = id }
    guard var reply = try await get(id, request) else { return }
    reply.position = 0
    try require(reply, model.report(id) ?? CampaignReportReply(), request)
    // Whatever the model says too.
    try require(reply.delivered + reply.bounced + reply.unknown, reply.sent, request)
    let rates = reply.rates
    let isShare = [
      rates.delivery, rates.bounce, rates.open, rates.click, rates.clickToOpen, rates.reply, rates.conversion,
      rates.unsubscribe, rates.complaint,
    ].allSatisfy((0.0...1.0).contains)
    try require(isShare, "a rate past 1", request)
    let card = CampaignGetRequest.with { $0.campaign = id }
    try require(try await system.answer(to: card).campaign, model.campaignCard(id) ?? CampaignCard(), card)
    let list = CampaignListRequest.with { $0.limit = 1_000 }
    let all = try await system.answer(to: list).campaigns
    try require(all.sorted { $0.id < $1.id }, model.state.campaigns.keys.sorted().map { model.campaignCard($0) }, list)
  }

  private mutating func suppressions() async throws {
    let filters = SuppressionListRequest.with {
      if facts.random.oneIn(2) { $0.address = facts.random.pick(RandomFacts.emails + RandomFacts.phones) }
    }
    guard let found = try await list(filters) else { return }
    let asked = filters.hasAddress ? PlainModel.normalForm(filters.address, region: "") : nil
    try require(found.sorted { $0.position < $1.position }, model.suppressions(on: asked), filters)
  }

  private func task(_ id: String) async throws {
    let request = TaskGetRequest.with { $0.task = id }
    let now = system.now
    guard let reply = try await get(id, request) else { return }
    try require(reply.task, model.taskCard(id, now: now) ?? TaskCard(), request)
    let done = (model.state.occurrences[id] ?? []).suffix(50)
    try require(reply.occurrences, done.reversed(), request)
  }

  private mutating func reminders() async throws {
    let now = system.now
    let filters = ReminderListRequest.with {
      if facts.random.oneIn(4) { $0.owner = facts.random.pick(RandomFacts.owners) }
      switch facts.random.below(4) {
      case 0, 1: $0.from = stamp(now - Int64(facts.random.below(400_000)) * 1_000_000)
      case 2: $0.fromOn = PlainModel.text(dayNumber(now) - Int32(facts.random.below(5)))
      default: break
      }
      switch facts.random.below(4) {
      case 0, 1: $0.to = stamp(now + Int64(facts.random.below(400_000)) * 1_000_000)
      case 2: $0.toOn = PlainModel.text(dayNumber(now) + Int32(facts.random.below(5)))
      default: break
      }
    }
    let isKnown = !filters.hasOwner || model.isKnown(owner: filters.owner)
    guard let found = try await list(filters, isKnown: isKnown) else { return }
    try require(found, model.reminders(filters, now: now), filters)
  }

  private mutating func tasks() async throws {
    let now = system.now
    let filters = TaskListRequest.with {
      if facts.random.oneIn(4) { $0.contact = known(.contact) }
      if facts.random.oneIn(4) { $0.deal = known(.deal) }
      if facts.random.oneIn(4) { $0.owner = facts.random.pick(RandomFacts.owners) }
      if facts.random.oneIn(3) { $0.state = facts.random.pick([.open, .done, .cancelled]) }
      switch facts.random.below(4) {
      case 0: $0.dueFrom = stamp(now - Int64(facts.random.below(400_000)) * 1_000_000)
      case 1: $0.dueFromOn = PlainModel.text(dayNumber(now) - Int32(facts.random.below(5)))
      default: break
      }
      switch facts.random.below(4) {
      case 0: $0.dueTo = stamp(now + Int64(facts.random.below(400_000)) * 1_000_000)
      case 1: $0.dueToOn = PlainModel.text(dayNumber(now) + Int32(facts.random.below(5)))
      default: break
      }
    }
    let isKnown =
      (!filters.hasContact || isThere(filters.contact)) && (!filters.hasDeal || isThere(filters.deal))
      && (!filters.hasOwner || model.isKnown(owner: filters.owner))
    guard let found = try await list(filters, isKnown: isKnown) else { return }
    try require(found.sorted { $0.id < $1.id }, model.tasks(filters, now: now), filters)
    let times = found.map { microseconds($0.dueAt) }
    try require(times, times.sorted(), "the order by due time")
  }

  private mutating func orders() async throws {
    let filters = OrderListRequest.with {
      if facts.random.oneIn(2) { ($0.contact, $0.own) = (known(.contact), facts.random.oneIn(3)) }
    }
    guard let found = try await list(filters, isKnown: !filters.hasContact || isThere(filters.contact)) else { return }
    try require(found.sorted { $0.id < $1.id }, model.orders(filters).sorted { $0.id < $1.id }, filters)
    let times = found.map { microseconds($0.placedAt) }
    try require(times, times.sorted(by: >), "the newest first")
  }

  // MARK: - Users

  private func user(_ id: String) async throws {
    let request = UserGetRequest.with { $0.user = id }
    guard let reply = try await get(id, request) else { return }
    try require(reply.user, model.state.users[id] ?? UserCard(), request)
  }

  private mutating func users() async throws {
    try await user(facts.id(.user, model))
    let filters = UserListRequest.with {
      if facts.random.oneIn(4) { $0.team = known(.team) }
      if facts.random.oneIn(4) { $0.manager = known(.user) }
      if facts.random.oneIn(3) { $0.state = facts.random.pick([.active, .deactivated]) }
      if facts.random.oneIn(6) { $0.login = facts.random.pick(RandomFacts.owners) }
    }
    let isKnown = (!filters.hasTeam || isThere(filters.team)) && (!filters.hasManager || isThere(filters.manager))
    guard let found = try await list(filters, isKnown: isKnown) else { return }
    try require(found.sorted { $0.id < $1.id }, model.users(filters).sorted { $0.id < $1.id }, filters)
    let times = found.map { microseconds($0.addedAt) }
    try require(times, times.sorted(), "the order in which they were added")
    let led = TeamListRequest.with { if facts.random.oneIn(3) { $0.lead = known(.user) } }
    guard let teams = try await list(led, isKnown: !led.hasLead || isThere(led.lead)) else { return }
    let expected = model.state.teams.values.filter { !led.hasLead || $0.lead == led.lead }
    try require(teams, expected.sorted { $0.id < $1.id }, led)
  }

  // MARK: - Figures

  private mutating func figure(_ figure: PlainModel.Figure) async throws {
    let isNow = figure.name.hasPrefix("pipeline.")
    let period =
      isNow
      ? nil
      : facts.random.pick([
        nil, nil, "day", "week", "month", "year", "quarter", "fiscalYear", "fiscalQuarter",
      ])
    var words: [String] = []
    for word in figure.dimensions where facts.random.oneIn(3) { words.append(word) }
    let today = dayNumber(system.now)
    let first = !isNow && facts.random.oneIn(3) ? today - Int32(facts.random.below(300)) : nil
    let last = !isNow && facts.random.oneIn(3) ? max(first ?? .min, today - Int32(facts.random.below(300))) : nil
    let isFilled = facts.random.oneIn(3)
    try await self.figure(figure, period: period, words: words, from: first, to: last, isFilled: isFilled)
  }

  /// Every figure, by all that it can be asked by: no sample can be in the wrong place.
  func figuresInFull() async throws {
    for figure in PlainModel.figures {
      try await self.figure(figure, period: figure.name.hasPrefix("pipeline.") ? nil : "day", words: figure.dimensions)
    }
  }

  func figure(
    _ figure: PlainModel.Figure, period: String? = nil, words: [String], from first: Int32? = nil,
    to last: Int32? = nil,
    isFilled: Bool = false
  ) async throws {
    let days = (first ?? .min)...(last ?? .max)
    var expected = model.points(
      figure, period: period, words: words, days: days, filledTo: isFilled ? system.now : nil,
      actor: system.actor)
    // More points than one answer has.
    let isFilled = isFilled && expected.count <= 10_000
    if !isFilled { expected = model.points(figure, period: period, words: words, days: days, actor: system.actor) }
    let request = MetricsQueryRequest.with {
      $0.metric = figure.name
      $0.fill = isFilled
      if period != nil || !words.isEmpty { $0.by = ([period].compactMap { $0 } + words).joined(separator: ",") }
      if let first { $0.from = PlainModel.text(first) }
      if let last { $0.to = PlainModel.text(last) }
    }
    let reply = try await system.answer(to: request)
    try require(reply.series, expected, request)
  }
}
