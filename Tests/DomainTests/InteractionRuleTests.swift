import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@Suite struct `Interactions and notes` {
  let company: Company
  var world: World { company.world }
  var ada: String { company.ada.description }
  var bob: String { company.bob.description }

  init() throws { company = try Company() }

  @Test(arguments: FactType.allCases.filter { $0.isInteraction || $0 == .noteAdded })
  func `leave the contact's version and everything known as they are`(_ type: FactType) throws {
    let event = try world.decided(company.sample(type))
    #expect(event.subject == company.ada)
    #expect(event.version == Version(1))
    #expect(event.changes == [])
  }

  @Test func `name a deal of the same contact, open or closed`() throws {
    let deal = company.deal.description
    #expect(
      try world.decided(
        .callLogged(
          .with {
            $0.contact = ada; $0.direction = .inbound; $0.deal = deal
          })
      ).otherSubjects
        == [company.deal])
    _ = try world.decided(
      .noteAdded(
        .with {
          $0.contact = ada; $0.text = "x"; $0.deal = company.wonDeal.description
        }))
    world.expectRefusal(
      .invalid, "deal",
      of: .callLogged(
        .with {
          $0.contact = bob; $0.direction = .inbound; $0.deal = deal
        }))
    world.expectRefusal(
      .invalid, "deal",
      of: .emailLogged(
        .with {
          $0.contact = bob; $0.direction = .inbound; $0.deal = deal
        }))
    world.expectRefusal(
      .invalid, "deal",
      of: .meetingLogged(
        .with {
          $0.contact = bob; $0.deal = deal
        }))
    world.expectRefusal(
      .invalid, "deal",
      of: .noteAdded(
        .with {
          $0.contact = bob; $0.text = "x"; $0.deal = deal
        }))
  }

  @Test func `are with others too, who are there and named once`() throws {
    let acme = company.acme.description
    func met(_ also: [String]) -> Fact.OneOf_Fact { .meetingLogged(.with { ($0.contact, $0.also) = (ada, also) }) }
    #expect(try world.decided(met([bob, acme])).otherSubjects == [company.bob, company.acme])
    #expect(try world.decided(met([bob])).sealSubject == company.ada)
    world.expectRefusal(.invalid, "also[0]", of: met([ada]))
    world.expectRefusal(.invalid, "also[1]", of: met([bob, bob]))
    world.expectRefusal(.invalid, "also[1]", of: met([bob, "nobody"]))
    world.expectRefusal(.invalid, "also[0]", of: met([company.deal.description]))
    world.expectRefusal(.notFound, "also[0]", of: met([unknown(.contact)]))
    world.expectRefusal(.invalid, "also", of: met((0...50).map { SubjectID(.contact, UInt128($0)).description }))
  }

  @Test func `name a deal of anybody who took part, of their organization, or of somebody in it`() throws {
    var world = world
    func called(_ contact: SubjectID, _ deal: SubjectID, also: [SubjectID] = []) -> Fact.OneOf_Fact {
      .callLogged(
        .with {
          ($0.contact, $0.direction, $0.also) = (contact.description, .inbound, also.map(\.description))
          $0.deal = deal.description
        })
    }
    let (ada, bob, acme) = (company.ada, company.bob, company.acme)
    world.expectRefusal(.invalid, "deal", of: called(bob, company.deal, also: [acme]))
    _ = try world.decided(called(bob, company.deal, also: [ada]))
    _ = try world.decided(called(bob, company.sharedDeal))
    let house = try world.record(.dealOpened(.with { ($0.contact, $0.title) = (acme.description, "Mill") })).subject
    world.expectRefusal(.invalid, "deal", of: called(ada, house))
    for member in [ada, bob] {
      try world.record(
        .contactDetailsChanged(.with { ($0.contact, $0.organization) = (member.description, acme.description) }))
    }
    for contact in [ada, bob, acme] {
      for deal in [company.deal, house] { _ = try world.decided(called(contact, deal)) }
    }
    let stranger = try world.record(.contactCreated(.with { $0.name = "Eve" })).subject
    world.expectRefusal(.invalid, "deal", of: called(stranger, company.deal))
    _ = try world.decided(called(stranger, company.deal, also: [bob]))
    let task = TaskScheduled.with { ($0.contact, $0.title, $0.dueOn) = (bob.description, "t", "2027-01-01") }
    _ = try world.decided(.taskScheduled(task.with(deal: company.deal)))
    let other = TaskScheduled.with { ($0.contact, $0.title, $0.dueOn) = (stranger.description, "t", "2027-01-01") }
    world.expectRefusal(.invalid, "deal", of: .taskScheduled(other.with(deal: company.deal)))
  }

  @Test(arguments: ["\u{34F}", "\u{3164}\n\u{2800}", "\u{FE0F}"])
  func `have a text of which something can be seen`(_ text: String) throws {
    world.expectRefusal(
      .invalid, "text",
      of: .noteAdded(
        .with {
          $0.contact = ada; $0.text = text
        }))
    world.expectRefusal(
      .invalid, "notes",
      of: .callLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.notes = text
        }))
    _ = try world.decided(
      .noteAdded(
        .with {
          $0.contact = ada; $0.text = text + "é"
        }))
  }

  @Test func `name a campaign`() throws {
    let event = try world.decided(
      .emailLogged(
        .with {
          $0.contact = ada
          $0.direction = .inbound
          $0.deal = company.deal.description
          $0.campaign = company.campaign.description
        }))
    #expect(event.otherSubjects == [company.deal, company.campaign])
  }

  @Test func `have a direction that is known`() {
    world.expectRefusal(
      .invalid, "direction",
      of: .callLogged(
        .with {
          $0.contact = ada; $0.direction = .UNRECOGNIZED(3)
        }))
  }

  @Test func `last from nothing to a year`() throws {
    _ = try world.decided(
      .meetingLogged(
        .with {
          $0.contact = ada; $0.durationSeconds = Bounds.durationSeconds
        }))
    for seconds in [-1, Bounds.durationSeconds + 1, .max, .min] {
      world.expectRefusal(
        .invalid, "durationSeconds",
        of: .callLogged(
          .with {
            $0.contact = ada; $0.direction = .inbound; $0.durationSeconds = seconds
          }))
      world.expectRefusal(
        .invalid, "durationSeconds",
        of: .visitLogged(
          .with {
            $0.contact = ada; $0.durationSeconds = seconds
          }))
    }
  }

  @Test func `have a channel, given or their own`() throws {
    #expect(try world.decided(company.sample(.emailLogged)).fact.emailLogged.channel == "email")
    #expect(try world.decided(company.sample(.letterLogged)).fact.letterLogged.channel == "letter")
    #expect(try world.decided(company.sample(.messageLogged)).fact.messageLogged.channel == "")
    _ = try world.decided(
      .messageLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.channel = "sms"
        }))
    world.expectRefusal(
      .invalid, "channel",
      of: .messageLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.channel = "SMS"
        }))
  }

  @Test func `have words, lines and texts where these belong`() throws {
    let text = String(repeating: "x", count: Bounds.textBytes)
    _ = try world.decided(
      .noteAdded(
        .with {
          $0.contact = ada; $0.text = "line\r\n\tline"
        }))
    _ = try world.decided(
      .noteAdded(
        .with {
          $0.contact = ada; $0.text = text
        }))
    world.expectRefusal(
      .invalid, "text",
      of: .noteAdded(
        .with {
          $0.contact = ada; $0.text = text + "x"
        }))
    world.expectRefusal(
      .invalid, "text",
      of: .noteAdded(
        .with {
          $0.contact = ada; $0.text = "\u{7}"
        }))
    world.expectRefusal(
      .invalid, "text",
      of: .visitLogged(
        .with {
          $0.contact = ada; $0.text = "\u{0}"
        }))
    world.expectRefusal(
      .invalid, "subject",
      of: .meetingLogged(
        .with {
          $0.contact = ada; $0.subject = "a\nb"
        }))
    world.expectRefusal(
      .invalid, "notes",
      of: .callLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.notes = "\u{1}"
        }))
    world.expectRefusal(
      .invalid, "outcome",
      of: .callLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.outcome = "Good"
        }))
    world.expectRefusal(
      .invalid, "subject",
      of: .letterLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.subject = String(repeating: "x", count: 501)
        }))
    world.expectRefusal(
      .invalid, "text",
      of: .emailLogged(
        .with {
          $0.contact = ada; $0.direction = .inbound; $0.text = "\u{85}"
        }))
  }
}

extension TaskScheduled {
  fileprivate func with(deal: SubjectID) -> TaskScheduled {
    var task = self
    task.deal = deal.description
    return task
  }
}

@Suite struct `When a fact occurred` {
  let company: Company

  init() throws { company = try Company() }

  @Test func `is when it is recorded unless it says otherwise`() throws {
    let then = Instant(microseconds: -1)
    #expect(try company.world.decided(company.sample(.callLogged)).occurredAt == company.world.now)
    #expect(try company.world.decided(company.sample(.callLogged), at: then).occurredAt == then)
  }

  @Test func `is from 1900 to 24 hours ahead`() throws {
    let call = company.sample(.callLogged)
    let ahead = Instant(microseconds: company.world.now.microseconds + 86_400_000_000)
    let first = try #require(Instant(rfc3339: "1900-01-01T00:00:00Z"))
    #expect(try company.world.decided(call, at: ahead).occurredAt == ahead)
    #expect(try company.world.decided(call, at: first).occurredAt == first)
    for instant in [ahead.microseconds + 1, first.microseconds - 1, .max, .min] {
      company.world.expectRefusal(.invalid, "occurredAt", of: call, at: Instant(microseconds: instant))
    }
  }

  /// A date without a time is recorded as its noon UTC; in Kiribati it begins 14 hours before it does in UTC.
  @Test func `may be a date that is today anywhere`() throws {
    var world = company.world
    world.now = try #require(Instant(rfc3339: "2026-01-31T10:00:00Z"))
    let call = company.sample(.callLogged)
    let today = try #require(Instant(rfc3339: "2026-02-01T12:00:00Z"))
    #expect(try world.decided(call, at: today).occurredAt == today)
    for other in ["2026-02-01T12:00:00.000001Z", "2026-02-01T11:00:00Z", "2026-02-02T12:00:00Z"] {
      let instant = try #require(Instant(rfc3339: other))
      world.expectRefusal(.invalid, "occurredAt", of: call, at: instant)
    }
  }
}
