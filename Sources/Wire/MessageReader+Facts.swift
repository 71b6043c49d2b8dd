/// What was read of the members `type` and `data`, which stand for a field of type `Fact`.
struct FactMembers {
  /// The order in `Fact` of the fact that `type` named; -1 before it was read.
  var order = -1
  /// Where `data` begins when it came before `type`; -1 otherwise.
  var dataStart = -1
  var hasData = false
}

extension MessageReader {
  /// Reads `type` or `data`; a `data` that comes first waits for its `type`.
  mutating func readFactMember(
    _ member: Int, _ text: Span<UInt8>, _ at: inout Int, _ message: ShapeMessage, _ fact: inout FactMembers,
    to out: inout [UInt8]
  ) throws(WireError) {
    if member == ShapeIndex.typeMember {
      guard fact.order < 0 else { throw WireError(.invalid, field: "type", "is given twice") }
      fact.order = try readFactName(text, &at)
      return
    }
    guard !fact.hasData else { throw WireError(.invalid, field: "data", "is given twice") }
    fact.hasData = true
    if fact.order >= 0 {
      try readFact(text, &at, message, fact.order, to: &out)
    } else {
      fact.dataStart = at
      _ = JSONScanner.skipValue(text, &at, end, depth: 0)
    }
  }

  /// Reads a `data` that waited; refuses an object without `type` or `data`.
  mutating func finishFact(
    _ text: Span<UInt8>, _ message: ShapeMessage, _ fact: inout FactMembers, to out: inout [UInt8]
  ) throws(WireError) {
    guard fact.order >= 0 else { throw WireError(.invalid, field: "type", "is required") }
    guard fact.hasData else { throw WireError(.invalid, field: "data", "is required") }
    if fact.dataStart >= 0 {
      var at = fact.dataStart
      try readFact(text, &at, message, fact.order, to: &out)
    }
  }

  private func readFactName(_ text: Span<UInt8>, _ at: inout Int) throws(WireError) -> Int {
    guard text[at] == UInt8(ascii: "\"") else { throw wrongKind(text, at, "the name of a fact").inside("type") }
    let range = readKeyless(text, &at)
    let order = order(of: range, text, shapes.messages[shapes.factMessage])
    guard order >= 0 else {
      throw WireError(.invalid, field: "type", "there is no fact named \(EchoedName.text(content(of: range, text)))")
    }
    return order
  }

  private mutating func readFact(
    _ text: Span<UInt8>, _ at: inout Int, _ message: ShapeMessage, _ order: Int, to out: inout [UInt8]
  ) throws(WireError) {
    guard text[at] == UInt8(ascii: "{") else { throw wrongKind(text, at, "an object").inside("data") }
    let field = shapes.fields[message.firstField + message.factOrder]
    let fact = shapes.fields[shapes.messages[shapes.factMessage].firstField + order]
    let outer = out.begin(delimited: field.number)
    let inner = out.begin(delimited: fact.number)
    do throws(WireError) {
      try readObject(text, &at, fact.target, to: &out)
    } catch {
      throw error.inside("data")
    }
    out.end(delimited: inner)
    out.end(delimited: outer)
  }

  /// Reads the parameters of a fact that is called by its name into a `RecordRequest` of one event: the fact's own
  /// fields, and beside them those of the event and of the request.
  mutating func readFactParams(
    _ text: Span<UInt8>, _ at: inout Int, _ number: Int, to out: inout [UInt8]
  ) throws(WireError) {
    let factShape = shapes.messages[shapes.factMessage]
    let fact = shapes.fields[factShape.firstField + shapes.order(ofNumber: UInt32(number), in: factShape)]
    let message = shapes.messages[fact.target]
    let beside = RecordShape.shared
    var seen: UInt64 = 0
    var written: UInt64 = 0
    var emptied: UInt64 = 0
    var seenBeside: UInt64 = 0
    var eventTail: [UInt8] = []
    var requestTail: [UInt8] = []
    let event = out.begin(delimited: beside.events.number)
    let outer = out.begin(delimited: beside.fact.number)
    let inner = out.begin(delimited: fact.number)
    at += 1
    while nextKey(text, &at) {
      let key = readKey(text, &at)
      let order = order(of: key, text, message)
      if order >= 0 {
        let field = shapes.fields[message.firstField + order]
        let bit: UInt64 = 1 << UInt64(order)
        if seen & bit != 0 { throw twice(field) }
        seen |= bit
        if try readField(text, &at, field, to: &out) {
          written |= bit
        } else if field.label == .repeated {
          emptied |= bit
        }
      } else if let field = beside.eventField(of: key, text, self) {
        if seenBeside & 1 != 0 { throw twice(field) }
        seenBeside |= 1
        _ = try readField(text, &at, field, to: &eventTail)
      } else if let field = beside.requestField(of: key, text, self) {
        let bit: UInt64 = 1 << UInt64(field.number)
        if seenBeside & bit != 0 { throw twice(field) }
        seenBeside |= bit
        _ = try readField(text, &at, field, to: &requestTail)
      } else {
        throw unknown(key, text, fact.target)
      }
    }
    clear(emptied, message, to: &out)
    try checkRequired(written, message)
    out.end(delimited: inner)
    out.end(delimited: outer)
    out.append(contentsOf: eventTail)
    out.end(delimited: event)
    out.append(contentsOf: requestTail)
  }
}

/// The fields that stand beside a fact's own when it is called by its name.
struct RecordShape: Sendable {
  static let shared = RecordShape()

  /// The names that no fact's field may have.
  static let reserved = ["occurredAt", "commandId", "expect", "unless", "correlationId", "causationId"]

  let events: ShapeField
  let fact: ShapeField
  private let event: ShapeMessage
  private let request: ShapeMessage
  /// One bit for each field, by its order, that has a reserved name.
  private let eventMask: UInt64
  private let requestMask: UInt64

  private init() {
    let shapes = ShapeIndex.shared
    request = shapes.messages[shapes.shape(named: "RecordRequest").index]
    event = shapes.messages[shapes.shape(named: "ProposedEvent").index]
    func field(_ name: String, _ message: ShapeMessage) -> ShapeField {
      for order in 0..<message.fieldCount {
        let field = shapes.fields[message.firstField + order]
        if shapes.name(of: field) == name { return field }
      }
      preconditionFailure("the schema has no field \(name) to record with")
    }
    events = field("events", request)
    fact = field("fact", event)
    func mask(_ message: ShapeMessage) -> UInt64 {
      (0..<message.fieldCount).reduce(0) { mask, order in
        let name = shapes.name(of: shapes.fields[message.firstField + order])
        return Self.reserved.contains(name) ? mask | 1 << UInt64(order) : mask
      }
    }
    eventMask = mask(event)
    requestMask = mask(request)
    for index in shapes.facts.indices {
      let message = shapes.fields[shapes.messages[shapes.factMessage].firstField + index].target
      for order in 0..<shapes.messages[message].fieldCount {
        let name = shapes.name(of: shapes.fields[shapes.messages[message].firstField + order])
        precondition(!Self.reserved.contains(name), "a fact has a field named \(name), which is reserved")
      }
    }
  }

  /// The field of the event that a parameter beside the fact's own sets, or nil.
  func eventField(of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader) -> ShapeField? {
    field(of: key, text, reader, event, eventMask)
  }

  /// The field of the request that a parameter beside the fact's own sets, or nil.
  func requestField(of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader) -> ShapeField? {
    field(of: key, text, reader, request, requestMask)
  }

  private func field(
    of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader, _ message: ShapeMessage, _ mask: UInt64
  ) -> ShapeField? {
    let order = reader.order(of: key, text, message)
    guard order >= 0, mask & 1 << UInt64(order) != 0 else { return nil }
    return reader.shapes.fields[message.firstField + order]
  }
}
