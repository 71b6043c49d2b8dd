import EventLog
import ReadModels

/// What a start on a full device gives up for what it cannot do without: first the space that is held back for that, then
/// what was half built and can be built again.
struct StartRoom {
  /// The data folder.
  let folder: String
  let readModels: [any Projection]
  let notices: Notices

  /// Gives up the next of it; false when there is nothing left.
  func make() -> Bool {
    if LocalLog.releaseReserve(in: folder) { return true }
    var hasGivenUp = false
    for name in readModels.map(\.name) {
      for entry in Generations.found(in: views, of: name) where !entry.isFinished {
        Generations.remove(Generations.path(views, name, entry.generation))
        notices.add("the half of \(name) generation \(entry.generation) that was built is given up: the disk is full")
        hasGivenUp = true
      }
    }
    return hasGivenUp
  }

  private var views: String { "\(folder)/views" }
}
