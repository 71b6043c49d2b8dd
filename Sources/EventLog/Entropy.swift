import Glibc

/// Where keys, nonces and the log's origin come from.
public struct Entropy: Sendable {
  /// That many random bytes.
  let bytes: @Sendable (_ count: Int) throws(EventLogError) -> [UInt8]

  /// A source of a caller's own: for tests that need the same bytes again.
  public init(_ bytes: @escaping @Sendable (_ count: Int) throws(EventLogError) -> [UInt8]) {
    self.bytes = bytes
  }

  /// What the kernel gives at once.
  private static let kernelBytesMax = 256

  /// The kernel's.
  public static let system = Entropy { (count) throws(EventLogError) in
    var bytes = [UInt8](repeating: 0, count: count)
    for start in stride(from: 0, to: count, by: kernelBytesMax) {
      let part = min(kernelBytesMax, count - start)
      let result = unsafe bytes.withUnsafeMutableBytes { buffer -> Int32 in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe getentropy(base + start, part)
      }
      guard result == 0 else { throw .system(errno, operation: "getentropy", path: "") }
    }
    return bytes
  }
}

/// Nonces cut from blocks of random bytes, each used once.
struct NonceSource {
  /// How many nonces a block holds.
  static let blockNonces = 1024

  private let entropy: Entropy
  private var block: [UInt8] = []
  private var used = 0

  init(_ entropy: Entropy) { self.entropy = entropy }

  /// Appends a nonce that was never given before.
  mutating func append(to bytes: inout [UInt8]) throws(EventLogError) {
    if used == block.count {
      block = try entropy.bytes(Self.blockNonces * Seal.nonceBytes)
      used = 0
    }
    bytes.append(contentsOf: block[used..<(used + Seal.nonceBytes)])
    used += Seal.nonceBytes
  }
}
