public import Schema

/// Judges a proposed fact against what is known: the event to append, or why it is refused.
///
/// Pure: the time, ids and configuration come in as arguments, `position` is where the fact will stand.
public func decide(
  _ proposal: Proposal, position: Position, knowing knowledge: some Knowledge, in context: DecisionContext
) throws(Refusal) -> DecidedEvent {
  throw .internal("not decided yet")
}

/// The changes that a recorded fact makes to what is known, given what was known before it.
///
/// `decide` uses the same, so that a registry made again from the log equals the one that grew with it. Total: a fact
/// that was recorded always evolves, erased or not; throws only what `knowledge` throws.
public func evolve(_ event: RecordedEvent, knowing knowledge: some Knowledge) throws(Refusal) -> [RegistryChange] {
  []
}
