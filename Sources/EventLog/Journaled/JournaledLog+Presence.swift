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

extension JournaledLog {
  /// Of a file that was only moved away ``append(_:at:)`` learns by this.
  func misplacedFile() -> String? {
    writer.withLock { writer in
      if writer.absent == nil, let gone = (files(writer) + [facts]).first(where: { !$0.isInPlace }) {
        lose(gone.path, &writer)
      }
      return writer.absent.map(removal(of:))
    }
  }

  /// Throws where the vault or the journal was removed: nothing may be acknowledged without them.
  func checkPresence(_ writer: inout Writer) throws(FactLogError) {
    if writer.absent == nil, let gone = files(writer).first(where: \.isRemoved) { lose(gone.path, &writer) }
    if let path = writer.absent { throw .closed(removal(of: path)) }
  }

  /// What is to be said of a file that recording needs and that was removed or moved; where its content still is, if that
  /// matters.
  private func removal(of path: String) -> String {
    guard let file = [vault.file, facts].first(where: { $0.path == path }) else {
      return "\(path) was removed or moved while the daemon ran: nothing is recorded until it is started again"
    }
    return "\(path) was removed or moved while the daemon ran: nothing is recorded; put it back, or copy it from "
      + "/proc/\(getpid())/fd/\(file.descriptor), which is there as long as the daemon runs, and start the daemon again"
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
