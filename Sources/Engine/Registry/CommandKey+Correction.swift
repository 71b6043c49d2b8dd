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
}
