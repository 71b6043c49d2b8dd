import Domain
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
    for (pair, count) in layer.sends {
      rows.append(.init(key: RegistryRows.sendsKey(pair), value: RegistryRows.bytes(UInt64(count))))
    }
    for (definedAt, pipeline) in layer.pipelines {
      rows.append(.init(key: RegistryRows.pipelineKey(definedAt), value: RegistryRows.bytes(pipeline)))
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
  private let commands: [(key: CommandKey, entry: CommandEntry)]
  /// In the order of the rows' keys.
  private let places: [Place]

  init(_ commands: [CommandKey: CommandEntry]) {
    let commands = commands.map { (key: $0.key, entry: $0.value) }
    var places = commands.indices.map { Place(commands[$0].key, $0) }
    places.sort { a, b in
      if a.first != b.first { return a.first < b.first }
      if a.second != b.second { return a.second < b.second }
      if a.third != b.third { return a.third < b.third }
      return commands[a.index].key.id.utf8.lexicographicallyPrecedes(commands[b.index].key.id.utf8)
    }
    self.commands = commands
    self.places = places
  }

  func put(into transaction: inout WriteTransaction, in table: Table) throws(LMDBError) {
    var key: [UInt8] = []
    var value: [UInt8] = []
    for place in places {
      key.removeAll(keepingCapacity: true)
      value.removeAll(keepingCapacity: true)
      RegistryRows.append(commands[place.index].key, to: &key)
      RegistryRows.append(commands[place.index].entry, to: &value)
      try transaction.put(key, value, in: table)
    }
  }

  /// A command, by the user and the first twenty bytes of its id, which mostly tell it from all others.
  private struct Place: Sendable {
    let first: UInt64
    let second: UInt64
    let third: UInt64
    let index: Int

    init(_ key: CommandKey, _ index: Int) {
      let id = key.id.utf8.span
      first = UInt64(key.uid) << 32 | Self.word(id, 0..<4)
      second = Self.word(id, 4..<12)
      third = Self.word(id, 12..<20)
      self.index = index
    }

    /// Those bytes as a number, 0 past the end.
    private static func word(_ id: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
      var word: UInt64 = 0
      for index in range { word = word << 8 | (index < id.count ? UInt64(id[index]) : 0) }
      return word
    }
  }
}
