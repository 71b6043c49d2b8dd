import APISchema
import Client
import FactSchema
import Import
import RowSchema

/// Finds what a person means where an id is wanted.
struct References {
  let kith: Session

  /// How many candidates are shown.
  static let candidatesMax = 10

  /// The id of the subject of that kind that `text` names.
  func id(_ text: String, kind: SubjectKind) async throws -> String {
    if let id = SubjectID(text) {
      guard id.kind == kind else {
        throw CommandFailure(.usage, "expected a \(kind.prefix), and this is the id of a \(id.kind.prefix): \(text)")
      }
      return text
    }
    switch kind {
    case .contact: return try await contact(text)
    case .deal: return try await deal(text)
    case .campaign: return try await campaign(text)
    case .pipeline: return try await pipeline(text)
    case .user: return try await user(text)
    case .team: return try await team(text)
    case .task, .order, .payment, .log, .company, .relationship, .suppression:
      throw CommandFailure(
        .usage, "expected the id of a \(kind.prefix), such as \(kind.prefix)_01h2xcejqtf2nbrexx3vqjhp41")
    }
  }

  /// Puts ids in the place of what a person wrote in the fields of a fact that name a subject.
  func resolve(_ draft: DraftValue, fact: String) async throws -> DraftValue {
    guard case .fields(var fields) = draft else { return draft }
    for index in fields.indices {
      guard let named = FactCatalogue.names(fields[index].name, of: fact), !named.isNew else { continue }
      fields[index].value = try await resolve(fields[index].value, kind: named.kind)
    }
    return .fields(fields)
  }

  private func resolve(_ value: DraftValue, kind: SubjectKind) async throws -> DraftValue {
    switch value {
    case .text(let text): return .text(try await id(text, kind: kind))
    case .list(let values):
      var resolved: [DraftValue] = []
      for value in values { resolved.append(try await resolve(value, kind: kind)) }
      return .list(resolved)
    case .json, .fields: return value
    }
  }

  // MARK: Contacts

  private func contact(_ text: String) async throws -> String {
    guard !text.isEmpty else { throw CommandFailure(.usage, "a contact's name is empty") }
    for search in Self.searches(for: text) {
      let found: [ContactListItem]
      do {
        found = try await kith.lookUp(search).contacts
      } catch let error as KithError where error.code == .invalid {
        // Not every text can be a phone number or an address.
        continue
      }
      if found.isEmpty { continue }
      let exact = search.hasText ? found.filter { $0.name.lowercased() == text.lowercased() } : found
      let candidates = exact.isEmpty ? found : exact
      if candidates.count == 1 { return candidates[0].id }
      throw ambiguous(
        text, "contacts", candidates.map { "\($0.id)  \($0.name)  \($0.emails.first ?? $0.phones.first ?? "")" })
    }
    throw CommandFailure(
      .notFound, "no contact has that id, e-mail address, phone number, external id or name: \(text)",
      hint: "look around: kith contact find TEXT")
  }

  private static func searches(for text: String) -> [ContactFindRequest] {
    func search(_ set: (inout ContactFindRequest) -> Void) -> ContactFindRequest {
      var request = ContactFindRequest()
      set(&request)
      request.archived = true
      request.limit = UInt32(candidatesMax)
      return request
    }
    if text.contains("@") { return [search { $0.email = text }, search { $0.externalID = text }] }
    var searches = [search { $0.externalID = text }]
    if let first = text.first, first == "+" || first == "(" || first.isNumber {
      searches.append(search { $0.phone = text })
    }
    searches.append(search { $0.text = text })
    return searches
  }

  // MARK: Others

  private func deal(_ text: String) async throws -> String {
    let contact = try await contact(text)
    var request = DealListRequest()
    request.contact = contact
    request.state = .open
    request.limit = UInt32(Self.candidatesMax)
    let deals = try await kith.lookUp(request).deals
    if deals.count == 1 { return deals[0].id }
    if deals.isEmpty { throw CommandFailure(.notFound, "\(text) has no open deal", hint: "name the deal by its id") }
    throw ambiguous(text, "open deals", deals.map { "\($0.id)  \($0.title)  \($0.stage)" })
  }

  private func campaign(_ text: String) async throws -> String {
    var request = CampaignListRequest()
    request.limit = 1000
    var matches: [CampaignCard] = []
    repeat {
      let page = try await kith.lookUp(request)
      matches += page.campaigns.filter { $0.name.lowercased() == text.lowercased() }
      guard page.hasCursor else { break }
      request.cursor = page.cursor
    } while true
    return try one(of: matches.map { ($0.id, $0.name) }, text, "campaign")
  }

  private func pipeline(_ text: String) async throws -> String {
    var request = PipelineListRequest()
    request.limit = 1000
    var matches: [PipelineCard] = []
    repeat {
      let page = try await kith.lookUp(request)
      matches += page.pipelines.filter { $0.name.lowercased() == text.lowercased() }
      guard page.hasCursor else { break }
      request.cursor = page.cursor
    } while true
    return try one(of: matches.map { ($0.id, $0.name) }, text, "pipeline")
  }

  private func user(_ text: String) async throws -> String {
    var request = UserListRequest()
    request.limit = 1000
    var matches: [UserCard] = []
    repeat {
      let page = try await kith.lookUp(request)
      matches += page.users.filter { $0.login.lowercased() == text.lowercased() }
      guard page.hasCursor else { break }
      request.cursor = page.cursor
    } while true
    return try one(of: matches.map { ($0.id, $0.login) }, text, "user")
  }

  private func team(_ text: String) async throws -> String {
    var request = TeamListRequest()
    request.limit = 1000
    var matches: [TeamCard] = []
    repeat {
      let page = try await kith.lookUp(request)
      matches += page.teams.filter { $0.name.lowercased() == text.lowercased() }
      guard page.hasCursor else { break }
      request.cursor = page.cursor
    } while true
    return try one(of: matches.map { ($0.id, $0.name) }, text, "team")
  }

  private func one(of matches: [(id: String, name: String)], _ text: String, _ what: String) throws -> String {
    if matches.count == 1 { return matches[0].id }
    if matches.isEmpty { throw CommandFailure(.notFound, "there is no \(what) with the id or name \(text)") }
    throw ambiguous(text, "\(what)s", matches.map { "\($0.id)  \($0.name)" })
  }

  private func ambiguous(_ text: String, _ what: String, _ candidates: [String]) -> CommandFailure {
    let list = candidates.map(DisplayText.safe).joined(separator: "\n      ")
    return CommandFailure(.usage, "\(text) fits several \(what); name one by its id:", hint: list)
  }
}
