import APISchema
public import FactSchema

/// The type of one message: which fields it has under which numbers and JSON names. A small handle; costs nothing to
/// copy.
public struct MessageType: Sendable, Hashable {
  /// Its place in the pool.
  package let index: Int

  /// The type of the schema's message of that name, without the package, such as `ContactCard`.
  public init?(named name: String) {
    guard let messageType = DescriptorPool.shared.find(name) else { return nil }
    self = messageType
  }

  package init(index: Int) { self.index = index }

  /// The schema's table of this message.
  public var table: MessageTable { SchemaTables.messages[index] }
}
