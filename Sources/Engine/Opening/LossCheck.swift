import EventLog
import FactSchema
import Foundation

/// Holds the log against what was derived from it: what derived data proves to have existed must be there, or nothing is
/// made again over it.
///
/// Derived data is never ahead of a log that lost nothing. The writer hands facts on only when they are durable, and after
/// a power cut, which may keep a page of a derived file and drop another, its mark is not trusted.
struct LossCheck {
  let log: any FactLog
  /// The data folder.
  let folder: String
  let bootID: String
  /// What was said of files that were closed in good order says also how far they had come.
  let files: DerivedFiles
  /// Reads marks in a process of its own, because the last one crashed; nil: they are read here.
  let examine: Examine?

  typealias Examine = @Sendable (_ words: [String], _ onLine: (Substring) -> Void) -> ExaminationEnd

  /// What is missing, and the sentence that says so; nil when nothing is known to be.
  func run() -> (loss: Loss, sentence: String)? {
    let marks = marks()
    let contradicting = marks.filter { !EventReader.isTrue($0.leaf, at: $0.position, log) }
    guard let last = contradicting.max(by: { $0.position < $1.position }),
      let first = contradicting.min(by: { $0.position < $1.position })
    else { return nil }
    // Up to where the log is the one that everything was made from, as far as that can be told.
    let agreed = marks.filter { mark in mark.position < first.position && !contradicting.contains(mark) }
    let from =
      first.position > log.head ? log.head.next : (agreed.map(\.position).max() ?? .zero).next
    let names = contradicting.map(\.name).joined(separator: ", ")
    let found =
      first.position > log.head
      ? "the log ends at position \(log.head), and \(names) had come to position \(last.position)"
      : "\(names) had seen another fact at position \(first.position) than the log has there"
    return (
      Loss(from: from, to: max(last.position, from), leaf: last.leaf),
      "acknowledged facts are missing: \(found). Put back the log and the journal that belong together, or start once "
        + "with --accept-loss to go on without what is missing"
    )
  }

  /// The marks of everything derived that is there and can be trusted.
  private func marks() -> [DerivedMark] {
    let views = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/views")) ?? []
    let names = ["registry", "index"] + views.sorted().map { "views/\($0)" }
    return names.compactMap { name in
      var mark = files.isStated(name) ? stated(name) : read("\(folder)/\(name)")
      mark?.name = name
      return mark
    }
  }

  private func stated(_ name: String) -> DerivedMark? {
    files.statement(name).map { DerivedMark(name: name, position: $0.position, leaf: $0.leaf) }
  }

  private func read(_ path: String) -> DerivedMark? {
    guard FileManager.default.fileExists(atPath: path + "/data.mdb") else { return nil }
    let origin = log.origin.description
    guard let examine else { return DerivedMark.read(in: path, origin: origin, bootID: bootID) }
    var mark: DerivedMark?
    guard examine(["mark", path, origin, bootID], { mark = DerivedMark(String($0)) }) == .done else { return nil }
    return mark
  }
}
