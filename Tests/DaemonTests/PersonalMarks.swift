import FactSchema
import Foundation

/// Values that stand for what is personal: each is told from everything else, in whatever form it comes back.
final class PersonalMarks {
  /// What no other text has in it, in small letters.
  private static let word = "zqxm"
  /// What no other phone has in it.
  private static let digits = "20794"
  /// The year of every date of a person, and of nothing else.
  private static let year = "1647"
  private var count = 0
  /// Those that facts were recorded with, by type and field.
  private(set) var used: [(type: FactType, field: FieldTable)] = []

  /// The parameters of a call that records, with every personal field of its facts set to a mark; of `record`, of each of
  /// its facts.
  func marked(_ method: String, _ params: [String: Any]) -> [String: Any] {
    if let type = FactType(named: method) { return marked(type, params) }
    guard method == "record", let events = params["events"] as? [[String: Any]] else { return params }
    var params = params
    params["events"] = events.map { event in
      guard let type = FactType(named: event["type"] as? String ?? ""), let data = event["data"] as? [String: Any]
      else {
        return event
      }
      return event.merging(["data": marked(type, data)]) { $1 }
    }
    return params
  }

  private func marked(_ type: FactType, _ data: [String: Any]) -> [String: Any] {
    // The daemon makes keys itself.
    type.message.fields.filter { $0.isPersonal && $0.jsonName != "addressKey" }.reduce(into: data) { data, field in
      let mark = next(field)
      used.append((type, field))
      data[field.jsonName] = field.label == .repeated ? [whole(field, mark)] : mark
    }
  }

  /// An entry of a list with the mark in it.
  private func whole(_ field: FieldTable, _ mark: String) -> Any {
    guard case .message(let name) = field.kind, let inner = SchemaTables.factMessages.first(where: { $0.name == name })
    else { return mark }
    return inner.fields.reduce(into: [String: Any]()) { entry, part in
      switch part.form {
      case .region: entry[part.jsonName] = "GB"
      case .word: entry[part.jsonName] = mark.lowercased()
      default: entry[part.jsonName] = part.label == .repeated ? [mark] : mark
      }
    }
  }

  private func next(_ field: FieldTable) -> String {
    count += 1
    switch field.jsonName {
    case "emails", "address": return "\(Self.word)\(count)@example.org"
    case "phones": return "+44\(Self.digits)\(60_000 + count)"
    case "birthday", "anniversary": return "\(Self.year)-\(10 + count % 3)-\(10 + count % 19)"
    case "emailLabels", "phoneLabels": return "\(Self.word)\(count)"
    default: return "Zqxm\(count)"
    }
  }

  /// Whether these bytes have a mark in them: as it is, folded, in hexadecimal, or in base64url, as cursors are.
  static func areIn(_ bytes: Data) -> Bool {
    func hasMark(_ bytes: some Sequence<UInt8>) -> Bool {
      let text = String(decoding: bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
      return [word, digits, "\(year)-1"].contains { text.contains($0) || text.contains(hexadecimal($0)) }
    }
    if hasMark(bytes) { return true }
    let runs = bytes.split { byte in
      !(0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte == 0x2D || byte == 0x5F)
    }
    return runs.contains { run in
      // In a frame what stands before it may belong to the run.
      run.count >= 12 && (0..<4).contains { skipped in hasMark(decoded(run.dropFirst(skipped))) }
    }
  }

  private static func hexadecimal(_ text: String) -> String {
    text.utf8.map { String($0, radix: 16) }.joined()
  }

  private static func decoded(_ run: Data) -> Data {
    let text = String(decoding: run.prefix(run.count / 4 * 4), as: UTF8.self)
    return Data(base64Encoded: text.replacing("-", with: "+").replacing("_", with: "/")) ?? Data()
  }
}

extension FactType {
  /// The type of fact of that name, or nil.
  init?(named name: String) {
    guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }
}
