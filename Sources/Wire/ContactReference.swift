import APISchema
import Bytes
import Descriptors
package import FactSchema

/// Which contact is meant, said otherwise than by its id: by an e-mail address, a phone, or the external id.
///
/// In JSON it is an object such as `{"email": "ada@example.org"}` in the place of the id; in an encoded request, and so in
/// binary, a text such as `email:ada@example.org`.
public struct ContactReference: Hashable, Sendable {
  /// By what it is named.
  public enum Kind: String, CaseIterable, Sendable {
    case email, phone
    case externalID = "externalId"

    /// What a sentence calls it.
    public var words: String {
      switch self {
      case .email: "e-mail address"
      case .phone: "phone"
      case .externalID: "external id"
      }
    }

    /// The field by which contacts are searched so; it bounds the text.
    package var field: FieldTable { Self.fields[self == .email ? 0 : self == .phone ? 1 : 2] }

    /// The most bytes of the text.
    var bytesMax: Int { field.maxBytes ?? .max }

    private static let fields = allCases.map { kind in
      guard let field = Method.contactFind.request.table.fields.first(where: { $0.jsonName == kind.rawValue }) else {
        preconditionFailure("contacts are not searched by \(kind.rawValue)")
      }
      return field
    }

    fileprivate var prefix: String { "\(rawValue):" }
  }

  /// By what it is named.
  public var kind: Kind
  /// The address, phone or id, as it was sent.
  public var text: String

  /// The most of them that one request holds.
  static let countMax = 1_000

  /// Nil for a text that begins as none does, such as an id.
  init?(_ encoded: Span<UInt8>, _ range: Range<Int>) {
    guard let kind = Self.kind(encoded, range), let text = try? UTF8Span(validating: encoded.extracting(range)) else {
      return nil
    }
    self.kind = kind
    self.text = String(String(copying: text).dropFirst(kind.prefix.utf8.count))
  }

  /// The kind of reference that a text is; nil for one that is none, such as an id.
  static func kind(_ text: Span<UInt8>, _ range: Range<Int>) -> Kind? {
    // Ids begin with c; that is all that is looked at of almost all texts.
    guard !range.isEmpty, text[range.lowerBound] != UInt8(ascii: "c") else { return nil }
    return Kind.allCases.first { kind in
      let prefix = kind.prefix.utf8
      return range.count >= prefix.count
        && zip(prefix, range).allSatisfy { byte, index in text[index] == byte }
    }
  }

  /// Appends what stands before the text in an encoded request.
  static func append(_ kind: Kind, to out: inout [UInt8]) { out.append(contentsOf: kind.prefix.utf8) }

  /// How many bytes a text in the place of a contact's id may have.
  static func bytesMax(_ text: Span<UInt8>, _ range: Range<Int>, _ field: FieldDescriptor) -> Int {
    kind(text, range).map { $0.bytesMax + $0.prefix.utf8.count } ?? field.maxBytes
  }

  static let tooMany = WireError(
    .tooLarge, "a request names at most \(countMax) contacts by e-mail address, phone or external id")
}
