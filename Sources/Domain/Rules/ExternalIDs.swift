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
}

extension SubjectState.ContactState {
  /// What stands for its external id; nil where it has none.
  var key: ExternalKey? { hasExternalKey ? ExternalKey(.contact, externalKey) : nil }

  mutating func set(_ key: ExternalKey?) {
    if let key { externalKey = key.stored } else { clearExternalKey() }
  }
}

extension SubjectState.OrderState {
  /// What stands for its external id; nil where it has none.
  var key: ExternalKey? { hasExternalKey ? ExternalKey(.order, externalKey) : nil }

  mutating func set(_ key: ExternalKey?) {
    if let key { externalKey = key.stored } else { clearExternalKey() }
  }
}
