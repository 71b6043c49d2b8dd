import Domain
import FactSchema
import TestSupport
import Testing

@Suite struct `Ids` {
  @Test(arguments: SubjectKind.allCases)
  func `are read back from their text`(_ kind: SubjectKind) {
    var generator = SeededGenerator(seed: UInt64(kind.rawValue))
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
}
