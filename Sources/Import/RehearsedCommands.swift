import Domain
import FactSchema

/// An id or an external id, as a number that tells it from others in one process.
package struct RehearsedName: Hashable, Sendable {
  private let value: Int

  init(_ text: String) { value = text.hashValue }

  init(_ id: ExternalID) { value = id.hashValue }
}

/// What a dry run would have recorded and later rows may be judged by.
///
/// Of a rehearsal the daemon holds only so much. A file that is larger is rehearsed in pieces, and in each of them what
/// earlier ones made is made again where a row names it: so all of them together need not be held anywhere but here.
struct RehearsedCommands {
  /// What is needed to send a command again.
  struct Command {
    var events: [String]
    var id: String
    var corrects: String?

    init(events: [String], id: String, corrects: String? = nil) {
      self.events = events
      self.id = id
      self.corrects = corrects
    }

    /// A row's.
    init(_ events: [String], _ identity: RowBuilder.Identity) {
      self.init(events: events, id: identity.commandID, corrects: identity.correctedID)
    }
  }

  private struct Kept {
    var command: Command
    var named: Set<RehearsedName>
    /// The last piece that it was sent in.
    var piece: Int
  }

  private var kept: [Kept] = []
  /// The commands that are about a subject or took an external id, in their order.
  private var places: [RehearsedName: [Int]] = [:]
  private(set) var piece = 1

  /// The next piece: nothing is there yet.
  mutating func beginPiece() { piece += 1 }

  /// Keeps a command that was accepted in this piece; `subjects` are those of its facts. A contact for which the daemon
  /// chose the id has it from then on.
  mutating func add(_ command: Command, _ draft: RowBuilder.Draft, subjects: [String]) {
    guard draft.isStoodOn else { return }
    var (command, about) = (command, draft.about)
    for contact in draft.contacts where subjects.indices.contains(contact.event) {
      let id = subjects[contact.event]
      guard about.insert(RehearsedName(id)).inserted else { continue }
      command.events[contact.event].replace("\"data\":{", with: "\"data\":{\"contact\":\"\(id)\",", maxReplacements: 1)
    }
    for name in about { places[name, default: []].append(kept.count) }
    kept.append(Kept(command: command, named: draft.named, piece: piece))
  }

  /// What a command that names these stands on and this piece lacks, in the order of the file; counts it as sent.
  mutating func takeMissing(for names: Set<RehearsedName>) -> [Command] {
    guard piece > 1 else { return [] }
    var missing: [Int] = []
    var names = Array(names)
    while let name = names.popLast() {
      for place in places[name] ?? [] where kept[place].piece < piece {
        kept[place].piece = piece
        missing.append(place)
        names += kept[place].named
      }
    }
    return missing.sorted().map { kept[$0].command }
  }
}

extension RowBuilder.Draft {
  /// Notes what a fact of these fields names. An id that a row was not given but has made no other row can name.
  mutating func note(_ fields: [DraftValue.Field], of fact: String, isIDGiven: Bool) {
    let kind = FactCatalogue.creates(fact)
    let type = FactType(name: fact)
    let subject = type?.subjectKind
    // Searches find contacts whatever their ids.
    if kind == nil ? type?.changesNothing == false : kind == .contact || isIDGiven { isStoodOn = true }
    for field in fields {
      guard case .text(let text) = field.value else { continue }
      if let subject, field.name == "externalId" {
        let name = RehearsedName(ExternalID(subject, text))
        named.insert(name)
        about.insert(name)
        isStoodOn = true
      } else if FactCatalogue.names(field.name, of: fact) != nil {
        let name = RehearsedName(text.trimmed)
        named.insert(name)
        if field.name == subject?.prefix { about.insert(name) }
      }
    }
  }
}
