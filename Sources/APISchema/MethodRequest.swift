public import SwiftProtobuf

/// A request message, with the method that it calls and the message that answers it.
public protocol MethodRequest: Message {
  /// The message that answers it.
  associatedtype Answer: Message
  /// The method that it calls.
  static var method: Method { get }
}

/// A request that is answered from read models, as of a position that they must have reached.
public protocol ReadModelRequest: MethodRequest {
  /// The position that the read models must have reached.
  var atLeast: UInt64 { get set }
  /// Whether the request names one.
  var hasAtLeast: Bool { get }
  /// How long to wait for that, in milliseconds.
  var timeoutMs: UInt32 { get set }
  /// Whether the request says so.
  var hasTimeoutMs: Bool { get }
}

/// A request for a page of a list.
public protocol PageRequest: ReadModelRequest where Answer: PageAnswer {
  /// Where an earlier page ended.
  var cursor: String { get set }
  /// Whether the request says so.
  var hasCursor: Bool { get }
  /// The request without its page and its wait.
  var conditions: Self { get }
}

/// A request for a page of a list, which may say how long the page is.
public protocol ListRequest: PageRequest {
  /// The most entries.
  var limit: UInt32 { get set }
  /// Whether the request says so.
  var hasLimit: Bool { get }
}

/// The answer of a read model, which may be behind the log.
public protocol ReadModelAnswer: Message {
  /// Where the read model stood.
  var position: UInt64 { get }
  /// Whether it cannot follow the log at the moment.
  var hasBehind: Bool { get }
  /// How far it is behind, and why.
  var behind: Behind { get }
}

/// A page of a list.
public protocol PageAnswer: Message {
  /// What is listed.
  associatedtype Entry: Message
  /// The page's entries.
  var pageEntries: [Entry] { get }
  /// The number of the field that holds them.
  static var entriesField: UInt64 { get }
  /// The number of the field that says where the page ended.
  static var cursorField: UInt64 { get }
  /// Where the page ended.
  var cursor: String { get }
  /// Whether there is more.
  var hasCursor: Bool { get }
}
