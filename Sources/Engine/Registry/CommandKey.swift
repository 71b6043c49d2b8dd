import FactSchema

/// Names a command for ever: command ids are scoped to who gives them.
struct CommandKey: Hashable, Sendable {
  let uid: UInt32
  let id: String
  /// By what it is looked up, in memory and in the registry's rows; made with it, on the event loop.
  ///
  /// Two commands may have the same one: which of them is meant is read from the header of its first fact.
  let hash: UInt64

  init(uid: UInt32, id: String) { self.init(uid: uid, id: id, hash: Self.hash(uid: uid, id: id)) }

  /// A key of a hash that was made otherwise; for tests, in which many are to be the same.
  init(uid: UInt32, id: String, hash: UInt64) {
    self.uid = uid
    self.id = id
    self.hash = hash
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  private static func hash(uid: UInt32, id: String) -> UInt64 {
    SipHash.hash(id.utf8.span, key: (0x6b69_7468_636f_6d64, UInt64(uid)))
  }
}

/// Where a command's facts are.
struct CommandEntry: Hashable, Sendable {
  var first: Position
  var count: UInt16
}

extension CommandKey {
  /// How a causation id begins that names the command which this one was corrected from.
  ///
  /// A command that was refused, such as a row of an import, may be sent once more with something corrected, and has the
  /// id of its own content then. It stands for the first command too: that one under its own id is known from then on.
  /// Headers have room for causation ids since the first release, so that what they say outlives the registry.
  private static let correctionMark = "corrects:"

  /// The command that a causation id says was corrected; nil for any other causation id.
  static func corrected(_ causationID: String?, uid: UInt32) -> CommandKey? {
    guard let causationID, causationID.utf8.starts(with: correctionMark.utf8) else { return nil }
    return CommandKey(uid: uid, id: String(causationID.dropFirst(correctionMark.utf8.count)))
  }

  /// Whether the fact of a header is a command's first that has this name, or was corrected from one that had it.
  func names(_ header: EventHeader) -> Bool {
    guard header.index == 0, header.uid == uid, let commandID = header.commandID else { return false }
    return commandID == id || Self.corrected(header.causationID, uid: uid)?.id == id
  }
}
