import Client

/// Which rows these are, and what stands for the subjects that they speak of.
struct RowIdentities {
  /// Of each row; nil for one of which nothing is kept.
  var rows: [RowBuilder.Identity?] = []
  fileprivate var known: [ImportedName: ImportedIdentity] = [:]

  /// What the row becomes; nil where the identity of a subject is not known.
  func plan(
    _ row: SourceRow, _ identity: RowBuilder.Identity, _ builder: RowBuilder
  ) throws(RowError) -> RowBuilder.Plan? {
    var missing: ImportedName?
    return try builder.plan(row, identity, missing: &missing) { known[$0] }
  }
}

extension ImportRun {
  /// Asks the daemon for the identities of rows and of the subjects in them: in one request for them all, in one more for
  /// each subject of the mapping, and in one for rows of a rejects file.
  mutating func identities(of rows: [SourceRow]) async throws -> RowIdentities {
    var identities = RowIdentities()
    try await ask(for: rows.compactMap(builder.rejectedName), &identities)
    var named: [(name: ImportedName, occurrence: Int)?] = []
    for row in rows {
      // Nothing was corrected in the row itself: it is the one that was rejected.
      let rejected = builder.rejectedName(of: row)
      let isUnchanged = rejected.map { isRejected(row, $0, identities) } ?? false
      named.append(
        isUnchanged ? rejected.flatMap { name in row.origin.map { (name, $0.occurrence) } } : builder.name(row))
    }
    try await ask(for: named.compactMap { $0?.name }, &identities)
    identities.rows = zip(rows, named).map { row, named in
      named.flatMap { identity(of: row, $0.name, $0.occurrence, identities) }
    }
    while true {
      var missing: Set<ImportedName> = []
      for (row, identity) in zip(rows, identities.rows) {
        guard let identity else { continue }
        var name: ImportedName?
        // What is wrong with a row is said when it is begun.
        _ = try? builder.plan(row, identity, missing: &name) { identities.known[$0] }
        if let name { missing.insert(name) }
      }
      guard !missing.isEmpty else { return identities }
      try await ask(for: Array(missing), &identities)
    }
  }

  /// Whether it is the row that was rejected, as it was.
  private func isRejected(_ row: SourceRow, _ name: ImportedName, _ identities: RowIdentities) -> Bool {
    guard let command = row.origin?.command, let known = identities.known[name] else { return false }
    return known.rowCommand == command || name.formerIDs.contains(command)
  }

  private func identity(
    of row: SourceRow, _ name: ImportedName, _ occurrence: Int, _ identities: RowIdentities
  ) -> RowBuilder.Identity? {
    guard let known = identities.known[name] else { return nil }
    let command = known.rowCommand
    let isUnchanged = builder.rejectedName(of: row) == name && isRejected(row, name, identities)
    var identity = RowBuilder.Identity(
      commandID: command, isFormer: known.formerID != nil, origin: RowOrigin(command: command, occurrence: occurrence))
    if let origin = row.origin, !isUnchanged {
      // An id that was made without the log's secret must not get into it.
      identity.correctedID = FormerID.isOne(origin.command) ? nil : origin.command
      identity.origin = origin
    }
    return identity
  }

  private mutating func ask(for names: [ImportedName], _ identities: inout RowIdentities) async throws {
    let names = names.filter { identities.known[$0] == nil }
    guard !names.isEmpty else { return }
    for (name, identity) in zip(names, try await identify(names)) { identities.known[name] = identity }
  }
}
