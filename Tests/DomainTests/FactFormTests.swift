import Testing

@testable import Domain
@testable import Schema

/// A field's rules are known whatever its number.
@Suite struct `The form of a fact with many fields` {
  private static let fields: [FieldTable] = [
    FieldTable(1, "a", "a", .string, .singular, personal: false, required: false, doc: ""),
    FieldTable(63, "b", "b", .string, .singular, personal: true, required: false, doc: ""),
    FieldTable(64, "c", "c", .uint64, .optional, personal: true, required: false, doc: ""),
    FieldTable(300, "d", "d", .string, .repeated, personal: true, required: false, doc: ""),
    FieldTable(301, "e", "e", .uint32, .singular, personal: false, required: false, doc: ""),
  ]

  private func field(_ number: UInt64, _ wireType: UInt64, value: UInt64) -> FieldScanner.Field {
    FieldScanner.Field(number: number, wireType: wireType, value: value, range: 0..<1)
  }

  @Test func `personal fields are sealed whatever their number`() {
    let form = FactForm(Self.fields)
    let personal = [1, 62, 63, 64, 65, 300, 301, 302, .max].filter { form.isPersonal(field($0, 2, value: 1)) }
    #expect(personal == [63, 64, 300])
    #expect(form.hasPersonal)
    #expect(!FactForm([]).hasPersonal)
  }

  @Test func `a field is the library's own whatever its number`() {
    let form = FactForm(Self.fields)
    #expect(form.isCanonical(field(64, 0, value: 0), behind: 63))
    #expect(form.isCanonical(field(300, 2, value: 0), behind: 300))
    #expect(form.isCanonical(field(301, 0, value: 1), behind: 300))
    #expect(!form.isCanonical(field(301, 0, value: 0), behind: 300))
    #expect(!form.isCanonical(field(301, 0, value: 1 << 32), behind: 300))
    #expect(!form.isCanonical(field(64, 0, value: 1), behind: 300))
    #expect(!form.isCanonical(field(302, 0, value: 1), behind: 301))
  }
}
