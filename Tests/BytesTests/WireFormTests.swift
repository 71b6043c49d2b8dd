import Bytes
import SwiftProtobuf
import TestSupport
import Testing

/// The oracle is protobuf's library: what it writes is read, and what is written it reads, the same.
@Suite struct `Protobuf's wire form` {
  /// Numbers of every length that a varint can have, and those beside where it changes.
  static let numbers: [UInt64] = {
    var numbers: [UInt64] = [0, .max - 1, .max]
    for bits in UInt64(0)..<64 {
      let power = UInt64(1) << bits
      numbers += [power - 1, power, power + 1]
    }
    return numbers
  }()

  /// The first field, and whether nothing stands behind it.
  private func only(_ bytes: [UInt8], in range: Range<Int>? = nil) -> (field: ProtobufField?, isAll: Bool) {
    var reader = ProtobufReader(range ?? 0..<bytes.count)
    let field = reader.field(bytes.span)
    return (field, reader.isAtEnd)
  }

  @Test func `writes varints as the library does, and reads them back`() throws {
    for number in Self.numbers {
      var ours: [UInt8] = []
      ours.appendPresentField(1, number)
      let library: [UInt8] = try Google_Protobuf_UInt64Value.with { $0.value = number }.serializedBytes()
      // A default is not written.
      #expect(number == 0 || ours == library, "\(number)")
      #expect(varintCount(number) == ours.count - 1)
      let field = try #require(only(ours).field)
      #expect(field.number == 1 && field.wireType == .varint && field.value == number && field.range == 0..<ours.count)
      #expect(only(ours).isAll && field.isShortest)
    }
  }

  @Test(arguments: [UInt64](1...20))
  func `writes whole messages as the library does`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let (name, label) = (Self.text(&random), Self.text(&random))
      let number = Int32(random.below(1 << 20))
      let library: [UInt8] = try Google_Protobuf_FieldDescriptorProto.with {
        $0.name = name
        $0.number = number
        $0.options = .with {
          $0.deprecated = true
          $0.uninterpretedOption = [
            .with {
              $0.identifierValue = label; $0.doubleValue = Double(number) / 3
            }
          ]
        }
      }.serializedBytes()
      var ours: [UInt8] = []
      ours.appendPresentField(1, name)
      ours.appendPresentField(3, UInt64(number))
      let options = ours.begin(delimited: 8)
      ours.appendField(3, true)
      let option = ours.begin(delimited: 999)
      ours.appendPresentField(3, label)
      ours.appendPresentField(6, Double(number) / 3)
      ours.end(delimited: option)
      ours.end(delimited: options)
      #expect(ours == library)
    }
  }

  @Test(arguments: [UInt64](1...20))
  func `is read field by field as the library reads it`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let message = Google_Protobuf_EnumValueDescriptorProto.with {
        $0.name = Self.text(&random)
        $0.number = Int32(truncatingIfNeeded: random.next())
      }
      let bytes: [UInt8] = try message.serializedBytes() + Self.unknown(&random)
      var read = Google_Protobuf_EnumValueDescriptorProto()
      var reader = ProtobufReader(0..<bytes.count)
      while let field = reader.field(bytes.span) {
        if field.number == 1 { read.name = bytes.span.extracting(field.content).text }
        if field.number == 2 { read.number = Int32(truncatingIfNeeded: field.value) }
      }
      #expect(reader.isAtEnd)
      let library = try Google_Protobuf_EnumValueDescriptorProto(serializedBytes: bytes)
      #expect(read.name == library.name && read.number == library.number)
    }
  }

  @Test(arguments: [UInt64](1...40))
  func `that is damaged is never read past its end, and refused no later than by the library`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = Self.unknown(&random) + Self.unknown(&random)
      for _ in 0..<random.below(3) where !bytes.isEmpty {
        bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
      }
      bytes.removeLast(random.below(min(4, bytes.count + 1)))
      var reader = ProtobufReader(0..<bytes.count)
      var last = 0
      while let field = reader.field(bytes.span) {
        #expect(field.range.lowerBound == last && field.range.upperBound <= bytes.count)
        #expect(field.content.isEmpty || field.range.clamped(to: field.content) == field.content)
        last = field.range.upperBound
      }
      #expect(reader.index == last)
      if reader.isAtEnd { #expect(throws: Never.self) { try Google_Protobuf_Empty(serializedBytes: bytes) } }
    }
  }

  @Test func `has no varint that is cut off, or longer than ten bytes, or past 64 bits`() {
    for count in 1...12 {
      let cut = [UInt8](repeating: 0x80, count: count)
      var reader = ProtobufReader(0..<count)
      #expect(reader.varint(cut.span) == nil, "\(count)")
      let ended = cut + [0]
      reader = ProtobufReader(0..<ended.count)
      #expect(reader.varint(ended.span) == (count < 10 ? 0 : nil), "\(count)")
    }
    for last in [0, 1, 2, 0x7F] as [UInt8] {
      let bytes = [UInt8](repeating: 0xFF, count: 9) + [last]
      var reader = ProtobufReader(0..<10)
      let expected: UInt64? = last == 0 ? .max >> 1 : last == 1 ? .max : nil
      #expect(reader.varint(bytes.span) == expected)
    }
  }

  @Test func `may have varints that are longer than they must be, which are told`() throws {
    for (bytes, isShortest) in [
      ([0x08, 0x01], true), ([0x08, 0x81, 0x00], false), ([0x88, 0x00, 0x01], false), ([0x12, 0x01, 0x61], true),
      ([0x12, 0x81, 0x00, 0x61], false), ([0x92, 0x00, 0x01, 0x61], false), ([0x09, 1, 2, 3, 4, 5, 6, 7, 8], true),
      ([0x89, 0x00, 1, 2, 3, 4, 5, 6, 7, 8], false), ([0x0D, 1, 2, 3, 4], true), ([0x8D, 0x00, 1, 2, 3, 4], false),
    ] as [([UInt8], Bool)] {
      let (field, isAll) = only(bytes)
      #expect(try #require(field).isShortest == isShortest && isAll, "\(bytes)")
    }
  }

  @Test(
    arguments: [
      [0x00, 0x00], [0x07], [0x0B], [0x0C], [0x0E, 0x01], [0x0F, 0x01], [0x80, 0x80, 0x80, 0x80, 0x10, 0x00],
      [0x09, 1, 2, 3, 4, 5, 6, 7], [0x0D, 1, 2, 3], [0x0A, 0x02, 0x61],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x08],
    ] as [[UInt8]])
  func `has no such fields, and the reader stays before them`(_ bytes: [UInt8]) {
    let whole: [UInt8] = [0x08, 0x01] + bytes
    var reader = ProtobufReader(0..<whole.count)
    #expect(reader.field(whole.span)?.value == 1)
    #expect(reader.field(whole.span) == nil)
    #expect(reader.index == 2 && !reader.isAtEnd)
  }

  @Test func `of a part of the bytes ends with it`() {
    let bytes: [UInt8] = [0x08, 0x01, 0x08, 0x02, 0x08]
    var reader = ProtobufReader(2..<4)
    #expect(reader.field(bytes.span)?.value == 2)
    #expect(reader.field(bytes.span) == nil && reader.isAtEnd)
    reader = ProtobufReader(2..<3)
    #expect(reader.field(bytes.span) == nil && !reader.isAtEnd)
  }

  @Test func `has its longest lengths where they are`() throws {
    for count in [0, 1, 127, 128, 129, 16_383, 16_384] {
      let content = [UInt8](repeating: 0x61, count: count)
      var bytes: [UInt8] = [0xAA]
      let start = bytes.begin(delimited: 5)
      bytes += content
      bytes.end(delimited: start)
      bytes.append(0xBB)
      var known: [UInt8] = [0xAA]
      known.appendField(5, content)
      #expect(bytes == known + [0xBB])
      let (field, isAll) = only(bytes, in: 1..<bytes.count - 1)
      #expect(try #require(field).content.count == count && isAll)
    }
  }

  // MARK: Random parts

  private static func text(_ random: inout SeededGenerator) -> String {
    let scalars: [Character] = ["a", "ü", "–", "🎉", "\u{0}", "\""]
    return String((0..<random.below(300)).map { _ in scalars[random.below(scalars.count)] })
  }

  /// A field of a number that no message above has.
  private static func unknown(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    let number = 100 + random.next() % 1_000_000
    switch random.below(4) {
    case 0: bytes.appendPresentField(number, random.next() >> UInt64(random.below(64)))
    case 1: bytes.appendPresentField(number, Double(random.below(1_000)))
    case 2:
      bytes.appendTag(number, .fixed32)
      bytes += [1, 2, 3, 4]
    default: bytes.appendPresentField(number, text(&random))
    }
    return bytes
  }
}
