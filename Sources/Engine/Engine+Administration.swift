public import APISchema
public import Domain
import EventLog
import FactSchema
import Synchronization

extension Engine {
  /// Every read model as it stands.
  public func projections() -> [ProjectionInfo] { readModels.infos(head: head, eventReader.log.secret.key) }

  /// One read model as it stands.
  public func projection(_ name: String) throws(Refusal) -> ProjectionInfo {
    let place = try readModels.place(of: name)
    return readModels.state.withLock { $0.entries[place] }.info(head: head, eventReader.log.secret.key)
  }

  /// Begins to build a new generation of a read model, or of `all`: its number (of the first), and a job's name.
  ///
  /// Throws `.conflict` while one of them is being built, `.notFound`.
  public func rebuild(_ name: String) throws(Refusal) -> (generation: UInt64, job: String) {
    let places = name == "all" ? Array(readModels.places.values).sorted() : [try readModels.place(of: name)]
    guard let begun = readModels.beginRebuild(places, head: head) else {
      throw .conflict(
        "\(name == "all" ? "a read model" : name) is being built or opened already", field: "projection",
        reason: .building)
    }
    guard builder.submit(.rebuild(begun.places, resumed: [:])) else {
      for place in places { readModels.abandon(place) }
      throw Refusal(.shuttingDown, "the daemon is shutting down")
    }
    return (begun.generation, Self.jobName(begun.job))
  }

  /// Looks whether the vault and the journal are where they were; a sentence when one is not. May wait for a commit.
  public func misplacedFile() -> String? {
    upkeep?.misplacedFile()
  }

  /// Adds a sentence to what the status says is wrong; the caller has it in the log.
  public func notice(_ sentence: String) { readModels.notices.add(sentence, isLogged: true) }

  /// A rebuild's name.
  static func jobName(_ number: UInt64) -> String { "rebuild-\(number)" }

  /// How the engine stands; reads folder sizes, so not for a hot path.
  public func status() -> EngineStatus {
    let tip = tip
    let folder = options.folder
    let infos = readModels.infos(head: tip.head, eventReader.log.secret.key)
    return EngineStatus(
      origin: origin, head: tip.head, root: tip.root, epoch: tip.epoch,
      folders: Self.folders.map { ($0, Disk.bytes(of: "\(folder)/\($0)")) },
      lags: infos.map { ($0.name, $0.lag) }, lastCommit: writing.lastCommit.withLock { $0 },
      freeDiskBytes: Disk.freeBytes(at: folder), memoryBytes: Disk.memoryBytes(), subscriptions: subscriptions.count,
      waitingQueries: scheduler.waitingCount, notices: readModels.notices.sentences,
      damaged: Self.damaged(eventReader.log.damage))
  }

  private static func damaged(_ damage: Damage) -> [DamagedPlace] {
    damage.entries.map { DamagedPlace(position: $0.position, part: $0.fault.part, cause: "\($0.fault)") }
      + damage.slots.map { DamagedPlace(position: .zero, part: "vault", cause: "slot \($0.slot) \($0.fault)") }
  }

  private static let folders = ["log", "vault", "registry", "index", "views", "reserve"]
}
