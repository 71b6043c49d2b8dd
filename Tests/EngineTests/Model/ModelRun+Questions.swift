import APISchema
import Domain
import FactSchema
import RowSchema
import SwiftProtobuf
import TestSupport
import Testing
import Wire

extension ModelRun {
  mutating func question() async throws {
    switch commands.random.below(15) {
    case 0, 1: try await contact(commands.id(.contact, model))
    case 2: try await find()
    case 3, 4: try await history()
    case 5: try await deal(commands.id(.deal, model))
    case 6: try await deals()
    case 7: try await boards()
    case 8: try await campaign(commands.id(.campaign, model))
    case 9: try await task(commands.id(.task, model))
    case 10: try await tasks()
    case 11: try await orders()
    case 12: try await log()
    default: try await figure(commands.random.pick(PlainModel.figures))
    }
  }

  /// Every subject and every figure, at the end.
  mutating func everything() async throws {
    for id in model.state.made["contact"] ?? [] { try await contact(id) }
    for id in model.state.made["deal"] ?? [] { try await deal(id) }
    for id in model.state.made["campaign"] ?? [] { try await campaign(id) }
    for id in model.state.made["task"] ?? [] { try await task(id) }
    for figure in PlainModel.figures { try await self.figure(figure) }
    try await boards()
    try await orders()
    try await tasks()
    try await deals()
    try await log()
  }

  /// The answer, or the code of the refusal, which must be one that the id deserves.
  private func get<Reply: Message>(
    _ method: APISchema.Method, _ request: some Message, _ id: String, as reply: Reply.Type
  ) async throws -> Reply? {
    do {
      return try await system.ask(method, request, as: reply)
    } catch let refused as Refused {
      try require(refused.code, id == "nobody" ? "invalid" : "notFound", request)
      try #require(model.state.version(id) == 0, "\(place): \(id) is there")
      return nil
    }
  }

  /// Whether a list is given: it must not be where a filter names what no fact has spoken of.
  private func isListed(
    _ method: APISchema.Method, _ request: some Message, as reply: (some Message).Type, isKnown: Bool
  ) async throws -> Bool {
    do {
      _ = try await system.ask(method, request, as: reply)
      try #require(isKnown, "\(place): a list of what is unknown, for \(request)")
      return true
    } catch let refused as Refused {
      try require(refused.code, "notFound", request)
      try #require(!isKnown, "\(place): refused what is known, for \(request)")
      return false
    }
  }

  /// All pages of a list, with random limits; no entry twice.
  private mutating func pages<Entry: Message, Reply: Message>(
    _ method: APISchema.Method, as type: Reply.Type,
    _ request: (_ limit: UInt32, _ cursor: String?) throws -> some Message,
    _ read: (Reply) -> (entries: [Entry], cursor: String?)
  ) async throws -> [Entry] {
    var entries: [Entry] = []
    var cursor: String?
    repeat {
      let limit = UInt32(commands.random.oneIn(2) ? 1_000 : 1 + commands.random.below(40))
      let reply = try await system.ask(method, try request(limit, cursor), as: type)
      let page = read(reply)
      try #require(page.entries.count <= limit, "\(place): more than asked for")
      entries += page.entries
      cursor = page.cursor
    } while cursor != nil
    return entries
  }

  // MARK: - Contacts

  private func contact(_ id: String) async throws {
    let request = ContactGetRequest.with { $0.contact = id }
    guard let reply = try await get(.contactGet, request, id, as: ContactGetReply.self) else { return }
    var card = reply.contact
    card.consents.sort { ($0.purpose, $0.channel) < ($1.purpose, $1.channel) }
    try require(card, model.card(id) ?? ContactCard(), request)
    try require(reply.position, model.head, request)
  }

  private mutating func find() async throws {
    let filters = ContactFindRequest.with {
      switch commands.random.below(9) {
      case 0: $0.owner = commands.random.pick(RandomCommands.owners)
      case 1: $0.tag = commands.random.pick(RandomCommands.tags)
      case 2: $0.email = commands.random.pick(RandomCommands.emails)
      case 3: $0.phone = commands.random.pick(RandomCommands.phones)
      case 4: $0.externalID = "id-\(commands.random.below(30))"
      case 5: $0.text = commands.random.pick(["ad", "zoe", "ZOË k", "obrien", "changed", "king ada", "x"])
      case 6:
        $0.owner = commands.random.pick(RandomCommands.owners)
        $0.text = commands.random.pick(["a", "bob", "o"])
      case 7: $0.name = commands.random.pick(["ada king", "ZOË ÄDAMS", "Bob O'Brien", "Ada"])
      default: break
      }
    }
    let isKnown =
      (!filters.hasOwner || model.isKnown(owner: filters.owner)) && (!filters.hasTag || model.isKnown(tag: filters.tag))
    guard try await isListed(.contactFind, filters, as: ContactFindReply.self, isKnown: isKnown) else { return }
    let found = try await pages(
      .contactFind, as: ContactFindReply.self,
      { limit, cursor in
        var request = filters
        request.limit = limit
        if let cursor { request.cursor = cursor }
        return request
      },
      { ($0.contacts, $0.hasCursor ? $0.cursor : nil) })
    try require(found.sorted { $0.id < $1.id }, model.found(filters).sorted { $0.id < $1.id }, filters)
    guard filters == ContactFindRequest() else { return }
    let names = found.map { PlainModel.folded($0.name) }
    try require(names, names.sorted(), "the order of all by name")
  }

  private mutating func history() async throws {
    let id = commands.id(.contact, model)
    let filters = ContactHistoryRequest.with {
      $0.contact = id
      if commands.random.oneIn(3) { $0.types = ["CallLogged", "DealWon", "OrderPlaced"] }
      $0.order = commands.random.pick([.unspecified, .recorded, .occurred, .occurred])
      if commands.random.oneIn(2) { $0.backward = commands.random.oneIn(2) }
    }
    guard model.state.contacts[id] != nil else {
      _ = try await get(.contactHistory, filters, id, as: ContactHistoryReply.self)
      return
    }
    var found = try await pages(
      .contactHistory, as: ContactHistoryReply.self,
      { limit, cursor in
        var request = filters
        request.limit = limit
        if let cursor { request.cursor = cursor }
        return request
      },
      { ($0.entries, $0.hasCursor ? $0.cursor : nil) })
    for index in found.indices {
      try #require(!found[index].summary.isEmpty, "\(place): an entry without words")
      found[index].summary = ""
    }
    try require(found, model.entries(filters, actor: system.actor), filters)
  }

  // MARK: - Deals

  private func deal(_ id: String) async throws {
    let request = DealGetRequest.with { $0.deal = id }
    let now = system.now
    guard let reply = try await get(.dealGet, request, id, as: DealGetReply.self) else { return }
    try require(reply.deal, model.dealCard(id, now: now) ?? DealCard(), request)
    var (visits, expected) = (reply.stages, model.visits(id, now: now))
    if !system.isTimeExact {
      for index in visits.indices where !visits[index].hasLeftAt { visits[index].seconds = 0 }
      for index in expected.indices where !expected[index].hasLeftAt { expected[index].seconds = 0 }
    }
    try require(visits, expected, request)
  }

  private mutating func deals() async throws {
    let pipelines = model.state.made["pipeline"] ?? []
    let filters = DealListRequest.with {
      if commands.random.oneIn(4) {
        $0.contact = commands.random.pick(model.state.made["contact"] ?? [commands.newID(.contact)])
      }
      if commands.random.oneIn(4), !pipelines.isEmpty { $0.pipeline = commands.random.pick(pipelines) }
      if commands.random.oneIn(4) { $0.stage = commands.random.pick(RandomCommands.stages) }
      if commands.random.oneIn(4) { $0.owner = commands.random.pick(RandomCommands.owners) }
      if commands.random.oneIn(3) { $0.state = commands.random.pick([.open, .won, .lost]) }
      if commands.random.oneIn(4) { $0.rotting = commands.random.oneIn(2) }
    }
    let isKnown =
      (!filters.hasContact || model.state.contacts[filters.contact] != nil)
      && (!filters.hasOwner || model.isKnown(owner: filters.owner))
      && (!filters.hasStage || model.isKnown(stage: filters.stage, of: filters.hasPipeline ? filters.pipeline : nil))
    guard try await isListed(.dealList, filters, as: DealListReply.self, isKnown: isKnown) else { return }
    let now = system.now
    let found = try await pages(
      .dealList, as: DealListReply.self,
      { limit, cursor in
        var request = filters
        request.limit = limit
        if let cursor { request.cursor = cursor }
        return request
      },
      { ($0.deals, $0.hasCursor ? $0.cursor : nil) })
    try require(found.sorted { $0.id < $1.id }, model.deals(filters, now: now), filters)
  }

  private func boards() async throws {
    let request = PipelineListRequest.with { $0.limit = 1_000 }
    let list = try await system.ask(.pipelineList, request, as: PipelineListReply.self)
    try require(list.pipelines, model.pipelines, request)
    let now = system.now
    for card in model.pipelines {
      let request = PipelineBoardRequest.with { $0.pipeline = card.id }
      let reply = try await system.ask(.pipelineBoard, request, as: PipelineBoardReply.self)
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
        try #require(isRight, "\(place): a deal in the wrong place")
      }
      let known = card.stages.count
      try #require(stages.count >= known, "\(place): a stage is not there")
      stages[known...].sort { $0.stage < $1.stage }
      try require(stages, model.board(card), request)
    }
  }

  // MARK: - Campaigns, tasks, orders

  private func campaign(_ id: String) async throws {
    let request = CampaignReportRequest.with { $0.campaign = id }
    guard var reply = try await get(.campaignReport, request, id, as: CampaignReportReply.self) else { return }
    reply.position = 0
    try require(reply, model.report(id) ?? CampaignReportReply(), request)
    let card = CampaignGetRequest.with { $0.campaign = id }
    let got = try await system.ask(.campaignGet, card, as: CampaignGetReply.self)
    try require(got.campaign, model.state.campaigns[id] ?? CampaignCard(), card)
    let list = CampaignListRequest.with { $0.limit = 1_000 }
    let all = try await system.ask(.campaignList, list, as: CampaignListReply.self)
    try require(
      all.campaigns.sorted { $0.id < $1.id }, model.state.campaigns.values.sorted { $0.id < $1.id }, list)
  }

  private func task(_ id: String) async throws {
    let request = TaskGetRequest.with { $0.task = id }
    let now = system.now
    guard let reply = try await get(.taskGet, request, id, as: TaskGetReply.self) else { return }
    try require(reply.task, model.taskCard(id, now: now) ?? TaskCard(), request)
  }

  private mutating func tasks() async throws {
    let now = system.now
    let filters = TaskListRequest.with {
      if commands.random.oneIn(4) {
        $0.contact = commands.random.pick(model.state.made["contact"] ?? [commands.newID(.contact)])
      }
      if commands.random.oneIn(4) {
        $0.deal = commands.random.pick(model.state.made["deal"] ?? [commands.newID(.deal)])
      }
      if commands.random.oneIn(4) { $0.owner = commands.random.pick(RandomCommands.owners) }
      if commands.random.oneIn(3) { $0.state = commands.random.pick([.open, .done]) }
      if commands.random.oneIn(3) { $0.dueFrom = stamp(now - Int64(commands.random.below(400_000)) * 1_000_000) }
      if commands.random.oneIn(3) { $0.dueTo = stamp(now + Int64(commands.random.below(400_000)) * 1_000_000) }
    }
    let isKnown =
      (!filters.hasContact || model.state.contacts[filters.contact] != nil)
      && (!filters.hasDeal || model.state.deals[filters.deal] != nil)
      && (!filters.hasOwner || model.isKnown(owner: filters.owner))
    guard try await isListed(.taskList, filters, as: TaskListReply.self, isKnown: isKnown) else { return }
    let found = try await pages(
      .taskList, as: TaskListReply.self,
      { limit, cursor in
        var request = filters
        request.limit = limit
        if let cursor { request.cursor = cursor }
        return request
      },
      { ($0.tasks, $0.hasCursor ? $0.cursor : nil) })
    try require(found.sorted { $0.id < $1.id }, model.tasks(filters, now: now), filters)
    let times = found.map { microseconds($0.dueAt) }
    try require(times, times.sorted(), "the order by due time")
  }

  private mutating func orders() async throws {
    let filters = OrderListRequest.with {
      if commands.random.oneIn(2) {
        $0.contact = commands.random.pick(model.state.made["contact"] ?? [commands.newID(.contact)])
      }
    }
    let isKnown = !filters.hasContact || model.state.contacts[filters.contact] != nil
    guard try await isListed(.orderList, filters, as: OrderListReply.self, isKnown: isKnown) else { return }
    let found = try await pages(
      .orderList, as: OrderListReply.self,
      { limit, cursor in
        var request = filters
        request.limit = limit
        if let cursor { request.cursor = cursor }
        return request
      },
      { ($0.orders, $0.hasCursor ? $0.cursor : nil) })
    try require(found.sorted { $0.id < $1.id }, model.orders(filters).sorted { $0.id < $1.id }, filters)
    let times = found.map { microseconds($0.placedAt) }
    try require(times, times.sorted(by: >), "the newest first")
  }

  // MARK: - The log and the figures

  private mutating func log() async throws {
    let contact = commands.random.pick(model.state.made["contact"] ?? [commands.newID(.contact)])
    let filters = LogReadRequest.with {
      if commands.random.oneIn(3) { $0.types = ["DealOpened", "FactRetracted"] }
      if commands.random.oneIn(2) { $0.subjects = [contact] }
      if commands.random.oneIn(2) { $0.after = UInt64(commands.random.below(Int(model.head) + 1)) }
      if commands.random.oneIn(2) { $0.before = UInt64(commands.random.below(Int(model.head) + 2)) }
      $0.backward = commands.random.oneIn(2)
    }
    var found: [Event] = []
    var request = filters
    while true {
      request.limit = UInt32(1 + commands.random.below(500))
      let reply = try await system.ask(.logRead, request, as: LogReadReply.self)
      try require(reply.head, model.head, request)
      found += reply.events
      guard reply.more else { break }
      if filters.backward { request.before = reply.next } else { request.after = reply.next }
    }
    for index in found.indices { found[index].subjects[1...].sort() }
    let after = filters.hasAfter ? filters.after : 0
    let before = filters.hasBefore ? filters.before : model.head + 1
    var expected = model.log.filter {
      $0.position > after && $0.position < before && model.matches($0, filters.types, filters.subjects)
    }
    if filters.backward { expected.reverse() }
    try require(found, expected.map { model.event($0, actor: system.actor) }, filters)
  }

  private mutating func figure(_ figure: PlainModel.Figure) async throws {
    let isNow = figure.name.hasPrefix("pipeline.")
    let period = isNow ? nil : commands.random.pick([nil, nil, "day", "week", "month", "year"])
    var words: [String] = []
    for word in figure.dimensions where commands.random.oneIn(3) { words.append(word) }
    let today = dayNumber(system.now)
    var (first, last) = (Int32.min, Int32.max)
    let request = MetricsQueryRequest.with {
      $0.metric = figure.name
      if period != nil || !words.isEmpty { $0.by = ([period].compactMap { $0 } + words).joined(separator: ",") }
      if !isNow, commands.random.oneIn(3) {
        first = today - Int32(commands.random.below(300))
        $0.from = PlainModel.text(first)
      }
      if !isNow, commands.random.oneIn(3) {
        last = max(first, today - Int32(commands.random.below(300)))
        $0.to = PlainModel.text(last)
      }
    }
    let reply = try await system.ask(.metricsQuery, request, as: MetricsQueryReply.self)
    let expected = model.points(figure, period: period, words: words, days: first...last)
    try require(reply.series, expected, request)
  }
}
