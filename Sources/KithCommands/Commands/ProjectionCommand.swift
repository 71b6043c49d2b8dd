import APISchema
import ArgumentParser
import Client

/// `kith projection list|rebuild|watch|verify`
struct ProjectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "projection", abstract: "The read models: how they stand, and making them again.",
    subcommands: [List.self, Rebuild.self, Watch.self, Verify.self])

  init() {}

  static let names = ["contacts", "history", "pipelines", "campaigns", "tasks", "orders", "metrics"]

  /// `kith projection list`
  struct List: KithAction {
    static let configuration = CommandConfiguration(abstract: "How the read models stand.")

    @OptionGroup var query: QueryOptions
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = ProjectionListRequest()
      query.apply(to: &request)
      let projections = try await kith.call(request).projections
      if kith.console.style.isJSON {
        for projection in projections { try kith.json(projection, as: "ProjectionInfo") }
        return
      }
      kith.console.table(ProjectionCommand.table(projections))
    }
  }

  /// `kith projection rebuild NAME`
  struct Rebuild: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Makes a read model again from the log; queries are served meanwhile.")

    @Argument(help: "The read model, or all.", completion: .list(names + ["all"]))
    var projection: String
    @Option(help: "How it is rebuilt; the daemon's way when absent.") var mode: String?
    @Flag(help: "Do not wait for its end.") var background = false
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var request = ProjectionRebuildRequest()
      request.projection = projection
      if let mode { request.mode = mode }
      let reply = try await kith.call(request)
      if background {
        if kith.console.style.isJSON { return try kith.json(reply, as: "ProjectionRebuildReply") }
        return kith.console.line("\(projection) is being rebuilt; watch it: kith projection watch")
      }
      let watch = ProjectionWatch(kith: kith, names: projection == "all" ? nil : [projection])
      try await watch.untilBuilt(job: reply.job)
    }
  }

  /// `kith projection watch [NAME]`
  struct Watch: KithAction {
    static let configuration = CommandConfiguration(abstract: "Follows what is being built until it is done.")

    @Argument(help: "The read models; all when absent.", completion: .list(names))
    var projections: [String] = []
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      try await ProjectionWatch(kith: kith, names: projections.isEmpty ? nil : projections).untilBuilt()
    }
  }

  /// `kith projection verify NAME`
  struct Verify: KithAction {
    static let configuration = CommandConfiguration(
      abstract: "Makes what is derived again aside and compares it row by row; changes nothing.")

    /// What is derived beside the read models.
    static let others = ["registry", "index"]

    @Argument(
      help: "A read model, registry, index, or all of them.", completion: .list(names + others + ["all"]))
    var projection: String
    @OptionGroup var options: GlobalOptions

    func act(_ kith: Session) async throws {
      var differing: [String] = []
      var isDamaged = false
      for name in projection == "all" ? ProjectionCommand.names + Self.others : [projection] {
        let reply = try await verify(name, kith)
        if !reply.equal { differing.append(name) }
        if !reply.damaged.isEmpty { isDamaged = true }
        try show(reply, name, kith)
      }
      guard !differing.isEmpty else { return }
      let names = differing.joined(separator: ", ")
      throw CommandFailure(
        .refused, "\(names) \(differing.count == 1 ? "differs" : "differ") from what the log says",
        hint: isDamaged
          ? "a damaged record's fact is missing from what is made now: see the positions above before making anything again"
          : Self.hint(differing))
    }

    private static func hint(_ differing: [String]) -> String {
      let stores = differing.filter(others.contains)
      let models = differing.filter { !others.contains($0) }
      let ways =
        models.map { "kith projection rebuild \($0)" }
        + stores.map { "stop the daemon, remove the folder \($0), start it" }
      return "make it again: \(ways.joined(separator: "; "))"
    }

    private func verify(_ name: String, _ kith: Session) async throws -> ProjectionVerifyReply {
      var request = ProjectionVerifyRequest()
      request.projection = name
      return try await ProjectionWatch(kith: kith, names: nil).during("Verify") { [request] in
        try await kith.call(request)
      }
    }

    private func show(_ reply: ProjectionVerifyReply, _ projection: String, _ kith: Session) throws {
      if kith.console.style.isJSON {
        try kith.json(reply, as: "ProjectionVerifyReply")
      } else if reply.equal {
        kith.console.line(
          "\(projection): \(kith.console.styled("equal", .green))  \(Figures.grouped(Int64(reply.rows))) rows  "
            + "digest \(reply.digest)  position \(reply.position)")
      } else {
        kith.console.line(
          "\(projection): \(kith.console.styled("\(reply.differentRows) rows differ", .red)) at position "
            + "\(reply.position)")
        kith.console.table(
          TextTable(
            [.init("table"), .init("key"), .init("how"), .init("subject")],
            rows: reply.differences.map { [.init($0.table), .init($0.key), .init($0.kind), .init($0.subject)] }))
      }
      guard !kith.console.style.isJSON else { return }
      if reply.recordsOfFormat1 > 0 {
        kith.console.line(
          "\(projection): \(Figures.grouped(Int64(reply.recordsOfFormat1))) records are of format 1, whose digests are made "
            + "without a key")
      }
      for record in reply.damaged {
        kith.console.line(
          kith.console.styled("! ", .yellow)
            + "the record at position \(record.position) is damaged: \(DisplayText.safe(record.cause))")
      }
    }
  }

  static func table(_ projections: [ProjectionInfo]) -> TextTable {
    var table = TextTable([
      .init("name"), .init("state"), .init("position", right: true), .init("lag", right: true),
      .init("rows", right: true), .init("size", right: true), .init("generation", right: true),
      .init("digest", whole: true),
      .init("fault"),
    ])
    for info in projections {
      table.rows.append([
        .init(info.name, .bold), .init(word(info.state), info.state == .stopped ? .red : nil),
        .init(Figures.grouped(Int64(info.position))), .init(Figures.grouped(Int64(info.lag))),
        .init(Figures.grouped(Int64(info.rows))), .init(Figures.bytes(info.bytes)), .init(String(info.generation)),
        .init(String(info.digest.prefix(12)), .dim),
        .init(info.hasFault ? "\(info.fault.type) at \(info.fault.position): \(info.fault.cause)" : "", .red),
      ])
    }
    return table
  }

  static func word(_ state: ProjectionInfo.State) -> String {
    switch state {
    case .following: "following"
    case .catchingUp: "catching up"
    case .building: "building"
    case .stopped: "stopped"
    default: "unknown"
    }
  }
}
