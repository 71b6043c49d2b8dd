import LMDB

extension JournaledLog {
  func clearStaleReaders() throws(FactLogError) -> Int {
    try asFactLogError { () throws(EventLogError) in
      try translating { () throws(LMDBError) in try environment.clearStaleReaders() }
    }
  }

  // MARK: The reserve

  var holdsReserve: Bool { reserve.isHeld }

  func releaseReserve() throws(FactLogError) {
    try asFactLogError { () throws(EventLogError) in try reserve.release() }
  }

  func restoreReserve() throws(FactLogError) -> Bool {
    try asFactLogError { () throws(EventLogError) in try reserve.restore() }
  }

  // MARK: Losses

  func acceptedLoss() throws(FactLogError) -> Loss? {
    try asFactLogError { () throws(EventLogError) in try LossNote.read(lossPath) }
  }

  func accept(_ loss: Loss) throws(FactLogError) {
    try asFactLogError { () throws(EventLogError) in
      try LossNote.write(loss.joined(with: try LossNote.read(lossPath)), lossPath)
    }
  }

  func forgetAcceptedLoss() throws(FactLogError) {
    try asFactLogError { () throws(EventLogError) in try LossNote.remove(lossPath) }
  }

  private var lossPath: String { options.folder + "/log/loss" }
}
