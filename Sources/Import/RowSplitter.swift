/// Cuts a stream of bytes into rows: at line ends outside quotes.
///
/// Bytes are pushed in pieces of any size; memory is bounded by the piece and `InputFormat.rowBytesMax`. A line that is
/// longer costs one row.
struct RowSplitter {
  /// The bytes of one row without its line end.
  struct RawRow: Equatable {
    /// The number of its first line; the file's first is 1.
    var line: Int
    var bytes: [UInt8]
    /// Why it is no row, for a person.
    var fault: String?
    /// Whether the line was longer than a row may be: then its bytes are not kept.
    var isCut = false
  }

  let separator: InputFormat.Separator
  let quote: UInt8?
  private let rowBytesMax: Int

  private var buffer: [UInt8] = []
  /// Where the row begins that is being read.
  private var start = 0
  /// The next byte to look at.
  private var cursor = 0
  private var state = QuoteState.fieldStart
  private var line = 1
  /// Line ends inside the row that is being read, and where the first of them is.
  private var innerLines = 0
  private var firstInnerLineEnd: Int?
  private var isAtStart = true
  /// Whether the rest of a line that is too long is passed over.
  private var isSkipping = false

  init(separator: InputFormat.Separator, quote: UInt8?, rowBytesMax: Int = InputFormat.rowBytesMax) {
    self.separator = separator
    self.quote = quote
    self.rowBytesMax = rowBytesMax
  }

  mutating func push(_ bytes: some Sequence<UInt8>) {
    if start > 1 << 16 {
      buffer.removeFirst(start)
      cursor -= start
      if let end = firstInnerLineEnd { firstInnerLineEnd = end - start }
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next row; nil when more bytes are needed, or with `atEnd` when there are no more.
  mutating func next(atEnd: Bool) -> RawRow? {
    if isAtStart {
      guard buffer.count >= 3 || atEnd else { return nil }
      isAtStart = false
      if buffer.starts(with: [0xEF, 0xBB, 0xBF]) {
        start = 3
        cursor = 3
      }
    }
    if isSkipping { skip() }
    while cursor < buffer.count {
      let byte = buffer[cursor]
      cursor += 1
      if byte == UInt8(ascii: "\n") {
        if state != .quoted { return finish(end: cursor - 1) }
        innerLines += 1
        if firstInnerLineEnd == nil { firstInnerLineEnd = cursor - 1 }
      } else {
        state.step(byte, separator: separator, quote: quote)
      }
      if cursor - start > rowBytesMax {
        return firstInnerLineEnd == nil ? giveUpLine() : giveUpQuote()
      }
    }
    guard atEnd, start < buffer.count else { return nil }
    return state == .quoted ? giveUpQuote() : finish(end: buffer.count)
  }

  private mutating func finish(end: Int, fault: String? = nil) -> RawRow {
    var last = end
    if last > start, buffer[last - 1] == UInt8(ascii: "\r") { last -= 1 }
    let row = RawRow(line: line, bytes: Array(buffer[start..<last]), fault: fault)
    line += 1 + innerLines
    start = min(end + 1, buffer.count)
    cursor = start
    state = .fieldStart
    innerLines = 0
    firstInnerLineEnd = nil
    return row
  }

  /// The line is longer than a row may be: nothing of it is kept, and what follows is read.
  private mutating func giveUpLine() -> RawRow {
    let row = RawRow(line: line, bytes: [], fault: "the line is longer than \(rowBytesMax) bytes", isCut: true)
    isSkipping = true
    state = .fieldStart
    skip()
    return row
  }

  private mutating func skip() {
    while cursor < buffer.count, isSkipping {
      if buffer[cursor] == UInt8(ascii: "\n") {
        isSkipping = false
        line += 1
      }
      cursor += 1
    }
    start = cursor
  }

  /// A quote was never closed: its first line is no row, and what follows is read again, so that one stray quote
  /// costs one row.
  private mutating func giveUpQuote() -> RawRow {
    let end = firstInnerLineEnd ?? buffer.count
    innerLines = 0
    return finish(end: end, fault: "a quote is opened and never closed")
  }
}

/// Where in a field a reader is. Both the cut into rows and the cut into fields go by it.
enum QuoteState {
  case fieldStart, plain, quoted, quoteSeen

  @inline(__always)
  mutating func step(_ byte: UInt8, separator: InputFormat.Separator, quote: UInt8?) {
    switch self {
    case .fieldStart, .plain, .quoteSeen:
      if separator.matches(byte) {
        self = .fieldStart
      } else if byte == quote, self != .plain {
        self = .quoted
      } else {
        self = .plain
      }
    case .quoted:
      if byte == quote { self = .quoteSeen }
    }
  }
}
