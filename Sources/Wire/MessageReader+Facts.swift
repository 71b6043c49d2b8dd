import Bytes
import Descriptors
import FactSchema

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
    _ member: Int, _ text: Span<UInt8>, _ at: inout Int, _ message: MessageDescriptor, _ fact: inout FactMembers,
    to out: inout [UInt8]
  ) throws(WireError) {
    if member == DescriptorPool.typeMember {
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
    _ text: Span<UInt8>, _ message: MessageDescriptor, _ fact: inout FactMembers, to out: inout [UInt8]
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
    let order = order(of: range, text, pool.messages[pool.factMessage])
    guard order >= 0 else {
      throw WireError(.invalid, field: "type", "there is no fact named \(EchoedName.text(content(of: range, text)))")
    }
    return order
  }

  private mutating func readFact(
    _ text: Span<UInt8>, _ at: inout Int, _ message: MessageDescriptor, _ order: Int, to out: inout [UInt8]
  ) throws(WireError) {
    guard text[at] == UInt8(ascii: "{") else { throw wrongKind(text, at, "an object").inside("data") }
    let field = pool.fields[message.firstField + message.factOrder]
    let fact = pool.fields[pool.messages[pool.factMessage].firstField + order]
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
    let factType = pool.messages[pool.factMessage]
    let fact = pool.fields[factType.firstField + pool.order(ofNumber: UInt64(number), in: factType)]
    let message = pool.messages[fact.target]
    let beside = RecordForm.shared
    var seen = FieldSet()
    var written = FieldSet()
    var emptied = FieldSet()
    var seenOfEvent = FieldSet()
    var seenOfRequest = FieldSet()
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
        let field = pool.fields[message.firstField + order]
        guard seen.insert(order) else { throw twice(field) }
        if try readField(text, &at, field, to: &out) {
          written.insert(order)
        } else if field.label == .repeated {
          emptied.insert(order)
        }
      } else if let order = beside.eventField(of: key, text, self) {
        let field = pool.fields[beside.event.firstField + order]
        guard seenOfEvent.insert(order) else { throw twice(field) }
        _ = try readField(text, &at, field, to: &eventTail)
      } else if let order = beside.requestField(of: key, text, self) {
        let field = pool.fields[beside.request.firstField + order]
        guard seenOfRequest.insert(order) else { throw twice(field) }
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
package struct RecordForm: Sendable {
  static let shared = RecordForm()

  /// The names that no fact's field may have.
  package static let reserved: [String] = ["ProposedEvent", "RecordRequest"].flatMap { name in
    SchemaTables.message(named: name)?.fields.filter(\.isBesideFact).map(\.jsonName) ?? []
  }

  let events: FieldDescriptor
  let fact: FieldDescriptor
  let event: MessageDescriptor
  let request: MessageDescriptor
  /// Those of the event and of the request that have a reserved name.
  private let ofEvent: FieldSet
  private let ofRequest: FieldSet

  private init() {
    let pool = DescriptorPool.shared
    request = pool.messages[pool.type(named: "RecordRequest").index]
    event = pool.messages[pool.type(named: "ProposedEvent").index]
    func field(_ name: String, _ message: MessageDescriptor) -> FieldDescriptor {
      for order in 0..<message.fieldCount {
        let field = pool.fields[message.firstField + order]
        if pool.name(of: field) == name { return field }
      }
      preconditionFailure("the schema has no field \(name) to record with")
    }
    events = field("events", request)
    fact = field("fact", event)
    func besides(_ message: MessageDescriptor) -> FieldSet {
      (0..<message.fieldCount).reduce(into: FieldSet()) { fields, order in
        let name = pool.name(of: pool.fields[message.firstField + order])
        if Self.reserved.contains(name) { fields.insert(order) }
      }
    }
    ofEvent = besides(event)
    ofRequest = besides(request)
    for index in pool.facts.indices {
      let message = pool.fields[pool.messages[pool.factMessage].firstField + index].target
      for order in 0..<pool.messages[message].fieldCount {
        let name = pool.name(of: pool.fields[pool.messages[message].firstField + order])
        precondition(!Self.reserved.contains(name), "a fact has a field named \(name), which is reserved")
      }
    }
  }

  /// The order of the field of the event that a parameter beside the fact's own sets, or nil.
  func eventField(of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader) -> Int? {
    order(of: key, text, reader, event, ofEvent)
  }

  /// The order of the field of the request that a parameter beside the fact's own sets, or nil.
  func requestField(of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader) -> Int? {
    order(of: key, text, reader, request, ofRequest)
  }

  private func order(
    of key: Range<Int>, _ text: Span<UInt8>, _ reader: MessageReader, _ message: MessageDescriptor, _ fields: FieldSet
  ) -> Int? {
    let order = reader.order(of: key, text, message)
    return order >= 0 && fields.contains(order) ? order : nil
  }
}
