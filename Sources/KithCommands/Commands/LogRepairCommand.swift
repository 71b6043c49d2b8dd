import ArgumentParser
import EventLog
import FactSchema
import Foundation

/// `kith log repair`
struct LogRepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Repairs damaged records and keys of a log from copies of it.",
    discussion: """
      The daemon must not run. Every record is read, every seal is opened, and the audit tree is made again. What is damaged \
      is taken from a copy that has the very bytes that the log's own digests and audit tree demand, and stays as it is where \
      none has. A key is taken only while a good part of it is left in its slot, so that nobody comes back who was erased. \
      The copies are read and not changed.

      Exit status: 0 when nothing is damaged any more, or would be; 1 when something is, or a copy was refused.
      """)

  @Argument(help: "The data folder to repair.", completion: .directory) var folder: String
  @Option(help: "A data folder that is a copy of it, such as a backup; may be given again.", completion: .directory)
  var from: [String] = []
  @Flag(help: "Write nothing; say what would be done.") var check = false
  @Flag(help: "Write JSON lines, also on a terminal.") var json = false
  @Flag(name: .customLong("no-color"), help: "Write without colour; NO_COLOR does the same.") var noColor = false

  func run() throws {
    let console = Console.standard(
      json: json, noColor: noColor, environment: ProcessInfo.processInfo.environment)
    let report: LogRepair.Report
    do {
      report = try LogRepair.run(Self.path(folder), from: from.map(Self.path), checks: check)
    } catch {
      if case .lockedByAnother(let path) = error {
        throw CommandFailure(
          .refused, "nothing was repaired: \(path) is in use",
          hint: "stop the daemon that has it open, and every other repair")
      }
      throw CommandFailure(.refused, "nothing was repaired: \(error)")
    }
    let shown = RepairReport(report, isCheck: check)
    if console.style.isJSON { try shown.lines(console) } else { shown.text(console) }
    console.flush()
    if !shown.isGood { throw ExitCode(ExitStatus.refused.rawValue) }
  }

  private static func path(_ name: String) -> String {
    URL(fileURLWithPath: name).resolvingSymlinksInPath().path
  }
}

/// A repair's report, for a person and for a program.
struct RepairReport {
  private let report: LogRepair.Report
  private let isCheck: Bool
  /// The most findings that are shown one by one.
  private static let findingsMax = 1000

  init(_ report: LogRepair.Report, isCheck: Bool) {
    self.report = report
    self.isCheck = isCheck
  }

  /// Whether nothing is damaged any more, or would be, and every copy could be used.
  var isGood: Bool { report.left == 0 && report.copies.allSatisfy { $0.refusal == nil } }

  private var shown: ArraySlice<LogRepair.Finding> { report.findings.prefix(Self.findingsMax) }
  private var done: String { isCheck ? "can be repaired" : "repaired" }

  // MARK: For a person

  func text(_ console: Console) {
    for finding in shown {
      console.line(
        DisplayText.safe("\(Self.name(finding.place)): \(finding.fault); ") + outcome(of: finding, console))
    }
    if report.findings.count > shown.count { console.line("and \(report.findings.count - shown.count) more") }
    for copy in report.copies {
      if let refusal = copy.refusal { console.note("nothing is taken from \(copy.folder): \(refusal)") }
      if let changed = copy.changed {
        console.note("\(copy.folder) was changed at position \(changed); nothing is taken from there")
      }
    }
    console.line(
      "log \(report.origin), \(report.records) of \(report.head) records read, \(report.openedSeals) seals opened, "
        + "\(report.erasedSeals) erased")
    console.line(verdict)
  }

  private var verdict: String {
    guard !report.findings.isEmpty else { return "nothing is damaged; root \(report.root)" }
    let left = report.left == 0 ? "nothing is left" : "\(report.left) left"
    return "\(report.repaired) \(done), \(left); root \(report.root)"
  }

  private func outcome(of finding: LogRepair.Finding, _ console: Console) -> String {
    let source = finding.source.map { DisplayText.safe(" from \($0)") } ?? ""
    guard let reason = finding.reason else { return console.styled(done, .green) + source }
    let word = finding.source == nil ? "left as it is" : isCheck ? "can be repaired in part" : "repaired in part"
    return console.styled(word, .red) + source + ": " + reason
  }

  private static func name(_ place: LogRepair.Finding.Place) -> String {
    switch place {
    case .record(let position): "record \(position)"
    case .slot(let slot): "slot \(slot)"
    case .vault: "vault"
    case .identity: "kith.log"
    case .state: "kith.state"
    case .pages: "pages"
    case .journal: "journal"
    case .tree(let range): "records \(range.lowerBound) to \(range.upperBound)"
    }
  }

  // MARK: For a program

  private struct FindingLine: Encodable {
    var what: String
    var position: UInt64?
    var slot: UInt64?
    var fault: String
    var outcome: String
    var from: String?
    var reason: String?
  }

  private struct CopyLine: Encodable {
    var copy: String
    var head: UInt64
    var refusal: String?
    var changedAt: UInt64?
  }

  private struct LastLine: Encodable {
    var origin: String
    var head: UInt64
    var root: String
    var records: UInt64
    var openedSeals: UInt64
    var erasedSeals: UInt64
    var repaired: Int
    var left: Int
    var written: Bool
  }

  func lines(_ console: Console) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    func write(_ line: some Encodable) throws {
      console.line(String(decoding: try encoder.encode(line), as: UTF8.self))
    }
    for finding in shown {
      var line = FindingLine(
        what: Self.name(finding.place).split(separator: " ").first.map(String.init) ?? "", fault: finding.fault,
        outcome: finding.reason == nil
          ? (isCheck ? "repairable" : "repaired") : finding.source == nil ? "left" : "inPart",
        from: finding.source, reason: finding.reason)
      switch finding.place {
      case .record(let position): line.position = position.value
      case .slot(let slot): line.slot = slot
      case .tree(let range): line.position = range.lowerBound
      case .vault, .identity, .state, .pages, .journal: break
      }
      try write(line)
    }
    for copy in report.copies {
      try write(
        CopyLine(
          copy: copy.folder, head: copy.head.value, refusal: copy.refusal, changedAt: copy.changed?.value))
    }
    try write(
      LastLine(
        origin: report.origin.description, head: report.head.value, root: report.root.description,
        records: report.records, openedSeals: report.openedSeals, erasedSeals: report.erasedSeals,
        repaired: report.repaired, left: report.left, written: report.isWritten))
  }
}
