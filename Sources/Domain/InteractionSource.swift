public import FactSchema

/// What a read model may look up in the log while it applies a retraction: what stands before that fact and cannot change.
public protocol InteractionSource: Sendable {
  /// Calls `body` with the interactions of a contact that were recorded strictly between two positions, the newest first.
  ///
  /// Throws when the log or its index cannot be read; a damaged record is left out.
  func forEachInteraction(
    of contact: SubjectID, after: Position, before: Position,
    _ body: (_ position: Position, _ occurredAt: Instant) -> Void
  ) throws(Refusal)
}
