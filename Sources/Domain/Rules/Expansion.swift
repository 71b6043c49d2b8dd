public import FactSchema
import SwiftProtobuf

/// What the daemon records behind a fact that says it of many, under its command: one fact for each of them.
public struct Expansion: Sendable {
  /// The facts, in their order.
  public var facts: [Fact.OneOf_Fact]
  /// The field of the fact that stands for them: what is wrong with one of them is wrong with it.
  public var field: String
}

/// What the daemon records behind a fact that was just recorded; nil for one that says it of nobody else.
///
/// Throws `.tooLarge` for more than `limit` facts. It looks at what an owner has, or at all deals that ever were in a pipeline.
public func expansion(
  of fact: Fact, knowing knowledge: any Knowledge, limit: Int
) throws(Refusal) -> Expansion? {
  switch fact.fact {
  case .workHandedOver(let fact):
    Expansion(facts: try handedOver(by: fact, knowing: knowledge, limit: limit), field: "from")
  case .pipelineDefined(let fact) where !fact.move.isEmpty:
    Expansion(facts: try moved(by: fact, knowing: knowledge, limit: limit), field: "move")
  default: nil
  }
}

extension EncodedFact {
  /// Whether others may be recorded behind it, see ``expansion(of:knowing:limit:)``.
  public var isExpanded: Bool {
    switch type {
    case .workHandedOver: true
    case .pipelineDefined: !fact.pipelineDefined.move.isEmpty
    default: false
    }
  }
}

extension EventHeader {
  /// The cause of what the daemon records with a fact that says it of many.
  public static let expanded = "expanded"

  /// Whether the daemon recorded it with the fact before it, which says it of many.
  public var isExpanded: Bool { role == .daemon && causationID == Self.expanded }
}
