import Schema

/// Turns the comparison's commands into facts, knowing what every accepted one before made of its contact.
///
/// | their command | recorded as |
/// |---|---|
/// | ContactCreated | ContactCreated with name, e-mail, phone, owner and source |
/// | InteractionLogged | EmailLogged, CallLogged, MeetingLogged or MessageLogged, by its channel |
/// | NoteAdded | NoteAdded |
/// | StageChanged | the first DealOpened, then DealStageChanged and DealRevised together, or DealWon, DealLost, DealReopened |
/// | ContactUpdated | ContactDetailsChanged; a company, which is no field here, changes the owner |
/// | TagAdded | ContactTagged |
///
/// `expected` becomes `expect` on the contact's version, which interactions, notes and deals do not raise here: a
/// stale writer's command expects one less than there is and must be refused.
struct KithPeer: PeerDialect {
  let framing = Framing.binary
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
    let version = versions[command.contact] - (command.isAccepted || versions[command.contact] == 0 ? 0 : 1)
    let deal = deals[command.contact]
    bytes.appendFrame(method: Method.record) { record in
      Self.facts(of: command, id: id, deal: deal, in: &record)
      record.message(3) { expect in
        expect.text(1, id)
        expect.number(2, version)
      }
    }
    guard command.isAccepted else { return }
    if [1, 5, 6].contains(command.type) { versions[command.contact] += 1 }
    if command.type == 4, let stage = command.stage {
      switch (deal, stage) {
      case (_, 0...3): deals[command.contact] = .open(stage)
      case (.open(let stage), _), (.closed(let stage), _): deals[command.contact] = .closed(in: stage)
      case (.none, _): deals[command.contact] = .closed(in: 0)
      }
    }
  }

  private static func facts(of command: PeerCommand, id: [UInt8], deal: Deal, in record: inout MessageWriter) {
    let time = command.milliseconds
    switch command.content {
    case .created(let source):
      record.fact(16, occurredAt: time) { fact in
        fact.text(1, id)
        fact.number(2, 1)
        fact.text(3, command.name)
        fact.text(7, command.email)
        fact.text(8, command.phone)
        fact.text(10, source)
        fact.text(11, "sales\(command.owner)")
      }
    case .interaction(let channel, let isInbound, let body):
      interaction(command, channel: channel, isInbound: isInbound, body: body, id: id, in: &record)
    case .note(let text):
      record.fact(26, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(2, text)
      }
    case .stage: stageChanged(command, id: id, deal: deal, in: &record)
    case .update:
      record.fact(17, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(7, command.email)
        fact.text(8, command.phone)
        if command.email.isEmpty, command.phone.isEmpty { fact.text(11, "sales\(command.owner)") }
      }
    case .tag(let tag):
      record.fact(18, occurredAt: time) { fact in
        fact.text(1, id)
        fact.text(2, tag)
      }
    }
  }

  private static func interaction(
    _ command: PeerCommand, channel: String, isInbound: Bool, body: ArraySlice<UInt8>, id: [UInt8],
    in record: inout MessageWriter
  ) {
    let subject = body.prefix(32)
    let type: UInt64 = ["email": 21, "call": 20, "meeting": 24][channel] ?? 22
    record.fact(type, occurredAt: command.milliseconds) { fact in
      fact.text(1, id)
      switch type {
      case 20:
        fact.number(2, isInbound ? 1 : 2)
        fact.text(5, body)
      case 24:
        fact.text(3, subject)
        fact.text(4, body)
      default:
        fact.number(2, isInbound ? 1 : 2)
        if type == 22 { fact.text(3, "chat") }
        fact.text(4, subject)
        fact.text(5, body)
      }
    }
  }

  private static func stageChanged(_ command: PeerCommand, id: [UInt8], deal: Deal, in record: inout MessageWriter) {
    let dealID = People.id(.deal, command.contact)
    let time = command.milliseconds
    let stage = command.stage ?? 0
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
        fact.text(5, PeerStream.stages[stage < 4 ? stage : 0])
        fact.money(6, cents: command.cents)
        fact.text(8, "sales\(command.owner)")
      }
    }
    if case .closed = deal {
      record.fact(36, occurredAt: time) { fact in
        fact.text(1, dealID)
        if stage < 4 { fact.text(2, PeerStream.stages[stage]) }
      }
    }
    switch stage {
    case 4:
      record.fact(34, occurredAt: time) { fact in
        fact.text(1, dealID)
        fact.money(2, cents: command.cents)
      }
    case 5:
      if case .none = deal {} else { revised(&record) }
      record.fact(35, occurredAt: time) { $0.text(1, dealID) }
    default:
      if case .open(let old) = deal, old != stage {
        record.fact(32, occurredAt: time) { fact in
          fact.text(1, dealID)
          fact.text(2, PeerStream.stages[stage])
        }
      }
      if case .none = deal {} else { revised(&record) }
    }
  }
}
