import Domain
import Engine
import FactSchema
import Foundation
import SwiftProtobuf
import TestSupport

/// People of whom everything personal has a mark, those that are erased another one than those that stay.
struct ErasedPeople {
  /// What is in each personal text of whom is erased, and of the others.
  static let gone = "qzgone"
  static let kept = "qzkept"
  /// How their phones begin, with and without spaces.
  private static let phones = [gone: "4917655", kept: "4917666"]

  /// Everything that is recorded of one of them, of whom `other` took part in a meeting.
  static func facts(_ mark: String, _ number: Int, _ campaign: String, with other: String?) -> [Fact.OneOf_Fact] {
    let contact = id(mark, number)
    func text(_ field: String) -> String { "\(mark) \(field) \(number) Zoë" }
    let email = "\(mark)\(number)@\(mark).example"
    let phone = "+\(phones[mark] ?? "")\(10_000 + number)"
    let deal = SubjectID(.deal, value(mark, number)).description
    let order = SubjectID(.order, value(mark, number)).description
    let task = SubjectID(.task, value(mark, number)).description
    var facts: [Fact.OneOf_Fact] = [
      .contactCreated(
        .with {
          ($0.contact, $0.name, $0.givenName, $0.familyName) = (contact, text("name"), text("given"), text("family"))
          ($0.emails, $0.phones, $0.externalID) = ([email], [phone], text("external"))
          ($0.title, $0.jobTitle, $0.nickname, $0.birthday) = (text("title"), text("job"), text("nick"), "1990-01-02")
          $0.addresses = [.with { ($0.lines, $0.city, $0.country) = ([text("street")], text("city"), "DE") }]
          $0.websites = ["https://\(mark)\(number).example"]
          $0.handles = [.with { ($0.service, $0.name) = ("mastodon", "@\(mark)\(number)") }]
          $0.sourceIds = [.with { ($0.source, $0.id) = ("erp", text("source")) }]
          ($0.tags, $0.owner) = (["vip"], "eve")
        }),
      .contactDetailsChanged(
        .with {
          ($0.contact, $0.nickname) = (contact, text("other nick"))
          $0.emails = [email, "second.\(email)"]
          $0.clear = ["birthday"]
        }),
      called(contact, notes: text("notes")), called(contact),
      .emailLogged(
        .with { ($0.contact, $0.direction, $0.subject, $0.text) = (contact, .inbound, text("subject"), text("text")) }),
      .noteAdded(.with { ($0.contact, $0.text) = (contact, text("note")) }),
      .meetingLogged(
        .with {
          ($0.contact, $0.text) = (contact, text("meeting"))
          if let other { $0.also = [other] }
        }),
      .dealOpened(
        .with {
          ($0.deal, $0.contact, $0.title, $0.value) = (deal, contact, text("deal"), .eur("100.00"))
        }),
      .dealRevised(.with { ($0.deal, $0.title) = (deal, text("revised")) }),
      .taskScheduled(
        .with {
          ($0.task, $0.contact, $0.title) = (task, contact, text("task"))
          $0.dueAt = Instant(microseconds: 1_700_000_500_000_000).timestamp
        }),
      .orderPlaced(
        .with {
          ($0.order, $0.contact, $0.total, $0.externalID) = (order, contact, .eur("12.00"), text("order"))
          $0.lines = [.with { ($0.product, $0.quantity) = ("mill", "1") }]
        }),
      .paymentReceived(.with { ($0.contact, $0.order, $0.amount) = (contact, order, .eur("5.00")) }),
      .consentGranted(
        .with { ($0.contact, $0.purpose, $0.channel, $0.evidence) = (contact, "news", "email", text("evidence")) }),
      .campaignSent(
        .with { ($0.campaign, $0.contact, $0.subject, $0.address) = (campaign, contact, text("send"), email) }),
      .campaignResponseRecorded(
        .with { ($0.campaign, $0.contact, $0.response, $0.bounce) = (campaign, contact, .bounced, .soft) }),
      .suppressionAdded(
        .with { ($0.address, $0.reason, $0.scope) = ("second.\(email)", text("asked"), .allButTransactional) }),
    ]
    if number.isMultiple(of: 2) {
      facts.append(.contactArchived(.with { ($0.contact, $0.reason) = (contact, text("archived")) }))
    }
    return facts
  }

  static func id(_ mark: String, _ number: Int) -> String { SubjectID(.contact, value(mark, number)).description }

  private static func value(_ mark: String, _ number: Int) -> UInt128 {
    UInt128(mark == gone ? 1 : 2) << 80 | UInt128(number) << 64 | 7
  }

  // MARK: Looking for what is left

  /// In which files of a folder something of those with this mark is, in any of the forms that text takes; and what.
  static func found(_ mark: String, in folder: String, keys: [[UInt8]] = []) throws -> [String] {
    var needles: [(String, Data)] = [("UTF-8", Data(mark.utf8)), ("capitals", Data(mark.uppercased().utf8))]
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
      needles.append(("UTF-16", mark.data(using: encoding) ?? Data()))
    }
    for offset in 0..<3 {
      // Of three ways in which it may stand in base64, what does not depend on what is around.
      let text = Data([UInt8](repeating: 97, count: offset) + Array(mark.utf8)).base64EncodedString()
      let inner = text.utf8.dropFirst(offset == 0 ? 0 : offset == 1 ? 2 : 3).prefix(6)
      needles.append(("base64", Data(inner)))
    }
    if let phone = phones[mark] { needles.append(("E.164", Data(phone.utf8))) }
    needles += keys.map { ("key", Data($0)) }
    var found: [String] = []
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    for file in files {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file)") else { continue }
      for (form, needle) in needles where bytes.range(of: needle) != nil { found.append("\(file): \(form)") }
    }
    return found
  }

  /// The keys that the vault of a folder has.
  static func keys(in folder: String) throws -> Set<[UInt8]> {
    let bytes = [UInt8](FileManager.default.contents(atPath: "\(folder)/vault") ?? Data())
    var keys: Set<[UInt8]> = []
    for start in stride(from: 4096, to: bytes.count - 63, by: 64) {
      let key = Array(bytes[start..<start + 32])
      if key.contains(where: { $0 != 0 }) { keys.insert(key) }
    }
    return keys
  }
}
