import FactSchema
import RowSchema

// MARK: - What is known of ids in other systems

extension Evolution {
  /// What stands for the id; nil where there is none.
  func key(_ id: ExternalID) -> ExternalKey? { id.text.isEmpty ? nil : knowledge.key(of: id) }

  /// Who holds which external id, when the subject's changes from one to another. What another subject holds by now is not
  /// freed: logs of earlier releases have ids of several subjects that differ in form alone.
  func holding(_ key: ExternalKey?, before old: ExternalKey?) throws(Refusal) -> [RegistryChange] {
    guard key != old else { return [] }
    var changes: [RegistryChange] = []
    if let old, try knowledge.holder(of: old) == subject { changes.append(.externalID(old, nil)) }
    if let key { changes.append(.externalID(key, subject)) }
    return changes
  }

  /// The same of all ids of a contact; most have at most one.
  func holding(
    _ contact: SubjectState.ContactState, before was: SubjectState.ContactState
  ) throws(Refusal) -> [RegistryChange] {
    if contact.sourceKeys.isEmpty, was.sourceKeys.isEmpty { return try holding(contact.key, before: was.key) }
    let (keys, old) = (contact.keys, was.keys)
    var changes: [RegistryChange] = []
    for key in old.subtracting(keys).sorted(by: { $0.value < $1.value }) {
      changes += try holding(nil, before: key)
    }
    for key in keys.subtracting(old).sorted(by: { $0.value < $1.value }) { changes += try holding(key, before: nil) }
    return changes
  }
}

extension SubjectState.ContactState {
  /// What stands for its external id; nil where it has none.
  var key: ExternalKey? { hasExternalKey ? ExternalKey(.contact, externalKey) : nil }

  mutating func set(_ key: ExternalKey?) {
    if let key { externalKey = key.stored } else { clearExternalKey() }
  }
}

extension SubjectState.ContactState {
  /// What stands for its ids in systems that are named.
  var sourced: [ExternalKey] { sourceKeys.map { ExternalKey(.contact, $0) } }

  /// All that stands for ids of it in other systems.
  var keys: Set<ExternalKey> { Set(sourced + (key.map { [$0] } ?? [])) }
}

extension SubjectState.OrderState {
  /// What stands for its external id; nil where it has none.
  var key: ExternalKey? { hasExternalKey ? ExternalKey(.order, externalKey) : nil }

  mutating func set(_ key: ExternalKey?) {
    if let key { externalKey = key.stored } else { clearExternalKey() }
  }
}
