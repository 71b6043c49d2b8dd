public import EventLog
public import FactSchema

extension FactLog {
  /// The records after the position, in order: at most `limit`, and none more once `maxBytes` of records have been read.
  ///
  /// Ends before a damaged record; when that is the first, throws `.damaged`: reading can go on after its position.
  public func read(
    after position: Position, limit: Int, maxBytes: Int = .max
  ) throws(FactLogError) -> [LogRecord] {
    var found: [LogRecord] = []
    var bytes = 0
    do throws(FactLogError) {
      try scan(from: position, limit: limit) { (view) throws(FactLogError) in
        found.append(try view.record())
        bytes += view.byteCount
        return bytes < maxBytes ? .next : .stop
      }
    } catch {
      guard case .damaged = error, !found.isEmpty else { throw error }
    }
    return found
  }
}
