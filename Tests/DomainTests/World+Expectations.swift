import Domain
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

extension World {
  /// Expects that the fact is refused so.
  func expectRefusal(
    _ code: Refusal.Code, _ field: String?, reason: String? = nil, of content: Fact.OneOf_Fact,
    at occurredAt: Instant? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    do {
      _ = try decided(content, at: occurredAt)
      Issue.record("accepted, expected \(code) for \(field ?? "-")", sourceLocation: sourceLocation)
    } catch {
      #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
      #expect(error.field == field, "\(error)", sourceLocation: sourceLocation)
      if let reason { #expect(error.reason?.rawValue == reason, "\(error)", sourceLocation: sourceLocation) }
      #expect(!error.message.isEmpty, sourceLocation: sourceLocation)
      #expect(error.code != .conflict || error.reason != nil, "\(error)", sourceLocation: sourceLocation)
      guard let field = error.field else { return }
      if error.code != .conflict { #expect(error.message.hasPrefix("\(field): "), sourceLocation: sourceLocation) }
      let name = field.prefix { $0 != "." && $0 != "[" }
      let type = Fact.with { $0.fact = content }.type
      let names = (type?.message.fields ?? []).map(\.jsonName) + ["occurredAt", "type"]
      #expect(names.contains(String(name)), "\(field)", sourceLocation: sourceLocation)
    }
  }
}
