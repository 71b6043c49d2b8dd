import Cryptography
import EventLog
import LMDB

/// Opens the registry and the index, made anew where they cannot be believed.
struct StoreOpening {
  let options: EngineOptions
  let bootID: String
  let log: any FactLog
  let notices: Notices
  let room: StartRoom

  /// The store of that name; `linkKey` is what keyed hashes in it are made with, if there are any.
  func open(_ name: String, _ version: UInt64, madeWith linkKey: LinkKey? = nil) throws(EngineError) -> DerivedStore {
    let identity = DerivedStore.Identity(
      version: version, origin: log.origin.description, secretMark: linkKey?.mark ?? "", bootID: bootID)
    while true {
      do throws(LMDBError) {
        let opened = try DerivedStore.open(
          path: "\(options.folder)/\(name)", identity: identity, readersMax: options.readersMax, head: log.head
        ) { position, mark in
          EventReader.isTrue(mark, at: position, log)
        }
        if let cause = opened.remade { notices.add("the folder \(name) was made again: \(cause)") }
        return opened.store
      } catch {
        if error.code == .noSpace, room.make() { continue }
        let code: EngineError.Code = error.code == .noSpace ? .storageFull : .inaccessible
        throw EngineError(code, "the folder \(name) cannot be opened: \(error)")
      }
    }
  }
}
