/// What a log on this machine's disk needs of the one who has it open, beside facts: room held back for a full disk, files
/// that must stay in place, a loss that somebody accepts. A log that is kept elsewhere has none of it.
public protocol LogUpkeep: Sendable {
  /// Leaves the folder so that the log is whole without its journal; nothing changes for readers. Not needed for
  /// durability. Waits.
  func checkpoint() throws(FactLogError)

  /// Frees what readers in processes that were killed hold on to; how many there were.
  @discardableResult
  func clearStaleReaders() throws(FactLogError) -> Int

  /// Looks whether the files are where they were; a sentence of one that is not. May wait for an append.
  func misplacedFile() -> String?

  /// Whether the space is held back.
  var holdsReserve: Bool { get }

  /// Gives the space held back to the file system: for erasing or a clean stop on a full disk.
  func releaseReserve() throws(FactLogError)

  /// Takes the space again; false when there is not enough.
  @discardableResult
  func restoreReserve() throws(FactLogError) -> Bool

  /// The loss that was accepted and is not recorded as a fact yet.
  func acceptedLoss() throws(FactLogError) -> Loss?

  /// Takes note, durably, that a loss is accepted, beside one that was accepted before.
  func accept(_ loss: Loss) throws(FactLogError)

  /// Says that the loss is recorded as a fact.
  func forgetAcceptedLoss() throws(FactLogError)
}
