import Bytes
import FactSchema
import LMDB

/// What looking through the rows of a view comes to.
public enum Inspection: Sendable {
  /// They are those that it says it has.
  case sound
  /// They are not.
  case unsound
  /// The file wanted to grow, which a look at one moment of it keeps it from; or whoever looked had enough.
  case ended
}

extension View {
  /// Goes through all rows as of the last flush and holds them against the digest that the file says they have.
  public func inspect(mayGoOn: () -> Bool) throws(ViewError) -> Inspection {
    do throws(LMDBError) {
      let transaction = try environment.read()
      guard let stored = try transaction.withValue(of: ViewMeta.stateKey, in: meta, { ViewMeta.state($0) }) ?? nil
      else {
        return .unsound
      }
      var found: UInt64 = 0
      var digest = RowDigest()
      var hasEnded = false
      try transaction.scan(rows) { key, value in
        guard mayGoOn(), !holdsReadersBack else {
          hasEnded = true
          return .stop
        }
        digest.add(bytes: Array(copying: key), value)
        found += 1
        return .next
      }
      guard !hasEnded else { return .ended }
      return found == stored.rows && digest.sum == stored.digest ? .sound : .unsound
    } catch {
      let error = ViewError(error)
      guard error.isMendedByRebuild else { throw error }
      return .unsound
    }
  }
}
