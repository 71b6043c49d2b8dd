import LMDB

extension View {
  /// How far the generation in a folder had come, when it was made from the log of that origin and can be trusted.
  ///
  /// Reads what the folder says of itself, and changes nothing; nil for whatever cannot be read.
  public static func mark(in folder: String, origin: String, bootID: String) -> ViewState? {
    guard let found = ViewMeta.found(PageWalk.rows(of: "meta", in: folder + "/data.mdb") ?? [:]) else { return nil }
    let isOfThisLog = found.identity.starts(with: [UInt8(truncatingIfNeeded: origin.utf8.count)] + origin.utf8)
    guard isOfThisLog, found.mark == ViewMeta.cleanMark || found.mark == ViewMeta.openMark(bootID) else { return nil }
    return found.state
  }
}
