import APISchema
import FactSchema

/// Logs calls with contacts that are there already, one fact a request.
struct CallLoad: RequestSource {
  let framing: Framing
  private let contacts: [[UInt8]]
  private let hasCommandIDs: Bool
  private var dice: Dice

  /// `hasCommandIDs` gives each request a command id of its own, as long and as random as the importer's.
  init(framing: Framing = .binary, contacts: Int, hasCommandIDs: Bool = false, seed: UInt64) {
    self.framing = framing
    self.contacts = (0..<contacts).map { People.id(.contact, $0) }
    self.hasCommandIDs = hasCommandIDs
    dice = Dice(seed: seed)
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    append(contacts[dice.roll(below: contacts.count)], to: &bytes)
    return true
  }

  mutating func append(_ contact: [UInt8], to bytes: inout [UInt8]) {
    let id = hasCommandIDs ? commandID() : []
    switch framing {
    case .binary:
      bytes.appendFrame(method: Method.record) { record in
        record.callLogged(contact, &dice)
        record.text(2, id)
      }
    default:
      let notes = String(decoding: People.text(&dice, bytes: 140), as: UTF8.self)
      let contact = String(decoding: contact, as: UTF8.self)
      let beside = id.isEmpty ? "" : #","commandId":"\#(String(decoding: id, as: UTF8.self))""#
      bytes.appendLine(
        method: "CallLogged",
        params: #"{"contact":"\#(contact)","direction":"OUTBOUND","durationSeconds":90,"notes":"\#(notes)"\#(beside)}"#)
    }
  }

  private mutating func commandID() -> [UInt8] {
    var id = Array("import-row-".utf8)
    for _ in 0..<5 {
      var bits = dice.roll()
      for _ in 0..<8 {
        id.append(Self.digits[Int(bits & 15)])
        bits >>= 4
      }
    }
    return id
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

/// Logs a call and, once that is answered, reads the contact's card back; and so on.
struct ReadBackLoad: RequestSource {
  let framing = Framing.binary
  private var calls: CallLoad
  private var dice: Dice
  private let contacts: [[UInt8]]
  /// The contact that each connection is to read back, if it has just recorded.
  private var pending: [Int?]

  init(contacts: Int, connections: Int, seed: UInt64) {
    calls = CallLoad(contacts: 1, seed: seed)
    self.contacts = (0..<contacts).map { People.id(.contact, $0) }
    dice = Dice(seed: seed &+ 1)
    pending = [Int?](repeating: nil, count: connections)
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    if let contact = pending[connection] {
      bytes.appendFrame(method: Method.contactGet) { request in
        request.text(ContactGetRequest.Field.contact, contacts[contact])
      }
      pending[connection] = nil
    } else {
      let contact = dice.roll(below: contacts.count)
      calls.append(contacts[contact], to: &bytes)
      pending[connection] = contact
    }
    return true
  }
}

/// Asks one kind of question about contacts drawn at random: half of them evenly, half with life's heavy tail.
struct QueryLoad: RequestSource {
  /// What is asked.
  enum Question {
    case card
    case history(limit: Int)
    /// The first letters of a name.
    case prefix
    case board
  }

  let framing: Framing
  private let question: Question
  private let contacts: Int
  private var dice: Dice
  private var turn = 0

  /// `contacts` is how many to draw from, counted from the first.
  init(_ question: Question, framing: Framing, contacts: Int, seed: UInt64) {
    self.question = question
    self.framing = framing
    self.contacts = contacts
    dice = Dice(seed: seed)
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    turn += 1
    let number = turn % 2 == 0 ? dice.roll(below: contacts) : dice.rollHeavyTailed(below: contacts)
    switch framing {
    case .binary: appendFrame(number, to: &bytes)
    default: appendLine(number, to: &bytes)
    }
    return true
  }

  private func appendFrame(_ number: Int, to bytes: inout [UInt8]) {
    switch question {
    case .card:
      bytes.appendFrame(method: Method.contactGet) { request in
        request.text(ContactGetRequest.Field.contact, People.id(.contact, number))
      }
    case .history(let limit):
      bytes.appendFrame(method: Method.contactHistory) { request in
        request.text(ContactHistoryRequest.Field.contact, People.id(.contact, number))
        request.number(ContactHistoryRequest.Field.limit, UInt64(limit))
      }
    case .prefix:
      bytes.appendFrame(method: Method.contactFind) { request in
        request.text(ContactFindRequest.Field.text, String(People.familyName(number).lowercased().prefix(4)))
        request.number(ContactFindRequest.Field.limit, 20)
      }
    case .board: bytes.appendFrame(method: Method.pipelineBoard) { _ in }
    }
  }

  private func appendLine(_ number: Int, to bytes: inout [UInt8]) {
    let contact = String(decoding: People.id(.contact, number), as: UTF8.self)
    switch question {
    case .card: bytes.appendLine(method: "contact.get", params: #"{"contact":"\#(contact)"}"#)
    case .history(let limit):
      bytes.appendLine(method: "contact.history", params: #"{"contact":"\#(contact)","limit":\#(limit)}"#)
    case .prefix:
      let text = People.familyName(number).lowercased().prefix(4)
      bytes.appendLine(method: "contact.find", params: #"{"text":"\#(text)","limit":20}"#)
    case .board: bytes.appendLine(method: "pipeline.board", params: "{}")
    }
  }
}
