import APISchema
import ArgumentParser
import Client
import Import

/// `kith status`
struct StatusCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How the daemon is doing.")

  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    let status = try await kith.call(SystemStatusRequest())
    if kith.console.style.isJSON { return try kith.json(status, as: "SystemStatusReply") }
    let folders = status.folders.map { "\($0.name) \(Figures.bytes($0.bytes))" }.joined(separator: ", ")
    let lagging = status.lags.filter { $0.events > 0 }.map { "\($0.projection) \($0.events)" }
    let commit = status.lastCommit
    kith.console.fields([
      ("daemon", status.version),
      ("up", "\(Figures.duration(status.uptimeSeconds)), since \(Show.time(status.startedAt)) UTC"),
      ("facts", Figures.grouped(Int64(status.log.head))), ("log", status.log.origin), ("root", status.log.root),
      ("folders", folders), ("behind", lagging.isEmpty ? "no read model" : lagging.joined(separator: ", ")),
      (
        "last commit",
        status.hasLastCommit
          ? Figures.count(commit.commands, "command") + ", " + Figures.count(commit.events, "fact")
            + " in \(commit.microseconds) µs, to \(commit.position)"
          : ""
      ),
      (
        "clients",
        Figures.count(status.connections, "connection") + ", " + Figures.count(status.subscriptions, "subscription")
          + ", " + Figures.count(status.waitingQueries, "waiting query", "waiting queries")
      ),
      ("free disk", Figures.bytes(status.freeDiskBytes)), ("memory", Figures.bytes(status.memoryBytes)),
    ])
    for damaged in status.damaged {
      let place = damaged.position > 0 ? "the record at position \(damaged.position)" : damaged.part
      kith.console.line(kith.console.styled("! ", .red) + DisplayText.safe("\(place) is damaged: \(damaged.cause)"))
    }
    if status.damaged.count >= 100 { kith.console.line("! more may be damaged: the first 100 are named") }
    for notice in status.notices { kith.console.line(kith.console.styled("! ", .yellow) + DisplayText.safe(notice)) }
  }
}

/// `kith call METHOD [JSON]`
struct CallCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Calls a method as it stands in the protocol; writes the result as JSON.")

  @Argument(help: "The method, such as contact.get, or a fact.", completion: .list(MethodNames.all))
  var method: String

  @Argument(help: "Its parameters as JSON; @file or - read them.")
  var parameters = "{}"

  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    guard MethodNames.all.contains(method) else {
      throw CommandFailure(
        .usage, "there is no method \(method)\(Nearest.hint(for: method, among: MethodNames.all))",
        hint: "'kith discover' lists the methods")
    }
    guard method != "log.subscribe" else {
      throw CommandFailure(.usage, "call gives one result and takes no events", hint: "use kith log tail")
    }
    let isRead = parameters == "-" || parameters.hasPrefix("@")
    let text = isRead ? try FactArguments([parameters]).whole ?? "{}" : parameters
    kith.console.line(try await kith.client().call(method: method, params: text))
  }
}

/// `kith discover`
struct DiscoverCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "discover", abstract: "The daemon's description of itself, an OpenRPC document.")

  @OptionGroup var options: GlobalOptions

  init() {}

  func act(_ kith: Session) async throws {
    kith.console.line(try await kith.call(DiscoverRequest()).document)
  }
}
