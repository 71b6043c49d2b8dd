import Cryptography
import FactSchema
import Testing

/// The examples that go with the standards.
@Suite struct `Digests and seals are those of the standards` {
  /// FIPS 180-4's examples, and the digest of nothing.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func `SHA-256, whole and in parts`(text: String, digest: String) {
    let bytes = Array(text.utf8)
    #expect(SHA256.digest(bytes).description == digest)
    var function = SHA256()
    for byte in bytes.prefix(7) { function.update(byte: byte) }
    function.update(Array(bytes.dropFirst(7)).span)
    #expect(function.finalize().description == digest)
  }

  /// Test cases 13, 14 and 16 of "The Galois/Counter Mode of Operation" by McGrew and Viega.
  struct Vector: Sendable {
    let key, nonce, associated, plain, sealed: String
  }

  static let vectors = [
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12), associated: "", plain: "",
      sealed: "530f8afbc74536b9a963b4f1c4cb738b"),
    Vector(
      key: String(repeating: "00", count: 32), nonce: String(repeating: "00", count: 12), associated: "",
      plain: String(repeating: "00", count: 16),
      sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"),
    Vector(
      key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", nonce: "cafebabefacedbaddecaf888",
      associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
      plain: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"),
  ]

  static func bytes(_ hex: String) -> [UInt8] {
    stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
  }

  @Test(arguments: vectors) func `AES-256-GCM`(vector: Vector) throws {
    let cipher = AES256GCM()
    let key = SealingKey(Self.bytes(vector.key).span)
    let associated = Self.bytes(vector.associated)
    let before = Self.bytes("0102") + Self.bytes(vector.nonce)
    var sealed = before
    try cipher.seal(Self.bytes(vector.plain).span, key: key, associated: associated.span, behindNonce: &sealed)
    #expect(sealed == before + Self.bytes(vector.sealed))
    var plain: [UInt8] = [7]
    #expect(try cipher.open(sealed.span.extracting(2...), key: key, associated: associated.span, to: &plain))
    #expect(plain == [7] + Self.bytes(vector.plain))
  }

  @Test func `a changed byte, key or associated byte opens nothing`() throws {
    let cipher = AES256GCM()
    let key = SealingKey([UInt8](repeating: 5, count: 32).span)
    let associated: [UInt8] = [1, 2, 3]
    var sealed = [UInt8](repeating: 9, count: AES256GCM.nonceBytes)
    try cipher.seal(Array("ada@example.com".utf8).span, key: key, associated: associated.span, behindNonce: &sealed)
    var plain: [UInt8] = []
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 1
      #expect(try !cipher.open(changed.span, key: key, associated: associated.span, to: &plain), "byte \(index)")
    }
    let other = SealingKey([UInt8](repeating: 6, count: 32).span)
    #expect(try !cipher.open(sealed.span, key: other, associated: associated.span, to: &plain))
    #expect(try !cipher.open(sealed.span, key: key, associated: [1, 2].span, to: &plain))
    for count in 0..<sealed.count {
      #expect(try !cipher.open(Array(sealed.prefix(count)).span, key: key, associated: associated.span, to: &plain))
    }
    #expect(plain.isEmpty)
    #expect(try cipher.open(sealed.span, key: key, associated: associated.span, to: &plain))
    #expect(plain == Array("ada@example.com".utf8))
  }

  @Test func `many threads seal and open at once`() async throws {
    let cipher = AES256GCM()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 as Range<UInt8> {
        group.addTask {
          let key = SealingKey([UInt8](repeating: task, count: 32).span)
          for round in 0..<500 {
            let text = [UInt8](repeating: task, count: round % 70)
            var sealed = [UInt8](repeating: UInt8(round & 255), count: AES256GCM.nonceBytes)
            try cipher.seal(text.span, key: key, associated: [task].span, behindNonce: &sealed)
            var plain: [UInt8] = []
            let isOpen = try cipher.open(sealed.span, key: key, associated: [task].span, to: &plain)
            #expect(isOpen && plain == text)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

@Suite struct `HMAC-SHA-256` {
  /// RFC 4231's test cases 1, 2 and 4, whose keys are shorter than ours: a key is filled up with zeros.
  @Test(
    arguments: [
      (
        [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        Array(1...25), [UInt8](repeating: 0xCD, count: 50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
      ),
    ] as [([UInt8], [UInt8], String)])
  func `is as published, in one part or several`(_ key: [UInt8], _ text: [UInt8], _ expected: String) {
    let key = SealingKey((key + [UInt8](repeating: 0, count: 32 - key.count)).span)
    for split in [0, text.count / 2, text.count] {
      var function = HMAC256(key)
      function.update(text.span.extracting(..<split))
      function.update(text.span.extracting(split...))
      #expect(function.finalize().description == expected)
    }
  }
}
