import Cryptography
import EventLog
import FactSchema
import Foundation
import LMDB

/// Opens the registry and the index, made anew where they cannot be believed.
struct StoreOpening {
  let options: EngineOptions
  let bootID: String
  let log: any FactLog
  let files: DerivedFiles
  let notices: Notices
  let room: StartRoom

  /// Both, with rows in those forms; and which of them are to be looked through, because nothing was said of their files.
  func open(
    registry: UInt64, index: UInt64
  ) throws(EngineError) -> (registry: DerivedStore, index: LogIndex, unknown: [StoreVerification.Part]) {
    let (registry, isRegistryKnown) = try open("registry", registry, madeWith: log.secret.key)
    let (index, isIndexKnown) = try open("index", index)
    return (registry, LogIndex(store: index), (isRegistryKnown ? [] : [.registry]) + (isIndexKnown ? [] : [.index]))
  }

  /// The store of that name, held against what was said of it when it was closed; `linkKey` is what keyed hashes in it are
  /// made with, if there are any.
  ///
  /// - Returns: The store, and whether every row of it can be relied on: one that was not closed in good order was brought to
  ///   its position by another process, and nothing says that it has lain there unharmed.
  private func open(
    _ name: String, _ version: UInt64, madeWith linkKey: LinkKey? = nil
  ) throws(EngineError) -> (store: DerivedStore, isKnown: Bool) {
    let identity = DerivedStore.Identity(
      version: version, origin: log.origin.description, secretMark: linkKey?.mark ?? "", bootID: bootID)
    let verdict = files.hold(name)
    if verdict == .differs { try remove(name) }
    while true {
      do throws(LMDBError) {
        let opened = try DerivedStore.open(
          path: "\(options.folder)/\(name)", identity: identity, readersMax: options.readersMax, head: log.head
        ) { position, mark in
          EventReader.isTrue(mark, at: position, log)
        }
        let remade = verdict == .differs ? DerivedFiles.cause : opened.remade
        if let remade { notices.add("the folder \(name) was made again: \(remade)") }
        return (opened.store, verdict == .holds || opened.store.position == .zero)
      } catch {
        if error.code == .noSpace, room.make() { continue }
        let code: EngineError.Code = error.code == .noSpace ? .storageFull : .inaccessible
        throw EngineError(code, "the folder \(name) cannot be opened: \(error)")
      }
    }
  }

  private func remove(_ name: String) throws(EngineError) {
    do {
      try FileManager.default.removeItem(atPath: "\(options.folder)/\(name)")
    } catch {
      throw EngineError(
        .inaccessible, "the folder \(name) is damaged and cannot be removed: \(error.localizedDescription)")
    }
  }
}
