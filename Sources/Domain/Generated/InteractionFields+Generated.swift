// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

import FactSchema

extension InteractionFields {
  /// A place for each number of a field.
  typealias Values = InlineArray<10, UInt64>

  /// The number of the field; 0 where the kind has none such.
  var contactNumber: Int { 1 }

  /// Where `contact` stands; empty where it is absent.
  public var contact: Range<Int> { text(contactNumber) }

  /// The number of the field; 0 where the kind has none such.
  var directionNumber: Int {
    switch kind {
    case .callLogged, .emailLogged, .messageLogged, .letterLogged: 2
    default: 0
    }
  }

  /// The number of `direction`; 0 where it is absent.
  public var direction: UInt64 { values[directionNumber] }

  /// The number of the field; 0 where the kind has none such.
  var durationSecondsNumber: Int {
    switch kind {
    case .meetingLogged, .visitLogged: 2
    case .callLogged: 3
    default: 0
    }
  }

  /// `durationSeconds`; 0 where it is absent.
  public var durationSeconds: Int64 { Int64(bitPattern: values[durationSecondsNumber]) }

  /// The number of the field; 0 where the kind has none such.
  var outcomeNumber: Int {
    switch kind {
    case .callLogged: 4
    default: 0
    }
  }

  /// Where `outcome` stands; empty where it is absent.
  public var outcome: Range<Int> { text(outcomeNumber) }

  /// The number of the field; 0 where the kind has none such.
  var notesNumber: Int {
    switch kind {
    case .callLogged: 5
    default: 0
    }
  }

  /// Where `notes` stands; empty where it is absent.
  public var notes: Range<Int> { text(notesNumber) }

  /// The number of the field; 0 where the kind has none such.
  var dealNumber: Int {
    switch kind {
    case .noteAdded: 3
    case .meetingLogged, .visitLogged: 5
    case .callLogged, .emailLogged, .messageLogged, .letterLogged: 6
    default: 0
    }
  }

  /// Where `deal` stands; empty where it is absent.
  public var deal: Range<Int> { text(dealNumber) }

  /// The number of the field; 0 where the kind has none such.
  var onBehalfOfNumber: Int {
    switch kind {
    case .meetingLogged, .visitLogged: 6
    case .callLogged: 7
    case .emailLogged, .messageLogged, .letterLogged: 8
    default: 0
    }
  }

  /// Where `onBehalfOf` stands; empty where it is absent.
  public var onBehalfOf: Range<Int> { text(onBehalfOfNumber) }

  /// The number of the field; 0 where the kind has none such.
  var alsoNumber: Int {
    switch kind {
    case .meetingLogged, .visitLogged: 7
    case .callLogged: 8
    case .emailLogged, .messageLogged, .letterLogged: 9
    default: 0
    }
  }

  /// Where each of `also` stands; none where it is absent.
  public var also: [Range<Int>] { values[alsoNumber] == 0 ? [] : texts(alsoNumber) }

  /// The number of the field; 0 where the kind has none such.
  var channelNumber: Int {
    switch kind {
    case .emailLogged, .messageLogged, .letterLogged: 3
    default: 0
    }
  }

  /// Where `channel` stands; empty where it is absent.
  public var channel: Range<Int> { text(channelNumber) }

  /// The number of the field; 0 where the kind has none such.
  var subjectNumber: Int {
    switch kind {
    case .meetingLogged, .visitLogged: 3
    case .emailLogged, .messageLogged, .letterLogged: 4
    default: 0
    }
  }

  /// Where `subject` stands; empty where it is absent.
  public var subject: Range<Int> { text(subjectNumber) }

  /// The number of the field; 0 where the kind has none such.
  var textNumber: Int {
    switch kind {
    case .noteAdded: 2
    case .meetingLogged, .visitLogged: 4
    case .emailLogged, .messageLogged, .letterLogged: 5
    default: 0
    }
  }

  /// Where `text` stands; empty where it is absent.
  public var text: Range<Int> { text(textNumber) }

  /// The number of the field; 0 where the kind has none such.
  var campaignNumber: Int {
    switch kind {
    case .emailLogged, .messageLogged, .letterLogged: 7
    default: 0
    }
  }

  /// Where `campaign` stands; empty where it is absent.
  public var campaign: Range<Int> { text(campaignNumber) }

  /// What the channel is where none is told; nil where there is none then.
  var usualChannel: String? {
    switch kind {
    case .emailLogged: "email"
    case .letterLogged: "letter"
    default: nil
    }
  }

  /// Whether its texts are in their normal form, as most are.
  var hasNormalTexts: Bool {
    let message = message.span
    return TextRules.isNormalForm(message.extracting(notes)) && TextRules.isNormalForm(message.extracting(subject)) && TextRules.isNormalForm(message.extracting(text))
  }

  /// Refuses the first field but ids that does not have its form; its texts are in their normal form.
  func checkForm() throws(Refusal) {
    let message = message.span
    if directionNumber != 0 { try Check.direction(direction, "direction") }
    try Check.number(durationSeconds, "durationSeconds", atMost: 31622400)
    try Check.word(message.extracting(outcome), "outcome")
    try Check.text(message.extracting(notes), "notes")
    if values[alsoNumber] != 0 { try Check.count(also.count, "also", atMost: 50) }
    try Check.word(message.extracting(channel), "channel")
    try Check.line(message.extracting(subject), "subject", characters: 500)
    if kind == .noteAdded { try Check.required(!text.isEmpty, "text") }
    try Check.text(message.extracting(text), "text")
  }
}

extension Fact.OneOf_Fact {
  /// A fact that is read in place, in its form; others stay as they are.
  func inForm(usualRegion: String?) throws(Refusal) -> Self {
    switch self {
    case .callLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .callLogged(fact)
    case .emailLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .emailLogged(fact)
    case .messageLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .messageLogged(fact)
    case .letterLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .letterLogged(fact)
    case .meetingLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .meetingLogged(fact)
    case .visitLogged(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .visitLogged(fact)
    case .noteAdded(var fact):
      try fact.takeForm(usualRegion: usualRegion)
      return .noteAdded(fact)
    default: return self
    }
  }
}
