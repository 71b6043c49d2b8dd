import Schema

/// Turns the workload's commands into requests, knowing what every accepted one before made of its contact.
struct PeerEncoder {
  private static let stages = ["lead", "qualified", "proposal", "negotiation"]
  /// The version of each contact, by its number.
  private var versions: [UInt64] = []
  private var deals: [Deal] = []

  private enum Deal {
    case none
    case open(Int)
    case closed(in: Int)
  }

  mutating func append(_ command: PeerCommand, to bytes: inout [UInt8]) {
    while versions.count <= command.contact {
      versions.append(0)
      deals.append(.none)
    }
    let id = People.id(.contact, command.contact)
    let version = versions[command.contact] - (command.accept || versions[command.contact] == 0 ? 0 : 1)
    let deal = deals[command.contact]
    bytes.appendFrame(method: Method.record) { record in
      Self.facts(of: command, id: id, deal: deal, in: &record)
      record.message(3) { expect in
        expect.text(1, id)
        expect.number(2, version)
      }
    }
    guard command.accept else { return }
    if [1, 5, 6].contains(command.type) { versions[command.contact] += 1 }
    if command.type == 4 {
      switch (deal, command.stage) {
      case (_, 0...3): deals[command.contact] = .open(command.stage)
      case (.open(let stage), _), (.closed(let stage), _): deals[command.contact] = .closed(in: stage)
      case (.none, _): deals[command.contact] = .closed(in: 0)
      }
    }
  }

  private static func facts(of command: PeerCommand, id: [UInt8], deal: Deal, in record: inout MessageWriter) {
    let time = command.milliseconds
    switch command.type {
    case 1:
      record.fact(16, occurredAt: time) { fact in
        fact.text(1, id)
        fact.number(2, 1)
        fact.text(3, command.name)
        fact.text(7, command.email)
        fact.text(8, command.phone)
        fact.text(10, command.field("source"))
        fact.text(11, "sales\(command.owner)")
      }
    case 2: interaction(command, id: id, in: &record)
    case 3:
      record.fact(26, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(2, command.field("text"))
      }
    case 4: stageChanged(command, id: id, deal: deal, in: &record)
    case 5:
      record.fact(17, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(7, command.email)
        fact.text(8, command.phone)
        if command.email.isEmpty, command.phone.isEmpty { fact.text(11, "sales\(command.owner)") }
      }
    default:
      record.fact(18, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(2, command.field("tag"))
      }
    }
  }

  private static func interaction(_ command: PeerCommand, id: [UInt8], in record: inout MessageWriter) {
    let channel = String(decoding: command.field("channel"), as: UTF8.self)
    let direction: UInt64 = command.field("direction").elementsEqual("in".utf8) ? 1 : 2
    let (subject, body) = (command.field("subject"), command.field("body"))
    let type: UInt64 = ["email": 21, "call": 20, "meeting": 24][channel] ?? 22
    record.fact(type, occurredAt: command.milliseconds) { fact in
      fact.text(1, id)
      switch type {
      case 20:
        fact.number(2, direction)
        fact.text(5, body)
      case 24:
        fact.text(3, subject)
        fact.text(4, body)
      default:
        fact.number(2, direction)
        if type == 22 { fact.text(3, "chat") }
        fact.text(4, subject)
        fact.text(5, body)
      }
    }
  }

  private static func stageChanged(_ command: PeerCommand, id: [UInt8], deal: Deal, in record: inout MessageWriter) {
    let dealID = People.id(.deal, command.contact)
    let time = command.milliseconds
    func revised(_ record: inout MessageWriter) {
      record.fact(33, occurredAt: time) { fact in
        fact.text(1, dealID)
        fact.money(3, cents: command.cents)
      }
    }
    if case .none = deal {
      record.fact(31, occurredAt: time) { fact in
        fact.text(1, dealID)
        fact.text(2, id)
        fact.text(3, "A chance")
        fact.text(5, stages[command.stage < 4 ? command.stage : 0])
        fact.money(6, cents: command.cents)
        fact.text(8, "sales\(command.owner)")
      }
    }
    if case .closed = deal {
      record.fact(36, occurredAt: time) { fact in
        fact.text(1, dealID)
        if command.stage < 4 { fact.text(2, stages[command.stage]) }
      }
    }
    switch command.stage {
    case 4:
      record.fact(34, occurredAt: time) { fact in
        fact.text(1, dealID)
        fact.money(2, cents: command.cents)
      }
    case 5:
      if case .none = deal {} else { revised(&record) }
      record.fact(35, occurredAt: time) { $0.text(1, dealID) }
    default:
      if case .open(let stage) = deal, stage != command.stage {
        record.fact(32, occurredAt: time) { fact in
          fact.text(1, dealID)
          fact.text(2, stages[command.stage])
        }
      }
      if case .none = deal {} else { revised(&record) }
    }
  }
}
