/// The command stream of the comparison with other systems: the same commands on any machine, each drawn by its number.
///
/// A fifth of them create contacts; the others are about one of those, the early ones far more often. In a hundred and
/// sixty about one is a stale writer's, which expects one version less than there is and must be refused. Times are spread
/// evenly over the year 2025.
struct PeerStream: Sequence, IteratorProtocol {
  private let total: Int
  private let seed: UInt64
  private var number = 0
  private var created = 0
  private var versions: [Int]
  private var stages: [Int]

  static let stages = ["lead", "qualified", "proposal", "negotiation", "won", "lost"]
  private static let sources = ["web", "referral", "event", "import"]
  private static let channels = ["email", "call", "meeting", "chat"]
  private static let tags = ["vip", "newsletter", "partner", "trial", "renewal", "churn-risk", "inbound", "enterprise"]
  private static let yearMilliseconds = 31_536_000_000
  private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15

  init(commands total: Int, seed: UInt64 = 20_250_101) {
    self.total = total
    self.seed = seed
    versions = [Int](repeating: 0, count: total / 5 + 2)
    stages = versions
  }

  mutating func next() -> PeerCommand? {
    guard number < total else { return nil }
    number += 1
    let (first, second) = (draw(0), draw(1))
    var command = PeerCommand(
      number: number, milliseconds: People.firstDay + number * Self.yearMilliseconds / (total + 1),
      owner: Int(second >> 40 % 50))
    if number % 5 == 1 {
      create(&command, first, second)
    } else {
      let share = Double(first >> 11) / 9_007_199_254_740_992
      command.contact = Swift.min(created, Int(Double(created) * share * share) + 1)
      command.expected = versions[command.contact]
      change(&command, second)
      if first & 127 == 0 {
        command.expected -= 1
        command.isAccepted = false
      }
    }
    if command.isAccepted {
      versions[command.contact] = command.expected + 1
      if let stage = command.stage { stages[command.contact] = stage }
    }
    return command
  }

  private func draw(_ turn: Int) -> UInt64 {
    Dice.mix(seed &+ UInt64(4 * number + turn + 1) &* Self.gamma)
  }

  private mutating func create(_ command: inout PeerCommand, _ first: UInt64, _ second: UInt64) {
    created += 1
    command.contact = created
    let name = Self.familyName(second) + " " + People.given[Int(second >> 24 & 63)]
    let words = name.lowercased().split(separator: " ").joined(separator: ".")
    let source = Self.sources[Int(second >> 62)]
    command.name = name
    command.email = "\(words).\(created)@example.com"
    command.phone = "+4930" + Self.sevenDigits(first >> 8)
    command.company = Self.familyName(first >> 30) + " GmbH"
    command.stage = 0
    command.content = .created(source: source)
    command.summary = Array("created from \(source)".utf8)
    command.data = Array(
      """
      {"name":"\(name)","email":"\(command.email)","phone":"\(command.phone)","company":"\(command.company)",\
      "owner":\(command.owner),"stage":"lead","source":"\(source)"}
      """.utf8)
  }

  private func change(_ command: inout PeerCommand, _ draw: UInt64) {
    switch draw & 0xFFFF % 80 {
    case 0..<40:
      let body = Self.text(at: draw >> 16, bytes: 60 + Int(draw >> 32 & 0xFF % 161))
      let channel = Self.channels[Int(draw >> 62)]
      let isInbound = draw & 1 << 60 != 0
      command.content = .interaction(channel: channel, isInbound: isInbound, body: body)
      command.summary = Array(body.prefix(80))
      command.data =
        Array(#"{"channel":"\#(channel)","direction":"\#(isInbound ? "in" : "out")","subject":""#.utf8)
        + body.prefix(32) + Array(#"","body":""#.utf8) + body + Array(#"","by":\#(command.owner)}"#.utf8)
    case 40..<56:
      let text = Self.text(at: draw >> 16, bytes: 80 + Int(draw >> 32 & 0xFF % 241))
      command.content = .note(text)
      command.summary = Array(text.prefix(80))
      command.data = Array(#"{"text":""#.utf8) + text + Array(#"","by":\#(command.owner)}"#.utf8)
    case 56..<68:
      let old = stages[command.contact]
      var stage = Int(draw >> 16 % 6)
      if stage == old { stage = (stage + 1) % 6 }
      command.stage = stage
      command.cents = Int(draw >> 20 % 5_000_000)
      command.content = .stage
      let (from, to) = (Self.stages[old], Self.stages[stage])
      command.summary = Array("\(from) to \(to)".utf8)
      command.data = Array(
        #"{"from":"\#(from)","to":"\#(to)","amount":\#(command.cents),"by":\#(command.owner)}"#.utf8)
    case 68..<76: update(&command, draw)
    default:
      let tag = Self.tags[Int(draw >> 16 & 7)]
      command.content = .tag(tag)
      command.summary = Array("tag \(tag)".utf8)
      command.data = Array(#"{"tag":"\#(tag)","by":\#(command.owner)}"#.utf8)
    }
  }

  private func update(_ command: inout PeerCommand, _ draw: UInt64) {
    let (field, value): (String, String)
    switch draw >> 16 % 3 {
    case 0:
      (field, value) = ("email", "c\(command.contact).\(number)@example.org")
      command.email = value
    case 1:
      (field, value) = ("phone", "+4940" + Self.sevenDigits(draw >> 20))
      command.phone = value
    default:
      (field, value) = ("company", Self.familyName(draw >> 20) + " AG")
      command.company = value
    }
    command.content = .update
    command.summary = Array("\(field) changed".utf8)
    command.data = Array(#"{"\#(field)":"\#(value)","by":\#(command.owner)}"#.utf8)
  }

  private static func familyName(_ draw: UInt64) -> String {
    let syllables = People.syllables
    let name = syllables[Int(draw % 48)] + syllables[Int(draw >> 8 % 48)] + syllables[Int(draw >> 16 % 48)]
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  private static func sevenDigits(_ draw: UInt64) -> String {
    let digits = String(draw % 10_000_000)
    return String(repeating: "0", count: 7 - digits.count) + digits
  }

  private static func text(at draw: UInt64, bytes: Int) -> ArraySlice<UInt8> {
    let start = Int(draw & 0xFFFF)
    return prose[start..<start + bytes]
  }

  /// Some kilobytes of office prose, to cut texts from.
  private static let prose: [UInt8] = {
    var text: [UInt8] = []
    var number: UInt64 = 0
    while text.count < 66_000 {
      number += 1
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      text += People.words[Int(Dice.mix(number &* gamma) % UInt64(People.words.count))].utf8
    }
    return text
  }()
}

/// One command of the comparison's stream.
struct PeerCommand: Sendable {
  /// What it says.
  enum Content: Sendable {
    case created(source: String)
    case interaction(channel: String, isInbound: Bool, body: ArraySlice<UInt8>)
    case note(ArraySlice<UInt8>)
    case stage
    case update
    case tag(String)
  }

  /// From 1.
  var number: Int
  var milliseconds: Int
  var owner: Int
  var contact = 0
  /// The contact's version that its writer last saw; 0 for a new contact.
  var expected = 0
  /// Whether a system that is right accepts it.
  var isAccepted = true
  var content = Content.stage
  var name = ""
  var email = ""
  var phone = ""
  var company = ""
  /// 0 to 3 open stages, 4 won, 5 lost.
  var stage: Int?
  var cents = 0
  /// A line for the timeline.
  var summary: [UInt8] = []
  /// All of it as JSON.
  var data: [UInt8] = []

  init(number: Int, milliseconds: Int, owner: Int) {
    self.number = number
    self.milliseconds = milliseconds
    self.owner = owner
  }

  /// The number of its type, from 1.
  var type: Int {
    switch content {
    case .created: 1
    case .interaction: 2
    case .note: 3
    case .stage: 4
    case .update: 5
    case .tag: 6
    }
  }
}
