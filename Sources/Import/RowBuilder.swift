package import FactSchema

/// Makes facts of rows: a mapping put together with the columns that a file has.
package struct RowBuilder: Sendable {
  package var mapping: ImportMapping { rules.mapping }
  private let rules: RowRules
  private var occurrences: [UInt128: Int] = [:]

  /// Under which command ids a row is recorded, and which row it is.
  package struct Identity: Sendable, Equatable {
    package var commandID: String
    /// Of a row that was corrected in a rejects file, the id of the row that was rejected: it stands for that one too.
    package var correctedID: String?
    /// Whether it was recorded by a release that made ids without the log's secret.
    package var isFormer = false
    /// What a rejects file says of it.
    package var origin: RowOrigin
  }

  /// What a row becomes before it is known which subjects there are.
  package struct Plan: Sendable {
    package var identity: Identity
    /// The subjects it speaks of, in the order of the mapping.
    package var subjects: [SubjectPlan]
    fileprivate var row: SourceRow
  }

  /// How facts are made of rows: as now, or as the first release made them, to know rows again that it imported. There a
  /// date was its first moment in the mapping's offset, names kept their blanks and fields their line ends.
  package enum Form: Sendable {
    case current, former
  }

  /// A subject that a row speaks of.
  package struct SubjectPlan: Sendable {
    package var name: String
    /// Tells it from other subjects of that name.
    package var key: String
    package var kind: SubjectKind
    /// The id that it is created with.
    package var id: String
    /// The command id of its creation.
    package var commandID: String
    /// Whether this row may create it.
    package var canBeCreated: Bool
    /// Whether some row may create it.
    package var isCreatedByRows: Bool
    /// What looks for it first.
    package var find: ContactSearch?
    fileprivate var index: Int
  }

  /// What a command is to record.
  package struct Draft: Sendable, Equatable {
    /// The `events` of the command, each as JSON.
    package var events: [String]
    /// What can be found of the contacts that it creates.
    package var contacts: [ContactDraft] = []
    /// What it names: ids, and external ids that belong to one subject.
    package var named: Set<RehearsedName> = []
    /// Of these, what it is about or takes.
    package var about: Set<RehearsedName> = []
    /// Whether what comes later may be judged by it.
    package var isStoodOn = false
  }

  /// Puts the mapping's templates together with the columns.
  package init(_ mapping: ImportMapping, columns: [String]) throws(MappingError) {
    rules = try RowRules(mapping, columns: columns)
  }

  /// What a row of a rejects file is called if nothing was corrected in it; nil for other rows.
  package func rejectedName(of row: SourceRow) -> ImportedName? {
    guard row.fault == nil, let origin = row.origin else { return nil }
    return .row(
      mapping: mapping.name, row.fields.map(Self.normal), raw: row.fields, occurrence: origin.occurrence)
  }

  /// What the row is called; nil for one of which nothing is kept. Counts it: rows must come in the order of the file, each
  /// once, but for those of a rejects file in which nothing was corrected.
  package mutating func name(_ row: SourceRow) -> (name: ImportedName, occurrence: Int)? {
    guard row.fault == nil else { return name(unreadable: row) }
    let fields = row.fields.map(Self.normal)
    let occurrence = count(StableID.content(of: fields))
    return (.row(mapping: mapping.name, fields, raw: row.fields, occurrence: occurrence), occurrence)
  }

  /// A row that cannot be read is told from others by its bytes.
  private mutating func name(unreadable row: SourceRow) -> (name: ImportedName, occurrence: Int)? {
    guard !row.isCut else { return nil }
    let raw = Rejects.withoutReason(row.raw, format: mapping.input)
    let text = String(String.UnicodeScalarView(raw.lazy.filter { $0 != 0x0D }.map { Unicode.Scalar($0) }))
    let occurrence = count(StableID.content(ofUnreadable: text))
    return (.unreadable(mapping: mapping.name, text, occurrence: occurrence), occurrence)
  }

  /// How many times this has stood in the file by now.
  private mutating func count(_ content: UInt128) -> Int {
    occurrences[content, default: 0] += 1
    return occurrences[content, default: 1]
  }

  /// The subjects that the row speaks of; `identities` are asked for theirs. Where one is not known, nothing is planned and
  /// `missing` has its name.
  package func plan(
    _ row: SourceRow, _ identity: Identity, missing: inout ImportedName?,
    identities: (ImportedName) -> ImportedIdentity?
  ) throws(RowError) -> Plan? {
    if let fault = row.fault { throw RowError(fault) }
    var plan = Plan(identity: identity, subjects: [], row: row)
    var scope = scope(plan, ids: [:], .current)
    for (index, subject) in rules.subjects.enumerated() {
      let key = try subject.key.text(in: scope).trimmed
      guard !key.isEmpty else {
        scope.ids[subject.rule.name] = ""
        continue
      }
      let name = ImportedName.subject(mapping: mapping.name, subject.rule.name, key: key)
      guard let known = identities(name) else {
        missing = name
        return nil
      }
      let made = try self.plan(subject, at: index, key: key, known, scope: scope)
      plan.subjects.append(made)
      scope.ids[made.name] = made.id
    }
    return plan
  }

  /// What creates the subject; `ids` are those of the subjects before it, by name.
  package func creation(
    of subject: SubjectPlan, _ plan: Plan, ids: [String: String]
  ) throws(RowError) -> Draft? {
    guard let fact = rules.subjects[subject.index].fact else { return nil }
    var made = Draft(events: [])
    try add(fact, id: subject.id, scope: scope(plan, ids: ids, .current), to: &made)
    // Any row may name it.
    made.isStoodOn = true
    return made.events.isEmpty ? nil : made
  }

  /// What the row itself records, with the ids of its subjects by name; nil when no fact of the mapping is for it.
  package func facts(
    of plan: Plan, ids: [String: String], as form: Form = .current
  ) throws(RowError) -> Draft? {
    var scope = scope(plan, ids: ids, form)
    var made = Draft(events: [])
    for fact in rules.facts {
      var id: String?
      if let kind = fact.creates, let alias = fact.alias {
        id = StableID.subject(kind, command: plan.identity.commandID, fact: alias).description
      }
      let isMade = try add(fact, id: id, scope: scope, to: &made)
      if let alias = fact.alias { scope.ids[alias] = isMade ? id : "" }
    }
    return made.events.isEmpty ? nil : made
  }

  /// Line ends inside a field are one character, whatever the file was written by.
  static func normal(_ field: String) -> String {
    field.utf8.contains(0x0D) ? field.replacing("\r\n", with: "\n") : field
  }

  private func scope(_ plan: Plan, ids: [String: String], _ form: Form) -> RowScope {
    let fields = form == .current ? plan.row.fields.map(Self.normal) : plan.row.fields
    var scope = RowScope(columns: rules.columns, fields: fields, ids: ids, form: form)
    for subject in plan.subjects where ids[subject.name] == nil { scope.missing[subject.name] = subject.kind }
    return scope
  }

  private func plan(
    _ subject: RowRules.Subject, at index: Int, key: String, _ identity: ImportedIdentity, scope: RowScope
  ) throws(RowError) -> SubjectPlan {
    let name = subject.rule.name
    let id = StableID.subject(subject.rule.kind, mapping: mapping.name, subject: name, key: key, identity)
    var canBeCreated = false
    if let fact = subject.fact { canBeCreated = try scope.isFor(fact) }
    var find = ContactSearch()
    for (field, template) in subject.find { find.set(field, to: try template.text(in: scope).trimmed) }
    return SubjectPlan(
      name: name, key: key, kind: subject.rule.kind, id: id.description, commandID: identity.subjectCommand,
      canBeCreated: canBeCreated,
      isCreatedByRows: subject.fact != nil, find: find.isEmpty ? nil : find, index: index)
  }

  /// Adds the fact's event; false when the fact is not for this row.
  @discardableResult
  private func add(
    _ fact: RowRules.Fact, id: String?, scope: RowScope, to draft: inout Draft
  ) throws(RowError) -> Bool {
    guard try scope.isFor(fact) else { return false }
    var fields = try scope.fields(fact.data)
    let isIDGiven = fields.contains { $0.name == fact.creates?.prefix }
    if let id, let own = fact.creates?.prefix, !isIDGiven { fields.append(DraftValue.Field(own, .text(id))) }
    let data: String
    do throws(DraftError) { data = try DraftWriter.json(.fields(fields), as: fact.type) } catch {
      throw RowError("\(fact.type.name) \(error.description)")
    }
    draft.note(fields, of: fact.type.name, isIDGiven: isIDGiven)
    if fact.creates == .contact { draft.contacts.append(ContactDraft(fields, event: draft.events.count)) }
    var json = "{\"type\":\"\(fact.type.name)\",\"data\":\(data)"
    if let text = try fact.occurredAt?.text(in: scope), !text.trimmed.isEmpty {
      guard let time = scope.time(text.trimmed, in: mapping.zone) else {
        throw RowError(
          "\(fact.type.name) occurredAt: expected a time or a date; use the conversion date with a pattern")
      }
      json += ",\"occurredAt\":\"\(time)\""
    }
    draft.events.append(json + "}")
    return true
  }
}
