/// A named table of an environment: keys of 1 to 511 bytes in byte order, each with one value.
///
/// Its number, which is cheap to hand on and means nothing in another environment.
public struct Table: Sendable, Hashable {
  /// What LMDB knows it by.
  let identifier: UInt32
  /// Its name in the environment.
  public let name: String

  init(identifier: UInt32, name: String) {
    self.identifier = identifier
    self.name = name
  }
}

/// What a scan does after an entry.
public enum ScanStep: Sendable {
  case next
  case stop
}

/// The order in which a scan goes through the keys.
public enum ScanOrder: Sendable {
  case ascending
  case descending
}

/// Where a scan begins, seen in its own order.
public enum ScanStart: Sendable, Equatable {
  /// At the first entry of the order, within the prefix if there is one.
  case end
  /// At this key, or at the next one in the order when it is not there.
  case at([UInt8])
  /// At the next key after this one in the order.
  case after([UInt8])
}
