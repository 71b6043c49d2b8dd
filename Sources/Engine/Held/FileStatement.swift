import Bytes
import Cryptography
import FactSchema

/// What a derived file was when it was closed in good order: how many bytes, their digest, and up to where its rows hold.
///
/// It stands in a file beside it, under a code that only the holder of the log's secret can make; so neither an accident nor
/// who may write to the folder alone can change file and statement together.
struct FileStatement: Equatable {
  /// The file's bytes in use.
  var bytes: UInt64
  /// Random: no two statements have the same.
  var nonce: UInt64
  /// Up to where its rows hold.
  var position: Position
  /// The leaf of the record at the position.
  var leaf: Digest256
  /// Of the codes of its blocks.
  var blocks: Digest256

  /// The bytes of a stored statement.
  static let storedBytes = 128
  private static let beginning = Array("KITHDIG1".utf8)

  /// As it is stored, about the file of that name.
  func encoded(about name: String, _ key: LinkKey) -> [UInt8] {
    var stored = Self.beginning
    stored.reserveCapacity(Self.storedBytes)
    for number in [bytes, nonce, position.value] { stored.appendBigEndian(number) }
    leaf.append(to: &stored)
    blocks.append(to: &stored)
    Self.code(of: stored, about: name, key).append(to: &stored)
    return stored
  }

  init(bytes: UInt64, nonce: UInt64, position: Position, leaf: Digest256, blocks: Digest256) {
    self.bytes = bytes
    self.nonce = nonce
    self.position = position
    self.leaf = leaf
    self.blocks = blocks
  }

  /// Reads a stored one; nil when it is not what was stored about the file of that name, under this key.
  init?(_ stored: [UInt8], about name: String, _ key: LinkKey) {
    let said = Array(stored.prefix(Self.storedBytes - 32))
    guard stored.count == Self.storedBytes, said.starts(with: Self.beginning),
      Digest256(stored.span, at: said.count) == Self.code(of: said, about: name, key)
    else { return nil }
    let span = stored.span
    self.init(
      bytes: span.bigEndian(at: 8), nonce: span.bigEndian(at: 16), position: Position(span.bigEndian(at: 24)),
      leaf: Digest256(span, at: 32), blocks: Digest256(span, at: 64))
  }

  private static func code(of said: [UInt8], about name: String, _ key: LinkKey) -> Digest256 {
    let bytes = said + Array(name.utf8)
    return key.code(ofFile: bytes.span)
  }
}
