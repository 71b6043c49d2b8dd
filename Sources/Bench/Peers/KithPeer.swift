import APISchema
import FactSchema

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
      record.message(RecordRequest.Field.expect) { expect in
        expect.text(Expectation.Field.subject, id)
        expect.number(Expectation.Field.version, version)
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
      record.fact(.contactCreated, occurredAt: time) { fact in
        fact.text(ContactCreated.Field.contact, id)
        fact.number(ContactCreated.Field.kind, 1)
        fact.text(ContactCreated.Field.name, command.name)
        fact.text(ContactCreated.Field.emails, command.email)
        fact.text(ContactCreated.Field.phones, command.phone)
        fact.text(ContactCreated.Field.source, source)
        fact.text(ContactCreated.Field.owner, "sales\(command.owner)")
      }
    case .interaction(let channel, let isInbound, let body):
      interaction(command, channel: channel, isInbound: isInbound, body: body, id: id, in: &record)
    case .note(let text):
      record.fact(.noteAdded, occurredAt: time) { fact in
        fact.text(NoteAdded.Field.contact, id)
        fact.text(NoteAdded.Field.text, text)
      }
    case .stage: stageChanged(command, id: id, deal: deal, in: &record)
    case .update:
      record.fact(.contactDetailsChanged, occurredAt: time) { fact in
        fact.text(ContactDetailsChanged.Field.contact, id)
        fact.text(ContactDetailsChanged.Field.emails, command.email)
        fact.text(ContactDetailsChanged.Field.phones, command.phone)
        if command.email.isEmpty, command.phone.isEmpty {
          fact.text(ContactDetailsChanged.Field.owner, "sales\(command.owner)")
        }
      }
    case .tag(let tag):
      record.fact(.contactTagged, occurredAt: time) { fact in
        fact.text(ContactTagged.Field.contact, id)
        fact.text(ContactTagged.Field.tags, tag)
      }
    }
  }

  private static func interaction(
    _ command: PeerCommand, channel: String, isInbound: Bool, body: ArraySlice<UInt8>, id: [UInt8],
    in record: inout MessageWriter
  ) {
    let subject = body.prefix(32)
    let direction = UInt64((isInbound ? Direction.inbound : .outbound).rawValue)
    let time = command.milliseconds
    switch channel {
    case "call":
      record.fact(.callLogged, occurredAt: time) { fact in
        fact.text(CallLogged.Field.contact, id)
        fact.number(CallLogged.Field.direction, direction)
        fact.text(CallLogged.Field.notes, body)
      }
    case "meeting":
      record.fact(.meetingLogged, occurredAt: time) { fact in
        fact.text(MeetingLogged.Field.contact, id)
        fact.text(MeetingLogged.Field.subject, subject)
        fact.text(MeetingLogged.Field.text, body)
      }
    case "email":
      record.fact(.emailLogged, occurredAt: time) { fact in
        fact.text(EmailLogged.Field.contact, id)
        fact.number(EmailLogged.Field.direction, direction)
        fact.text(EmailLogged.Field.subject, subject)
        fact.text(EmailLogged.Field.text, body)
      }
    default:
      record.fact(.messageLogged, occurredAt: time) { fact in
        fact.text(MessageLogged.Field.contact, id)
        fact.number(MessageLogged.Field.direction, direction)
        fact.text(MessageLogged.Field.channel, "chat")
        fact.text(MessageLogged.Field.subject, subject)
        fact.text(MessageLogged.Field.text, body)
      }
    }
  }

  private static func stageChanged(_ command: PeerCommand, id: [UInt8], deal: Deal, in record: inout MessageWriter) {
    let dealID = People.id(.deal, command.contact)
    let time = command.milliseconds
    let stage = command.stage ?? 0
    func revised(_ record: inout MessageWriter) {
      record.fact(.dealRevised, occurredAt: time) { fact in
        fact.text(DealRevised.Field.deal, dealID)
        fact.money(DealRevised.Field.value, cents: command.cents)
      }
    }
    if case .none = deal {
      record.fact(.dealOpened, occurredAt: time) { fact in
        fact.text(DealOpened.Field.deal, dealID)
        fact.text(DealOpened.Field.contact, id)
        fact.text(DealOpened.Field.title, "A chance")
        fact.text(DealOpened.Field.stage, PeerStream.stages[stage < 4 ? stage : 0])
        fact.money(DealOpened.Field.value, cents: command.cents)
        fact.text(DealOpened.Field.owner, "sales\(command.owner)")
      }
    }
    if case .closed = deal {
      record.fact(.dealReopened, occurredAt: time) { fact in
        fact.text(DealReopened.Field.deal, dealID)
        if stage < 4 { fact.text(DealReopened.Field.stage, PeerStream.stages[stage]) }
      }
    }
    switch stage {
    case 4:
      record.fact(.dealWon, occurredAt: time) { fact in
        fact.text(DealWon.Field.deal, dealID)
        fact.money(DealWon.Field.value, cents: command.cents)
      }
    case 5:
      if case .none = deal {} else { revised(&record) }
      record.fact(.dealLost, occurredAt: time) { $0.text(DealLost.Field.deal, dealID) }
    default:
      if case .open(let old) = deal, old != stage {
        record.fact(.dealStageChanged, occurredAt: time) { fact in
          fact.text(DealStageChanged.Field.deal, dealID)
          fact.text(DealStageChanged.Field.stage, PeerStream.stages[stage])
        }
      }
      if case .none = deal {} else { revised(&record) }
    }
  }
}
