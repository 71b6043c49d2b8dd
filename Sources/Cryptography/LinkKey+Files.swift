public import FactSchema

extension LinkKey {
  /// The bytes of a block's code.
  public static let blockCodeBytes = AES256GCM.tagBytes

  /// Appends the code of a block of a file: the tag of GCM over it, which is several times quicker than a digest of
  /// SHA-256. No two blocks may be coded under the same nonce and number.
  public func appendCode(
    ofBlock block: Span<UInt8>, number: UInt32, nonce: UInt64, by cipher: AES256GCM, to codes: inout [UInt8]
  ) throws(CipherFailure) {
    let start = codes.count
    for shift in stride(from: 56, through: 0, by: -8) {
      codes.append(UInt8(truncatingIfNeeded: nonce >> UInt64(shift)))
    }
    for shift in stride(from: 24, through: 0, by: -8) {
      codes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
    }
    let nothing: [UInt8] = []
    try cipher.seal(nothing.span, key: blocks, associated: block, behindNonce: &codes)
    codes.removeSubrange(start..<start + AES256GCM.nonceBytes)
  }

  /// The code of what is said of a file: nobody makes it without the secret.
  public func code(ofFile statement: Span<UInt8>) -> Digest256 {
    var code = files
    code.update(statement)
    return code.finalize()
  }
}
