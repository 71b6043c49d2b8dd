import LMDB
import RowStore

extension DerivedFiles {
  /// Closes a read model in good order and says what its file is then, if it has changed.
  func close(_ view: View) {
    let name = "views/" + (view.folder.split(separator: "/").last ?? "")
    do throws(ViewError) {
      try view.close(clean: true)
    } catch {
      return
    }
    guard !isStated(name) else { return }
    state(name, bytes: view.bytes, position: view.state.position, leaf: view.state.leaf)
  }

  /// Says what a store's file is that was closed in good order, if it has changed.
  func state(_ store: DerivedStore, named name: String) {
    guard let mark = store.closedMark, !isStated(name) else { return }
    state(name, bytes: store.environment.info().usedBytes, position: mark.position, leaf: mark.leaf)
  }
}
