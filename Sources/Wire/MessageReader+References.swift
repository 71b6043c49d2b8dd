import Bytes
import Descriptors

extension MessageReader {
  /// Reads an object such as `{"email": "ada@example.org"}` as the text that it stands for.
  mutating func readReference(
    _ text: Span<UInt8>, _ at: inout Int, _ field: FieldDescriptor, to out: inout [UInt8]
  ) throws(WireError) -> Bool {
    let content = out.begin(delimited: field.number)
    var kind: ContactReference.Kind?
    at += 1
    while nextKey(text, &at) {
      let key = self.content(of: readKey(text, &at), text)
      guard let named = ContactReference.Kind.allCases.first(where: { key.elementsEqual($0.rawValue.utf8) }) else {
        throw WireError(.invalid, field: EchoedName.text(key), "ContactReference has no such field")
      }
      guard kind == nil else { throw oneOfKinds }
      kind = named
      guard text[at] == UInt8(ascii: "\"") else { throw wrongKind(text, at, "a string").inside(named.rawValue) }
      let range = readKeyless(text, &at)
      ContactReference.append(named, to: &out)
      let before = out.count
      if range.count / 6 <= named.bytesMax { JSONString.appendContent(text, range, to: &out) }
      guard (1...named.bytesMax).contains(out.count - before) else {
        throw WireError(.invalid, field: named.rawValue, "must have 1 to \(named.bytesMax) bytes")
      }
    }
    guard kind != nil else { throw oneOfKinds }
    out.end(delimited: content)
    references += 1
    if references > ContactReference.countMax { throw ContactReference.tooMany }
    return true
  }

  private var oneOfKinds: WireError { WireError(.invalid, "must have one of email, phone and externalId") }
}
