public import FactSchema

/// Who recorded facts, by name.
public struct ActorName: Sendable, Equatable {
  /// The login name; where none is known, the uid's number.
  public let text: String
  /// The positions of the facts that the uid recorded under this name.
  public let positions: Range<Position>

  /// A name that the uid had for these facts; for all of them where nothing else is said.
  public init(_ text: String, at positions: Range<Position> = .zero..<Position(.max)) {
    self.text = text
    self.positions = positions
  }
}

/// Gives the name under which a uid recorded what stands at a position.
public typealias ActorNames = @Sendable (_ uid: UInt32, _ position: Position) -> ActorName
