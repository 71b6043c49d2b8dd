import Glibc
import LMDB

/// Writes whole blocks to a file, past the page cache where the file system allows that: what is small is durable sooner,
/// and takes the processor a third less time.
///
/// Used by one thread at a time.
struct BlockWriter {
  /// The bytes of a block, which begins at a multiple of them in the file and in memory.
  static let block = 4096
  /// The most bytes that are written at a time.
  private static let pieceBytes = 1 << 20
  /// How often a device may take less than a block before that is an error.
  private static let futileMax = 8

  private let path: String
  private var file: OpenFile
  private var isDirect: Bool
  /// Room for a piece, wherever a block begins in it.
  private var room = [UInt8](repeating: 0, count: pieceBytes + block)

  /// Opens the file, which is there.
  init(path: String) throws(EventLogError) {
    self.path = path
    let direct = unsafe open(path, O_WRONLY | O_CLOEXEC | __O_DIRECT)
    isDirect = direct >= 0
    guard direct >= 0 || errno == EINVAL else { throw EventLogError.failed("open", path) }
    file = OpenFile(isDirect ? direct : try Self.buffered(path))
  }

  /// The open file.
  var descriptor: Int32 { file.descriptor }

  /// The bytes, rounded up to whole blocks.
  static func blocks(_ bytes: Int) -> Int { (bytes + block - 1) / block * block }

  /// Writes the bytes from the beginning of a block on, and zeros up to the end of their last one; durable when it
  /// returns. After an error it is not known what of them is in the file.
  mutating func write(_ bytes: [UInt8], at offset: Int) throws(LMDBError) {
    precondition(offset % Self.block == 0, "blocks begin at multiples of their size")
    var done = 0
    var futile = 0
    while done < bytes.count {
      let count = min(Self.pieceBytes, bytes.count - done)
      let put = put(bytes.span.extracting(done..<done + count), at: offset + done)
      if put < 0, errno == EINTR { continue }
      if put < 0, errno == EINVAL, isDirect {
        try giveUpDirect()
        continue
      }
      guard put >= 0 else { throw LMDBError(.system(errno), operation: "pwrite", path: path) }
      // What was taken of a block is written again with the rest of it.
      let whole = min(count, put / Self.block * Self.block)
      done += whole
      futile = whole == 0 ? futile + 1 : 0
      guard futile < Self.futileMax else { throw LMDBError(.system(EIO), operation: "pwrite", path: path) }
    }
    guard fdatasync(file.descriptor) == 0 else {
      throw LMDBError(.system(errno), operation: "fdatasync", path: path)
    }
  }

  /// Writes one piece; how many bytes the system took, or -1.
  private mutating func put(_ piece: Span<UInt8>, at offset: Int) -> Int {
    let descriptor = file.descriptor
    let count = Self.blocks(piece.count)
    return unsafe room.withUnsafeMutableBytes { room in
      let start = -Int(bitPattern: room.baseAddress) & (Self.block - 1)
      let place = unsafe UnsafeMutableRawBufferPointer(rebasing: room[start..<start + count])
      unsafe piece.withUnsafeBytes { unsafe place.copyMemory(from: $0) }
      for index in piece.count..<count { unsafe place[index] = 0 }
      return unsafe pwrite(descriptor, place.baseAddress, count, offset)
    }
  }

  /// Goes on through the page cache: the file system wants larger blocks than these.
  private mutating func giveUpDirect() throws(LMDBError) {
    do throws(EventLogError) {
      file = OpenFile(try Self.buffered(path))
    } catch {
      throw LMDBError(.system(errno), operation: "open", path: path)
    }
    isDirect = false
  }

  private static func buffered(_ path: String) throws(EventLogError) -> Int32 {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw EventLogError.failed("open", path) }
    return descriptor
  }
}

/// A file that is closed when nobody has it any more.
private final class OpenFile: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
