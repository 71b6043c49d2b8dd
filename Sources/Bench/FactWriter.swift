import APISchema
import FactSchema

/// The facts that the loads are made of.
extension MessageWriter {
  mutating func contactCreated(_ number: Int, id: [UInt8], _ dice: inout Dice) {
    let family = People.familyName(number)
    let name = People.name(number)
    let phone = 1_000_000 + dice.roll(below: 9_000_000)
    let owner = number % 50
    fact(.contactCreated) { fact in
      fact.text(ContactCreated.Field.contact, id)
      fact.number(ContactCreated.Field.kind, 1)
      fact.text(ContactCreated.Field.name, name)
      fact.text(ContactCreated.Field.emails, "\(family.lowercased()).\(number)@example.com")
      fact.text(ContactCreated.Field.phones, "+4930\(phone)")
      fact.text(ContactCreated.Field.owner, "sales\(owner)")
    }
  }

  mutating func detailsChanged(_ number: Int, id: [UInt8], _ dice: inout Dice) {
    let phone = 1_000_000 + dice.roll(below: 9_000_000)
    fact(.contactDetailsChanged) { fact in
      fact.text(ContactDetailsChanged.Field.contact, id)
      fact.text(ContactDetailsChanged.Field.phones, "+4940\(phone)")
    }
  }

  mutating func tagged(_ id: [UInt8], _ dice: inout Dice) {
    let tag = ["vip", "newsletter", "partner", "trial", "renewal", "inbound"][dice.roll(below: 6)]
    fact(.contactTagged) { fact in
      fact.text(ContactTagged.Field.contact, id)
      fact.text(ContactTagged.Field.tags, tag)
    }
  }

  mutating func callLogged(_ id: [UInt8], _ dice: inout Dice) {
    let direction = 1 + UInt64(dice.roll(below: 2))
    let duration = UInt64(20 + dice.roll(below: 1_800))
    let notes = People.text(&dice, bytes: 60 + dice.roll(below: 160))
    fact(.callLogged) { fact in
      fact.text(CallLogged.Field.contact, id)
      fact.number(CallLogged.Field.direction, direction)
      fact.number(CallLogged.Field.durationSeconds, duration)
      fact.text(CallLogged.Field.outcome, "reached")
      fact.text(CallLogged.Field.notes, notes)
    }
  }

  mutating func emailLogged(_ id: [UInt8], _ dice: inout Dice) {
    let direction = 1 + UInt64(dice.roll(below: 2))
    let subject = People.text(&dice, bytes: 32)
    let text = People.text(&dice, bytes: 60 + dice.roll(below: 160))
    fact(.emailLogged) { fact in
      fact.text(EmailLogged.Field.contact, id)
      fact.number(EmailLogged.Field.direction, direction)
      fact.text(EmailLogged.Field.subject, subject)
      fact.text(EmailLogged.Field.text, text)
    }
  }

  mutating func noteAdded(_ id: [UInt8], _ dice: inout Dice) {
    let text = People.text(&dice, bytes: 80 + dice.roll(below: 240))
    fact(.noteAdded) { fact in
      fact.text(NoteAdded.Field.contact, id)
      fact.text(NoteAdded.Field.text, text)
    }
  }

  mutating func dealOpened(_ deal: [UInt8], contact: [UInt8], stage: String, _ dice: inout Dice) {
    let cents = dice.roll(below: 5_000_000)
    let owner = dice.roll(below: 50)
    fact(.dealOpened) { fact in
      fact.text(DealOpened.Field.deal, deal)
      fact.text(DealOpened.Field.contact, contact)
      fact.text(DealOpened.Field.title, "A chance")
      fact.text(DealOpened.Field.stage, stage)
      fact.money(DealOpened.Field.value, cents: cents)
      fact.text(DealOpened.Field.owner, "sales\(owner)")
    }
  }

  mutating func stageChanged(_ deal: [UInt8], stage: String) {
    fact(.dealStageChanged) { fact in
      fact.text(DealStageChanged.Field.deal, deal)
      fact.text(DealStageChanged.Field.stage, stage)
    }
  }

  /// One proposed event of a `RecordRequest`.
  @inline(__always)
  mutating func fact(_ type: FactType, occurredAt milliseconds: Int = 0, _ content: (inout MessageWriter) -> Void) {
    message(RecordRequest.Field.events) { event in
      event.message(ProposedEvent.Field.fact) { $0.message(UInt64(type.rawValue), content) }
      if milliseconds != 0 { event.time(ProposedEvent.Field.occurredAt, milliseconds: milliseconds) }
    }
  }
}
