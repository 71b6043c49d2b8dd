public import APISchema

/// One request that was understood: its method and its request message, checked against the schema.
public struct MethodCall: Sendable, Equatable {
  public var id: RequestID
  /// What is called.
  public var method: Method
  /// The fact's number when a fact was called by its name; `method` is `record` then.
  public var fact: Int?
  /// The encoded request message: only known fields, in their types, all required ones present.
  public var request: [UInt8]
  /// How many messages stand in its lists, those of its facts included.
  public var entries: Int
  /// Whether it names contacts otherwise than by their ids: ``NamedContacts``.
  public var hasReferences: Bool

  /// Puts a call together.
  public init(
    id: RequestID, method: Method, fact: Int? = nil, request: [UInt8], entries: Int = 0, hasReferences: Bool = false
  ) {
    self.id = id
    self.method = method
    self.fact = fact
    self.request = request
    self.entries = entries
    self.hasReferences = hasReferences
  }
}

/// What is counted of a request while it is read.
struct RequestCounts {
  /// The messages in its lists.
  var entries = 0
  /// The contacts that it names otherwise than by their ids.
  var references = 0
}

/// What became of one request that was read.
public enum InboundRequest: Sendable, Equatable {
  case call(MethodCall)
  /// Answered by this error; not at all when the id is `none`.
  case refused(RequestID, WireError)
}

/// What one line or frame held.
public enum InboundMessage: Sendable, Equatable {
  case one(InboundRequest)
  /// A JSON array: answered by one array, in order, without what needs no answer; by nothing when nothing is left.
  case batch([InboundRequest])
}
