import APISchema
import ArgumentParser
import Client
import Descriptors
import FactSchema
import Foundation
import RowSchema
import SwiftProtobuf

/// `kith contact disclose CONTACT`
struct ContactDisclose: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "disclose", abstract: "Everything that is held about a person, for the person.",
    discussion: """
      The card, where it came from, what it was written to for, and every fact about it and about the deals, tasks and orders of \
      its own. Texts that may be about others are left out, and their positions named: read them before you give them out. \
      Needs the permissions `read`, `log` and `personal`. With --json one object.
      """)

  @Argument(help: "An id, e-mail address, phone number, external id or name.")
  var contact: String
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    let id = try await References(kith: kith).id(contact, kind: .contact)
    let (facts, position) = try await facts(of: id, kith)
    let card = try await kith.call(ContactGetRequest.with { ($0.contact, $0.own, $0.atLeast) = (id, true, position) })
      .contact
    let campaigns = try await campaigns(in: facts, kith)
    if kith.console.style.isJSON {
      kith.console.line(try Self.document(card, facts, campaigns, position))
    } else {
      ContactText.show(card, kith.console)
      for source in Self.sources(in: facts) {
        kith.console.line("from  \(source.source), \(source.at) (position \(source.position))")
      }
      for sent in campaigns {
        kith.console.line("written to  \(sent.name), for \(sent.purpose) by \(sent.channel), \(sent.at)")
      }
      for fact in facts { try Self.show(fact, kith.console) }
    }
    let review = facts.filter { !$0.event.denied.isEmpty }.map(\.event.position)
    guard !review.isEmpty else { return }
    kith.console.note(
      "\(Figures.count(review.count, "fact")) with texts that may be about others, to be read first: at "
        + (review.prefix(Self.namedMax).map(\.description) + (review.count > Self.namedMax ? ["..."] : []))
        .joined(separator: ", "))
  }

  /// How many positions are named in a note; all are in what is shown.
  private static let namedMax = 20

  // MARK: - What is held

  private func facts(of contact: String, _ kith: Session) async throws -> (facts: [DisclosedFact], position: UInt64) {
    var request = ContactDiscloseRequest.with { ($0.contact, $0.limit) = (contact, 1_000) }
    var facts: [DisclosedFact] = []
    while true {
      let page = try await kith.call(request)
      facts += page.facts
      guard page.more else { return (facts, page.position) }
      request.after = page.next
    }
  }

  /// A message that was sent to the person, and for what.
  private struct Sent: Encodable {
    let position: UInt64
    let at: String
    let campaign: String
    let name: String
    let purpose: String
    let channel: String
  }

  private func campaigns(in facts: [DisclosedFact], _ kith: Session) async throws -> [Sent] {
    var known: [String: CampaignCard] = [:]
    var sent: [Sent] = []
    for fact in facts {
      guard case .campaignSent(let message) = fact.event.fact.fact, !fact.event.hasRetractedBy else { continue }
      let id = message.campaign
      if known[id] == nil { known[id] = try await kith.call(CampaignGetRequest.with { $0.campaign = id }).campaign }
      guard let card = known[id] else { continue }
      sent.append(
        Sent(
          position: fact.event.position, at: Show.date(fact.event.occurredAt), campaign: id, name: card.name,
          purpose: card.purpose, channel: card.channel))
    }
    return sent
  }

  /// Where something of the person was taken from.
  private struct Source: Encodable {
    let position: UInt64
    let at: String
    let source: String
  }

  private static func sources(in facts: [DisclosedFact]) -> [Source] {
    facts.compactMap { fact in
      let source: String
      switch fact.event.fact.fact {
      case .contactCreated(let created): source = created.source
      case .contactDetailsChanged(let changed): source = changed.source
      default: return nil
      }
      guard !source.isEmpty else { return nil }
      return Source(position: fact.event.position, at: Show.date(fact.event.recordedAt), source: source)
    }
  }

  // MARK: - As JSON

  private static func document(
    _ card: ContactCard, _ facts: [DisclosedFact], _ campaigns: [Sent], _ position: UInt64
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func list(_ parts: some Encodable) throws -> String { String(decoding: try encoder.encode(parts), as: UTF8.self) }
    let told = try facts.map { try json($0, "DisclosedFact") }.joined(separator: ",")
    return try "{\"contact\":\(json(card, "ContactCard")),\"sources\":\(list(sources(in: facts)))"
      + ",\"campaigns\":\(list(campaigns)),\"facts\":[\(told)],\"position\":\(position)}"
  }

  private static func json(_ message: some Message, _ name: String) throws -> String {
    guard let type = MessageType(named: name) else { throw CommandFailure(.refused, "the schema has no \(name)") }
    return try KithClient.json(try message.serializedBytes(), as: type)
  }

  // MARK: - As text

  private static func show(_ fact: DisclosedFact, _ console: Console) throws {
    let event = fact.event
    let name = event.fact.typeName + (event.hasRetractedBy ? " (taken back)" : "")
    console.line("")
    console.line("\(Show.time(event.occurredAt))  \(console.styled(name, .bold))  position \(event.position)")
    let object = try JSONSerialization.jsonObject(with: Data(try json(event, "Event").utf8)) as? [String: Any]
    let data = object?["data"] as? [String: Any] ?? [:]
    var fields = data.sorted { $0.key < $1.key }.map { (name: "  \($0.key)", value: text($0.value)) }
    if !event.erased.isEmpty { fields.append((name: "  erased", value: Show.list(event.erased))) }
    if !event.denied.isEmpty {
      let why = fact.because == .namesOthers ? "names others too" : "of another person's record"
      fields.append((name: "  withheld", value: "\(Show.list(event.denied)) (\(why))"))
    }
    console.fields(fields)
  }

  private static func text(_ value: Any) -> String {
    switch value {
    case let text as String: return text
    case let list as [Any]: return list.map(text).joined(separator: ", ")
    case let object as [String: Any]:
      return object.sorted { $0.key < $1.key }.map { "\($0.key) \(text($0.value))" }.joined(separator: ", ")
    default:
      let encoded = try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
      return encoded.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }
}
