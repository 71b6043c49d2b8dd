import Bytes
import Testing

@testable import Domain
@testable import FactSchema

/// A field's rules are known whatever its number.
@Suite struct `The form of a fact with many fields` {
  private static let fields: [FieldTable] = [
    FieldTable(1, "a", "a", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(63, "b", "b", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(64, "c", "c", .uint64, .optional, personal: true, required: false, doc: ""),
    FieldTable(300, "d", "d", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(301, "e", "e", .uint32, .singular, personal: false, required: false, doc: ""),
  ]

  /// A number, as short as it can be.
  private func field(_ number: UInt64, value: UInt64) -> ProtobufField {
    let count = varintCount(number << 3) + varintCount(value)
    return ProtobufField(number: number, wireType: .varint, value: value, content: 0..<0, range: 0..<count)
  }

  /// A text of so many bytes.
  private func text(_ number: UInt64, count: Int) -> ProtobufField {
    let start = varintCount(number << 3) + varintCount(UInt64(count))
    return ProtobufField(
      number: number, wireType: .delimited, content: start..<start + count, range: 0..<start + count)
  }

  @Test func `personal fields are sealed whatever their number`() {
    let form = FactForm(Self.fields)
    let personal = [1, 62, 63, 64, 65, 300, 301, 302, .max].filter { form.isPersonal(field($0, value: 1)) }
    #expect(personal == [63, 64, 300])
    #expect(form.hasPersonal)
    #expect(!FactForm([]).hasPersonal)
  }

  @Test func `a field is the library's own whatever its number`() {
    let form = FactForm(Self.fields)
    #expect(form.isCanonical(field(64, value: 0), behind: 63))
    #expect(form.isCanonical(text(300, count: 0), behind: 300))
    #expect(form.isCanonical(field(301, value: 1), behind: 300))
    #expect(!form.isCanonical(field(301, value: 0), behind: 300))
    #expect(!form.isCanonical(field(301, value: 1 << 32), behind: 300))
    #expect(!form.isCanonical(field(64, value: 1), behind: 300))
    #expect(!form.isCanonical(field(302, value: 1), behind: 301))
    #expect(form.isCanonical(text(1, count: 200), behind: 0))
    #expect(!form.isCanonical(text(1, count: 0), behind: 0))
  }

  @Test func `a field that takes more bytes than it must is not the library's own`() {
    let form = FactForm(Self.fields)
    for var longer in [field(301, value: 1), text(1, count: 200)] {
      #expect(form.isCanonical(longer, behind: 0))
      longer.range = longer.range.lowerBound..<longer.range.upperBound + 1
      #expect(!form.isCanonical(longer, behind: 0))
    }
  }
}
