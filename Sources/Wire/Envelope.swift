import Bytes

/// One JSON-RPC 2.0 request as it stands in a line: where its members are.
struct Envelope {
  /// The id; `none` without one.
  var id = RequestID.none
  /// What stands between the quotes of the method's name.
  var method = 0..<0
  /// Where the value of `params` begins; -1 without one.
  var params = -1

  /// What a look at a line can give.
  enum Outcome {
    case request(Envelope)
    /// The object ended before it was JSON.
    case notJSON
    /// JSON that is no request, with the id as far as it could be told.
    case notRequest(RequestID, String)
  }

  /// Reads the object at `at` and moves past it, checking all of its grammar.
  static func read(_ line: Span<UInt8>, _ at: inout Int, _ end: Int, depth: Int) -> Outcome {
    var envelope = Envelope()
    var members = Members()
    guard JSONScanner.skip("{", line, &at, end) else { return .notJSON }
    JSONScanner.skipSpace(line, &at, end)
    if !JSONScanner.skip("}", line, &at, end) {
      while true {
        JSONScanner.skipSpace(line, &at, end)
        let keyStart = at + 1
        guard JSONScanner.skipString(line, &at, end) else { return .notJSON }
        let key = keyStart..<at - 1
        JSONScanner.skipSpace(line, &at, end)
        guard JSONScanner.skip(":", line, &at, end) else { return .notJSON }
        JSONScanner.skipSpace(line, &at, end)
        let valueStart = at
        guard JSONScanner.skipValue(line, &at, end, depth: depth + 1) else { return .notJSON }
        envelope.note(key, valueStart..<at, line, &members)
        JSONScanner.skipSpace(line, &at, end)
        if JSONScanner.skip(",", line, &at, end) { continue }
        guard JSONScanner.skip("}", line, &at, end) else { return .notJSON }
        break
      }
    }
    if let problem = members.problem { return .notRequest(envelope.idOfRefusal, problem) }
    guard members.version else { return .notRequest(envelope.idOfRefusal, "a request has \"jsonrpc\": \"2.0\"") }
    guard members.method else { return .notRequest(envelope.idOfRefusal, "a request has a method") }
    return .request(envelope)
  }

  /// What is answered when it cannot be told whether an answer is wanted.
  private var idOfRefusal: RequestID { id == .none ? .null : id }

  /// Which members were there, and the first thing that was wrong with them.
  private struct Members {
    var version = false
    var method = false
    var id = false
    var params = false
    var problem: String?

    mutating func refuse(_ problem: String) { if self.problem == nil { self.problem = problem } }
  }

  private mutating func note(_ key: Range<Int>, _ value: Range<Int>, _ line: Span<UInt8>, _ members: inout Members) {
    switch Name(key, line) {
    case .id:
      if members.id { return members.refuse("id is given twice") }
      members.id = true
      noteID(value, line, &members)
    case .method:
      if members.method { return members.refuse("method is given twice") }
      members.method = true
      guard line[value.lowerBound] == UInt8(ascii: "\"") else { return members.refuse("method must be a string") }
      method = value.lowerBound + 1..<value.upperBound - 1
    case .params:
      if members.params { return members.refuse("params is given twice") }
      members.params = true
      params = value.lowerBound
    case .version:
      if members.version { return members.refuse("jsonrpc is given twice") }
      members.version = true
      if !JSONText.isString(value, line, "2.0") { members.refuse("jsonrpc must be \"2.0\"") }
    case .unknown:
      members.refuse("a request has no member \(EchoedName.text(JSONText.content(key, line)))")
    }
  }

  private mutating func noteID(_ value: Range<Int>, _ line: Span<UInt8>, _ members: inout Members) {
    id = .null
    switch JSONScanner.kind(line, value.lowerBound) {
    case .null: break
    case .number, .string:
      if value.count > RequestID.bytesMax {
        members.refuse("id is longer than \(RequestID.bytesMax) bytes")
      } else {
        id = JSONText.plainNumber(value, line).map(RequestID.number) ?? .raw([UInt8](copying: line.extracting(value)))
      }
    case .object, .array, .boolean: members.refuse("id must be a string, a number or null")
    }
  }

  /// The members that JSON-RPC knows.
  private enum Name {
    case version, id, method, params, unknown

    init(_ key: Range<Int>, _ line: Span<UInt8>) {
      if JSONText.isContent(key, line, "id") {
        self = .id
      } else if JSONText.isContent(key, line, "method") {
        self = .method
      } else if JSONText.isContent(key, line, "params") {
        self = .params
      } else {
        self = JSONText.isContent(key, line, "jsonrpc") ? .version : .unknown
      }
    }
  }
}

/// Small questions about checked JSON text.
enum JSONText {
  /// A string's content with its escapes resolved; `range` is what stands between its quotes.
  static func content(_ range: Range<Int>, _ line: Span<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    JSONString.appendContent(line, range, to: &content)
    return content
  }

  /// Whether the value is a string of this text.
  static func isString(_ value: Range<Int>, _ line: Span<UInt8>, _ text: StaticString) -> Bool {
    line[value.lowerBound] == UInt8(ascii: "\"") && isContent(value.lowerBound + 1..<value.upperBound - 1, line, text)
  }

  /// Whether a string's content is this text.
  static func isContent(_ range: Range<Int>, _ line: Span<UInt8>, _ text: StaticString) -> Bool {
    if range.count == text.utf8CodeUnitCount {
      var at = range.lowerBound
      return JSONScanner.skipWord(text, line, &at, range.upperBound)
    }
    guard line.firstIndex(of: UInt8(ascii: "\\"), in: range) != nil else { return false }
    return content(range, line).elementsEqual(text.description.utf8)
  }

  /// The number when it is written as plain digits and below 10^18.
  static func plainNumber(_ value: Range<Int>, _ line: Span<UInt8>) -> UInt64? {
    guard value.count <= 18 else { return nil }
    var number: UInt64 = 0
    for index in value {
      let digit = line[index] &- 48
      guard digit < 10 else { return nil }
      number = number * 10 + UInt64(digit)
    }
    return number
  }
}
