import Cryptography
import FactSchema
import Testing

/// The expected values are those of Python's `hmac` over the same bytes.
@Suite struct `What a log's secret makes` {
  private let key = LinkKey(SealingKey(Array(UInt8(0)..<32).span))

  @Test func `is what HMAC of its use makes`() {
    #expect(key.mark == "a3107b94928b617e")
    #expect(key.lookup("ada@example.com") == 0x1210f38c78669aa1ebeec914915a47cb)
    #expect(key.externalID(.contact, "crm-1") == 0x98149c59f89ac9ca0ff7234b17e845a5)
    #expect(
      key.identity(of: ["row", "", "Ada \u{e9}"]).description
        == "df0f961294728559754df96fa24dac29e4391bd83f8edb9e901156175775f2dd")
  }

  @Test func `differs by what it is of, how that is divided, its use and the secret`() {
    let other = LinkKey(SealingKey(Array(UInt8(1)...32).span))
    let identities = [
      key.identity(of: []), key.identity(of: [""]), key.identity(of: ["", ""]), key.identity(of: ["ab"]),
      key.identity(of: ["a", "b"]), other.identity(of: ["ab"]),
    ]
    #expect(Set(identities).count == identities.count)
    let codes = [key.lookup("a"), key.externalID(.contact, "a"), key.externalID(.order, "a"), other.lookup("a")]
    #expect(Set(codes).count == codes.count)
    #expect(key.mark != other.mark)
  }

  @Test func `HMAC is that of RFC 2104 for keys of 32 bytes`() {
    var code = HMAC256(SealingKey(Array(UInt8(1)...32).span))
    code.update(Array("what do ya want ".utf8).span)
    code.update(Array("for nothing?".utf8).span)
    #expect(code.finalize().description == "4d9d653fcd05f91cd858a20d50c74b604fe38f2cac49d9b0a7099584cf4fb35a")
  }
}
