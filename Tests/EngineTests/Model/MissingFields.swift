import APISchema
import Domain
import FactSchema
import Foundation
import SwiftProtobuf

/// What a request lacks of the fields that the schema requires.
enum MissingFields {
  /// The events of a request that lack a required field.
  static func events(of request: RecordRequest) throws -> [Int] {
    try request.events.indices.filter { try isIncomplete(request.events[$0].fact) }
  }

  private static func isIncomplete(_ fact: Fact) throws -> Bool {
    guard let shape = fact.type?.message else { return true }
    // The JSON mapping leaves out what has its default.
    let json = try JSONSerialization.jsonObject(with: Data(fact.jsonUTF8Bytes() as [UInt8])) as? [String: Any]
    guard let content = json?.values.first as? [String: Any] else { return true }
    return isIncomplete(content, shape)
  }

  private static func isIncomplete(_ content: [String: Any], _ shape: MessageTable) -> Bool {
    shape.fields.contains { field in
      guard let value = content[field.jsonName] else { return field.isRequired }
      guard case .message(let name) = field.kind,
        let inner = SchemaTables.messages.first(where: { $0.name == name })
      else { return false }
      let parts = value as? [[String: Any]] ?? [value as? [String: Any] ?? [:]]
      return parts.contains { isIncomplete($0, inner) }
    }
  }
}
