import Bytes
import Domain
import FactSchema
import LMDB
import RowSchema
import SwiftProtobuf

/// The changes of a layer on their way into the registry's environment.
struct LayerRows: Sendable {
  /// All but the commands, in the order of their keys.
  private let rows: [DerivedStore.Row]
  private let commands: CommandRows

  init(_ layer: borrowing RegistryLayer) {
    var rows: [DerivedStore.Row] = []
    rows.reserveCapacity(layer.count - layer.commands.count)
    for (subject, state) in layer.states {
      // Encoding fails only for required fields, which proto3 has not.
      rows.append(.init(key: RegistryRows.stateKey(subject), value: try? state.serializedBytes()))
    }
    for (subject, slot) in layer.slots {
      rows.append(.init(key: RegistryRows.slotKey(subject), value: RegistryRows.bytes(slot)))
    }
    for (id, holder) in layer.holders {
      rows.append(.init(key: RegistryRows.holderKey(id), value: holder.map { RegistryRows.bytes($0) }))
    }
    for (pair, sends) in layer.sends {
      rows.append(.init(key: RegistryRows.sendsKey(pair), value: RegistryRows.bytes(sends)))
    }
    for (key, words) in layer.addresses {
      var state = AddressState()
      state.words = words
      rows.append(.init(key: RegistryRows.addressKey(key), value: words.isEmpty ? nil : try? state.serializedBytes()))
    }
    for (definedAt, pipeline) in layer.pipelines {
      rows.append(.init(key: RegistryRows.pipelineKey(definedAt), value: RegistryRows.bytes(pipeline)))
    }
    for (owned, isOwned) in layer.owned {
      rows.append(.init(key: RegistryRows.ownerKey(owned), value: isOwned ? [] : nil))
    }
    rows.sort { $0.key.lexicographicallyPrecedes($1.key) }
    self.rows = rows
    commands = CommandRows(layer.commands)
  }

  /// Puts them into the table.
  func put(into transaction: inout WriteTransaction, in table: Table) throws(LMDBError) {
    for row in rows {
      if let value = row.value {
        try transaction.put(row.key, value, in: table)
      } else {
        try transaction.delete(row.key, in: table)
      }
    }
    try commands.put(into: &transaction, in: table)
  }
}

/// The commands among them. Where every fact has a command id they are most of what is written, so that no row is made of
/// each.
private struct CommandRows: Sendable {
  private let places: CommandPlaces

  init(_ places: CommandPlaces) { self.places = places }

  func put(into transaction: inout WriteTransaction, in table: Table) throws(LMDBError) {
    var key: [UInt8] = []
    var value: [UInt8] = []
    for (hash, first) in places.sorted {
      key.removeAll(keepingCapacity: true)
      value.removeAll(keepingCapacity: true)
      RegistryRows.appendCommandKey(hash, to: &key)
      value.appendBigEndian(first.value)
      for other in places.others(of: hash) { value.appendBigEndian(other.value) }
      if try transaction.insert(key, value, in: table) { continue }
      // Others of the hash were written before.
      try transaction.put(key, (transaction.get(key, in: table) ?? []) + value, in: table)
    }
  }
}
