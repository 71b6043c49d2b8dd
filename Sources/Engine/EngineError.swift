/// Why an engine could not be opened.
public struct EngineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Code: Sendable, Equatable {
    /// Another process has the folder open.
    case locked
    /// The folder or a file in it cannot be read or written.
    case inaccessible
    /// The log or the vault is damaged or of another kind.
    case damaged
    /// Acknowledged facts are missing, and nobody has accepted that.
    case lost
    /// The disk is full.
    case storageFull
  }

  /// What kind of failure it is.
  public var code: Code
  /// One sentence for a person, with what to do.
  public var message: String

  /// A failure of that kind, in a sentence.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
