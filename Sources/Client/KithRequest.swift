public import Schema
public import SwiftProtobuf

/// A request message, with the method that it belongs to and the message that answers it.
public protocol KithRequest: Message {
  /// The message that answers it.
  associatedtype Reply: Message
  /// The method that it calls.
  static var method: Schema.Method { get }
}
