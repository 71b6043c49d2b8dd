public import APISchema
public import Descriptors

extension Method {
  /// The name on the wire, such as `contact.get`.
  public var name: String { MethodCatalogue.entry(self).name }
  /// The type of its request message.
  public var request: MessageType { MethodCatalogue.entry(self).request }
  /// The type of its reply message.
  public var reply: MessageType { MethodCatalogue.entry(self).reply }
  /// The most bytes of its encoded reply.
  public var replyBytes: Int { MethodCatalogue.entry(self).replyBytes }
  /// Whether it is answered from read models, and so takes `atLeast` and `timeoutMs`.
  public var isQuery: Bool { MethodCatalogue.entry(self).isQuery }
}
