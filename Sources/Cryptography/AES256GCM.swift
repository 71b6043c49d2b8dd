internal import CLibcrypto
import Synchronization

/// A key of AES-256.
public struct SealingKey: Sendable, Equatable {
  /// Its length, in bytes.
  public static let bytes = 32

  /// The bytes as they lie in memory.
  private(set) var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The key of exactly 32 bytes; traps for any other number.
  public init(_ bytes: Span<UInt8>) {
    precondition(bytes.count == Self.bytes, "a key has 32 bytes")
    unsafe bytes.withUnsafeBytes { source in
      unsafe withUnsafeMutableBytes(of: &words) { unsafe $0.copyMemory(from: source) }
    }
  }

  public static func == (a: SealingKey, b: SealingKey) -> Bool { a.words == b.words }
}

/// The library could not do what it was asked, as it does when memory is short.
public struct CipherFailure: Error {}

/// AES-256 in Galois/counter mode (NIST SP 800-38D), with nonces of 12 bytes and tags of 16; for any number of threads.
public final class AES256GCM: Sendable {
  /// The length of a nonce, in bytes.
  public static let nonceBytes = 12
  /// The length of a tag, in bytes.
  public static let tagBytes = 16

  /// Contexts that no one uses at the moment; making one takes as long as sealing.
  private let idle = Mutex<[CipherContext]>([])

  /// A cipher without contexts yet.
  public init() {}

  /// Appends the ciphertext and the tag to bytes that end with the nonce, which is never to be used again with that key.
  ///
  /// Traps when there are fewer bytes than a nonce has. Throws ``CipherFailure``; what was appended means nothing then.
  public func seal(
    _ plain: Span<UInt8>, key: SealingKey, associated: Span<UInt8>, behindNonce bytes: inout [UInt8]
  ) throws(CipherFailure) {
    precondition(bytes.count >= Self.nonceBytes, "the nonce comes first")
    let context = try context()
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: plain.count + Self.tagBytes))
    let sealed = unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe context.seal(
        plain, key: key, nonce: UnsafeRawBufferPointer(rebasing: bytes[(start - Self.nonceBytes)..<start]),
        associated: associated, to: UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
    }
    guard sealed else { throw CipherFailure() }
    idle.withLock { $0.append(context) }
  }

  /// Appends the plain text of nonce, ciphertext and tag; false, with nothing appended, when key, associated bytes and
  /// these are not those of one seal. Throws ``CipherFailure``, with nothing appended.
  public func open(
    _ sealed: Span<UInt8>, key: SealingKey, associated: Span<UInt8>, to plain: inout [UInt8]
  ) throws(CipherFailure) -> Bool {
    guard sealed.count >= Self.nonceBytes + Self.tagBytes else { return false }
    let context = try context()
    let start = plain.count
    plain.append(contentsOf: repeatElement(0, count: sealed.count - Self.nonceBytes - Self.tagBytes))
    let isSound = unsafe plain.withUnsafeMutableBytes { plain in
      unsafe context.open(
        sealed, key: key, associated: associated, to: UnsafeMutableRawBufferPointer(rebasing: plain[start...]))
    }
    if !isSound { plain.removeSubrange(start...) }
    idle.withLock { $0.append(context) }
    return isSound
  }

  private func context() throws(CipherFailure) -> CipherContext {
    if let context = idle.withLock({ $0.popLast() }) { return context }
    guard let context = CipherContext() else { throw CipherFailure() }
    return context
  }
}

/// The library's state for one seal at a time.
///
/// Sendable unchecked because it is in one hand at a time: who takes it out of the pool is alone with it until it is put
/// back, and the pool's lock orders the two.
@safe
private final class CipherContext: @unchecked Sendable {
  private let pointer: OpaquePointer

  init?() {
    guard let cipher = unsafe EVP_aes_256_gcm(), let pointer = unsafe EVP_CIPHER_CTX_new() else { return nil }
    unsafe self.pointer = pointer
    guard unsafe EVP_CipherInit_ex(pointer, cipher, nil, nil, nil, 1) == 1 else { return nil }
  }

  deinit { unsafe EVP_CIPHER_CTX_free(pointer) }

  func seal(
    _ plain: Span<UInt8>, key: SealingKey, nonce: UnsafeRawBufferPointer, associated: Span<UInt8>,
    to sealed: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let out = unsafe sealed.assumingMemoryBound(to: UInt8.self)
    return unsafe plain.withUnsafeBufferPointer { plain in
      guard let base = out.baseAddress, unsafe start(key, nonce: nonce, associated: associated, seals: 1),
        unsafe update(plain, to: base)
      else { return false }
      var last: Int32 = 0
      let tag = unsafe base + plain.count
      return unsafe EVP_CipherFinal_ex(pointer, tag, &last) == 1
        && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, Int32(AES256GCM.tagBytes), tag) == 1
    }
  }

  func open(
    _ sealed: Span<UInt8>, key: SealingKey, associated: Span<UInt8>, to plain: UnsafeMutableRawBufferPointer
  ) -> Bool {
    unsafe sealed.withUnsafeBufferPointer { sealed in
      let text = AES256GCM.nonceBytes..<(sealed.count - AES256GCM.tagBytes)
      let nonce = unsafe UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(sealed)[..<text.lowerBound])
      // Decrypting asks for somewhere to write to even when there is nothing to write.
      var nothing: UInt8 = 0
      guard unsafe start(key, nonce: nonce, associated: associated, seals: 0) else { return false }
      let ciphertext = unsafe UnsafeBufferPointer(rebasing: sealed[text])
      let out = unsafe plain.assumingMemoryBound(to: UInt8.self)
      var tag: (UInt64, UInt64) = (0, 0)
      var last: Int32 = 0
      return unsafe withUnsafeMutableBytes(of: &tag) { tag in
        unsafe tag.copyMemory(from: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: sealed[text.upperBound...])))
        return unsafe update(ciphertext, to: out.baseAddress)
          && EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, Int32(AES256GCM.tagBytes), tag.baseAddress) == 1
          && EVP_CipherFinal_ex(pointer, &nothing, &last) == 1
      }
    }
  }

  /// Begins a seal, or the opening of one.
  private func start(
    _ key: SealingKey, nonce: UnsafeRawBufferPointer, associated: Span<UInt8>, seals: Int32
  ) -> Bool {
    let nonce = unsafe nonce.assumingMemoryBound(to: UInt8.self).baseAddress
    let isKeyed = unsafe withUnsafeBytes(of: key.words) { words in
      let key = unsafe words.assumingMemoryBound(to: UInt8.self).baseAddress
      return unsafe EVP_CipherInit_ex(pointer, nil, nil, key, nonce, seals) == 1
    }
    return unsafe isKeyed && associated.withUnsafeBufferPointer { unsafe update($0, to: nil) }
  }

  private func update(_ bytes: UnsafeBufferPointer<UInt8>, to out: UnsafeMutablePointer<UInt8>?) -> Bool {
    guard !bytes.isEmpty else { return true }
    var written: Int32 = 0
    return unsafe EVP_CipherUpdate(pointer, out, &written, bytes.baseAddress, Int32(bytes.count)) == 1
  }
}
