import Bytes
import TestSupport
import Testing

@Suite struct `Numbers in bytes` {
  /// By shifts, byte for byte.
  private func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    stride(from: type(of: number).bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private func check<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    let expected = bytes(number)
    var array: [UInt8] = [0xAA]
    array.appendBigEndian(number)
    #expect(array == [0xAA] + expected)
    #expect(array.span.bigEndian(at: 1) == number)
    let turned = [0xAA] + expected.reversed()
    #expect(turned.span.littleEndian(at: 1) == number)
    var stack = StackBytes<17>()
    stack.append(0xAA)
    stack.appendBigEndian(number)
    #expect(stack.array == array && stack.count == size + 1)
    #expect(stack.withSpan { $0.bigEndian(at: 1) } == number)
    var replaced = [UInt8](repeating: 0, count: size + 2)
    replaced.replace(at: 1, byBigEndian: number)
    #expect(replaced == [0] + expected + [0])
  }

  @Test(arguments: [UInt64](1...10))
  func `stand most significant byte first`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let bits = random.next() >> UInt64(random.below(64))
      check(UInt8(truncatingIfNeeded: bits))
      check(UInt16(truncatingIfNeeded: bits))
      check(UInt32(truncatingIfNeeded: bits))
      check(Int32(truncatingIfNeeded: bits))
      check(bits)
      check(Int64(bitPattern: bits))
      check(UInt128(bits) << 64 | UInt128(random.next()))
      check(Int128(truncatingIfNeeded: UInt128(bits) << 64 | UInt128(random.next())))
    }
  }

  @Test(arguments: [-1, 1, 8, 9, Int.max, Int.min]) func `are not read past the end`(_ offset: Int) async {
    await #expect(processExitsWith: .failure) { [offset = offset as Int] in
      let bytes = [UInt8](repeating: 0, count: 8)
      _ = bytes.span.bigEndian(at: offset, as: UInt64.self)
    }
  }

  @Test(arguments: [-1, 5, 8]) func `are not written past the end`(_ offset: Int) async {
    await #expect(processExitsWith: .failure) { [offset = offset as Int] in
      var bytes = [UInt8](repeating: 0, count: 8)
      bytes.replace(at: offset, byBigEndian: 1 as UInt32)
    }
  }

  @Test func `on the stack have an end`() async {
    await #expect(processExitsWith: .failure) {
      var bytes = StackBytes<8>()
      bytes.append(1)
      bytes.appendBigEndian(1 as UInt64)
    }
    await #expect(processExitsWith: .failure) {
      var bytes = StackBytes<2>()
      bytes.appendVarint(1 << 14)
    }
  }

  @Test(arguments: [UInt64](1...10)) func `in decimal are as the library has them`(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for number in [0, 9, 10, 99, 100, .max] + (0..<200).map({ _ in random.next() >> UInt64(random.below(64)) }) {
      var bytes: [UInt8] = []
      bytes.append(decimal: number)
      #expect(String(decoding: bytes, as: UTF8.self) == "\(number)")
      bytes = []
      bytes.append(decimal: Int64(bitPattern: number))
      #expect(String(decoding: bytes, as: UTF8.self) == "\(Int64(bitPattern: number))")
    }
  }

  @Test func `of a width have zeros before them and lose what does not fit`() {
    var bytes: [UInt8] = []
    for (number, width) in [(7, 1), (7, 3), (0, 2), (1_234, 4), (1_234, 2)] {
      bytes.append(decimal: number, width: width)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "7" + "007" + "00" + "1234" + "34")
  }

  @Test func `are looked for within a range only`() {
    let bytes: [UInt8] = [1, 2, 3, 2, 1]
    #expect(bytes.span.firstIndex(of: 2, in: 0..<5) == 1)
    #expect(bytes.span.firstIndex(of: 2, in: 2..<5) == 3)
    #expect(bytes.span.firstIndex(of: 2, in: 2..<3) == nil)
    #expect(bytes.span.firstIndex(of: 2, in: 1..<1) == nil)
    for (array, isEqual) in [([0, 2, 3], true), ([0, 2, 4], false), ([0, 2, 3, 4], true)] as [([UInt8], Bool)] {
      let found = bytes.span.extracting(1..<3).isEqual(to: array, at: 1)
      #expect(found == isEqual)
    }
  }

  @Test func `that are text are told from those that are none`() {
    func read(_ bytes: some Sequence<UInt8>) -> (isUTF8: Bool, text: String) {
      let bytes = Array(bytes)
      return (bytes.span.isUTF8, bytes.span.text)
    }
    #expect(read("Zoë".utf8) == (true, "Zoë"))
    #expect(read("Zoë".utf8.dropLast()) == (false, "Zo\u{FFFD}"))
  }
}
