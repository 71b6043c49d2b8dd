import Domain
import Schema
import Testing

@Suite struct `Ids` {
  @Test(arguments: SubjectKind.allCases)
  func `are read back from their text`(_ kind: SubjectKind) {
    var generator = Seeded(UInt64(kind.rawValue))
    for _ in 0..<500 {
      let id = SubjectID(kind, UInt128.random(in: .min ... .max, using: &generator))
      #expect(SubjectID(id.description) == id)
      #expect(id.description.utf8.count == kind.prefix.utf8.count + 27)
    }
  }

  @Test func `are written as TypeID says`() {
    // The example of the specification: 01890a5d-ac96-774b-bcce-b302099a8057.
    let value: UInt128 = 0x0189_0a5d_ac96_774b_bcce_b302_099a_8057
    #expect(SubjectID(.contact, value).description == "contact_01h455vb4pex5vsknk084sn02q")
    #expect(SubjectID(.deal, 0).description == "deal_00000000000000000000000000")
    #expect(SubjectID(.task, .max).description == "task_7zzzzzzzzzzzzzzzzzzzzzzzzz")
  }

  @Test(arguments: [
    "", "_", "contact", "contact_", "contact_01h455vb4pex5vsknk084sn02", "contact_01h455vb4pex5vsknk084sn02qq",
    "contact_81h455vb4pex5vsknk084sn02q", "contact_01H455VB4PEX5VSKNK084SN02Q", "contact_01h455vb4pex5vsknk084sn02l",
    "person_01h455vb4pex5vsknk084sn02q", "01h455vb4pex5vsknk084sn02q", "Contact_01h455vb4pex5vsknk084sn02q",
    "contact__01h455vb4pex5vsknk084sn02q", " contact_01h455vb4pex5vsknk084sn02q", "contact_01h455vb4pex5vsknk084sn02é",
  ])
  func `are not read from anything else`(_ text: String) { #expect(SubjectID(text) == nil) }

  @Test(arguments: [UInt64](1...5))
  func `are made in order, also within a millisecond and when the clock goes back`(_ seed: UInt64) {
    var generator = Seeded(seed)
    var maker = UUIDv7Maker()
    var last: UInt128 = 0
    var now: Int64 = 1_795_262_400_000_000
    for _ in 0..<5_000 {
      now += Int64.random(in: -2_000...2_000, using: &generator)
      let id = maker.next(at: Instant(microseconds: now), using: &generator)
      #expect(id > last)
      #expect(id >> 76 & 0xF == 7)
      #expect(id >> 62 & 0b11 == 0b10)
      last = id
    }
  }

  @Test func `carry the millisecond at which they were made`() {
    var generator = Seeded(1)
    var maker = UUIDv7Maker()
    let id = maker.next(at: Instant(microseconds: 1_795_262_400_123_999), using: &generator)
    #expect(id >> 80 == 1_795_262_400_123)
  }

  @Test func `borrow the next millisecond when one is used up`() {
    var ones = Ones()
    var maker = UUIDv7Maker()
    let now = Instant(microseconds: 1_000_000)
    let first = maker.next(at: now, using: &ones)
    let second = maker.next(at: now, using: &ones)
    #expect(first >> 80 == 1_000)
    #expect(second >> 80 == 1_001)
  }

  /// The greatest numbers there are.
  private struct Ones: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
  }
}

@Suite struct `Expected versions` {
  @Test func `of 0 mean a subject that does not exist`() throws {
    #expect(ExpectedVersion(0).isMet(by: .zero))
    #expect(!ExpectedVersion(0).isMet(by: Version(1)))
  }

  @Test func `of more mean exactly that version`() {
    #expect(ExpectedVersion(3).isMet(by: Version(3)))
    #expect(!ExpectedVersion(3).isMet(by: Version(2)))
    #expect(!ExpectedVersion(3).isMet(by: .zero))
    #expect(!ExpectedVersion.exactly(.zero).isMet(by: .zero))
  }

  @Test func `are refused with the version that is`() throws {
    let id = SubjectID(.deal, 1)
    try ExpectedVersion(2).check(id, at: Version(2), field: "expect[0]")
    let refusal = try #require(throws: Refusal.self) {
      try ExpectedVersion(1).check(id, at: Version(2), field: "expect[0]")
    }
    #expect(refusal.code == .conflict)
    #expect(refusal.field == "expect[0]")
    #expect(refusal.subject == id)
    #expect(refusal.version == Version(2))
  }
}
