/// Why the socket cannot be opened, as one sentence that says what to do.
public struct SocketError: Error, Equatable, Sendable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}
