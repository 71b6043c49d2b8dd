/// The facts that the loads are made of, in `Fact`'s field numbers.
extension MessageWriter {
  mutating func contactCreated(_ number: Int, id: [UInt8], _ dice: inout Dice) {
    let family = People.familyName(number)
    let name = People.name(number)
    let phone = 1_000_000 + dice.roll(below: 9_000_000)
    let owner = number % 50
    fact(16) { fact in
      fact.text(1, id)
      fact.number(2, 1)
      fact.text(3, name)
      fact.text(7, "\(family.lowercased()).\(number)@example.com")
      fact.text(8, "+4930\(phone)")
      fact.text(11, "sales\(owner)")
    }
  }

  mutating func detailsChanged(_ number: Int, id: [UInt8], _ dice: inout Dice) {
    let phone = 1_000_000 + dice.roll(below: 9_000_000)
    fact(17) { fact in
      fact.text(1, id)
      fact.text(8, "+4940\(phone)")
    }
  }

  mutating func tagged(_ id: [UInt8], _ dice: inout Dice) {
    let tag = ["vip", "newsletter", "partner", "trial", "renewal", "inbound"][dice.roll(below: 6)]
    fact(18) { fact in
      fact.text(1, id)
      fact.text(2, tag)
    }
  }

  mutating func callLogged(_ id: [UInt8], _ dice: inout Dice) {
    let direction = 1 + UInt64(dice.roll(below: 2))
    let duration = UInt64(20 + dice.roll(below: 1_800))
    let notes = People.text(&dice, bytes: 60 + dice.roll(below: 160))
    fact(20) { fact in
      fact.text(1, id)
      fact.number(2, direction)
      fact.number(3, duration)
      fact.text(4, "reached")
      fact.text(5, notes)
    }
  }

  mutating func emailLogged(_ id: [UInt8], _ dice: inout Dice) {
    let direction = 1 + UInt64(dice.roll(below: 2))
    let subject = People.text(&dice, bytes: 32)
    let text = People.text(&dice, bytes: 60 + dice.roll(below: 160))
    fact(21) { fact in
      fact.text(1, id)
      fact.number(2, direction)
      fact.text(4, subject)
      fact.text(5, text)
    }
  }

  mutating func noteAdded(_ id: [UInt8], _ dice: inout Dice) {
    let text = People.text(&dice, bytes: 80 + dice.roll(below: 240))
    fact(26) { fact in
      fact.text(1, id)
      fact.text(2, text)
    }
  }

  mutating func dealOpened(_ deal: [UInt8], contact: [UInt8], stage: String, _ dice: inout Dice) {
    let cents = dice.roll(below: 5_000_000)
    let owner = dice.roll(below: 50)
    fact(31) { fact in
      fact.text(1, deal)
      fact.text(2, contact)
      fact.text(3, "A chance")
      fact.text(5, stage)
      fact.money(6, cents: cents)
      fact.text(8, "sales\(owner)")
    }
  }

  mutating func stageChanged(_ deal: [UInt8], stage: String) {
    fact(32) { fact in
      fact.text(1, deal)
      fact.text(2, stage)
    }
  }

  /// One proposed event of a `RecordRequest`.
  @inline(__always)
  mutating func fact(_ type: UInt64, occurredAt milliseconds: Int = 0, _ content: (inout MessageWriter) -> Void) {
    message(1) { event in
      event.message(1) { $0.message(type, content) }
      if milliseconds != 0 { event.time(2, milliseconds: milliseconds) }
    }
  }
}
