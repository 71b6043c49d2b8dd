import APISchema
import ArgumentParser
import FactSchema
import Foundation
import RowSchema
import SwiftProtobuf

/// `kith contact erase CONTACT --reason WHY`
struct ContactErase: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erases everything personal of a contact, for good.",
    discussion: """
      Needs the permission `erase`. The keys of the data are destroyed before the answer; files that may still have it are made \
      anew behind that, and ErasureCompleted in the contact's history says when that is done, and what stays. Nobody brings it \
      back. Recorded as PersonalDataErased.
      """)

  @Argument(help: "An id, e-mail address, phone number, external id or name.")
  var contact: String
  @Option(help: "Why, in words that do not name the person: they stay.") var reason: String
  @Option(help: "What the request is filed under.") var reference: String?
  @Flag(help: "Its addresses may be written to should they come back.") var unsuppressed = false
  @Flag(help: "Do it without asking.") var yes = false
  @OptionGroup var options: GlobalOptions

  func act(_ kith: Session) async throws {
    var fact = PersonalDataErased()
    fact.contact = try await References(kith: kith).id(contact, kind: .contact)
    fact.reason = reason
    if let reference { fact.reference = reference }
    fact.unsuppressed = unsuppressed
    if !yes, try await !isConfirmed(fact.contact, kith) {
      throw CommandFailure(.refused, "nothing was erased")
    }
    try await kith.record([.personalDataErased(fact)])
  }

  private func isConfirmed(_ contact: String, _ kith: Session) async throws -> Bool {
    let card = try await kith.call(ContactGetRequest.with { $0.contact = contact }).contact
    let name = DisplayText.safe(Show.personal(card.name, "name", card.denied, card.erased))
    guard !kith.console.style.isJSON, Terminal.isTerminal(0) else {
      throw CommandFailure(
        .usage, "everything personal of \(name) would be erased for good", hint: "say --yes to do it")
    }
    kith.console.note("erase everything personal of \(name), for good? [y/N]")
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }
}
