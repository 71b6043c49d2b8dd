import Glibc
import LMDB
import Synchronization

/// A file that is open, and where it was when it was opened.
struct PlacedFile: Sendable {
  let path: String
  let descriptor: Int32

  /// Whether no name leads to it any more. A question to the open file alone: every batch asks.
  var isRemoved: Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) != 0 || status.st_nlink == 0
  }

  /// Whether it is still under its name.
  var isInPlace: Bool {
    var named = stat()
    var held = stat()
    guard unsafe stat(path, &named) == 0, unsafe fstat(descriptor, &held) == 0 else { return false }
    return named.st_ino == held.st_ino && named.st_dev == held.st_dev
  }
}

extension EventLog {
  /// Looks whether the log's file, the vault and the journal are where they were: `.fileRemoved` of one that is not, else nil.
  ///
  /// Of a file that was only moved away ``append(_:)`` learns by this. Waits for an append that is under way.
  public func misplacedFile() -> EventLogError? {
    writer.withLock { writer in
      if writer.absent == nil, let gone = (files(writer) + [facts]).first(where: { !$0.isInPlace }) {
        lose(gone.path, &writer)
      }
      return writer.absent.map(removal(of:))
    }
  }

  /// Throws where the vault or the journal was removed: nothing may be acknowledged without them.
  func checkPresence(_ writer: inout Writer) throws(EventLogError) {
    if writer.absent == nil, let gone = files(writer).first(where: \.isRemoved) { lose(gone.path, &writer) }
    if let path = writer.absent { throw removal(of: path) }
  }

  private func removal(of path: String) -> EventLogError {
    let file = [vault.file, facts].first { $0.path == path }
    return .fileRemoved(path: path, content: file.map { "/proc/\(getpid())/fd/\($0.descriptor)" })
  }

  private func files(_ writer: borrowing Writer) -> [PlacedFile] { [vault.file, writer.journal.file] }

  /// The log's own file.
  private var facts: PlacedFile { PlacedFile(path: environment.dataPath, descriptor: environment.descriptor) }

  /// Takes no records from now on, and gives the log's file what is only in the journal: with an empty journal in its
  /// place, the next start finds all that was acknowledged.
  private func lose(_ path: String, _ writer: inout Writer) {
    writer.absent = path
    do throws(EventLogError) {
      try checkpoint(writer.state, &writer)
      guard path == writer.journal.path else { return }
      try Journal.create(path: path, bytes: options.journalBytes, origin: origin, entropy: entropy)
    } catch {
      // Then the journal's file, which is still open, has what the log's file has not; the append's error says so.
    }
  }
}
