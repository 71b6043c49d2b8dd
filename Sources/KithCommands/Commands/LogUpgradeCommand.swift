import ArgumentParser
import EventLog
import FactSchema
import Foundation

/// `kith log upgrade`
struct LogUpgradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade", abstract: "Copies a log of an earlier release into a new one of today's format.",
    discussion: """
      The daemon must not run. The old folder is read and not changed; the new one has the same facts at the same positions, \
      without the digests by which earlier releases knew a request again and which could confirm a guess. It has another \
      origin and names the old one's root. Every record is verified.
      """)

  @Argument(help: "The data folder to copy.", completion: .directory) var folder: String
  @Option(help: "The new data folder; by default the old one's name with .upgraded behind it.", completion: .directory)
  var to: String?
  @Flag(help: "On a copy-on-write file system too, where an erased key might be found again.")
  var allowCopyOnWrite = false

  func run() throws {
    let old = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    let new = URL(fileURLWithPath: to ?? old + ".upgraded").path
    let parent = URL(fileURLWithPath: new).deletingLastPathComponent().resolvingSymlinksInPath().path
    guard !(parent + "/").hasPrefix(old + "/") else {
      throw CommandFailure(.usage, "\(new) is in the folder that is to be copied: name one beside it with --to")
    }
    let partial = new + ".partial"
    for path in [new, partial] where FileManager.default.fileExists(atPath: path) {
      throw CommandFailure(
        .refused, "\(path) is there already",
        hint: path == partial
          ? "it is what an upgrade left that was ended: delete it"
          : "name another folder with --to, or move that one away")
    }
    let now = Instant(microseconds: Int64(Date.now.timeIntervalSince1970 * 1_000_000))
    let report: LogUpgrade.Report
    do {
      report = try LogUpgrade.copy(from: old, to: partial, now: now, allowCopyOnWrite: allowCopyOnWrite)
      try FileManager.default.moveItem(atPath: partial, toPath: new)
    } catch {
      try? FileManager.default.removeItem(atPath: partial)
      throw CommandFailure(.refused, "nothing was upgraded: \(error)")
    }
    Terminal.write(Self.text(report, new), to: 1)
  }

  private static func text(_ report: LogUpgrade.Report, _ folder: String) -> String {
    """
    \(folder): \(report.records) facts, log \(report.origin), root \(report.root)
    copied from log \(report.source.origin) up to position \(report.source.head), root \(report.source.root)
    \(report.recordsOfFormat1) records were of format 1, \(report.digestsLeftOut) of them with a digest that is left out
    \(report.erasedSeals) seals were of erased keys
    start the daemon with --data \(folder); the old folder confirms guesses as long as it is kept

    """
  }
}
