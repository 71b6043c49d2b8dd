import Foundation
import TestSupport
import Testing

@Suite struct `kith import` {
  static let mapping = """
    name: notes
    subjects: {who: {key: "${id}", data: {name: "${name}", externalId: "${id}", emails: "${email}"}}}
    facts: [{type: NoteAdded, when: "${note}", data: {contact: "${who}", text: "${note}"}}]
    """
  static let rows =
    "id,name,email,note\n1,Ada,ada@example.com,first\n1,Ada,ada@example.com,first\n2,\"Bob \"\"B\"\"\",,hello\n"

  @Test func `records rows, keeps duplicates, and records nothing the second time`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping)
    let file = try rig.file("rows.csv", Self.rows)
    let first = try #require(try rig.kith("import", file, "--map", map).objects.first)
    #expect(first["recorded"] as? Int == 3)
    #expect(first["subjectsCreated"] as? Int == 2)
    let second = try rig.kith("import", file, "--map", map)
    #expect(second.status == 0)
    #expect(second.objects.first?["recorded"] as? Int == 0)
    #expect(second.objects.first?["alreadyThere"] as? Int == 3)
    #expect(try rig.kith("status").objects.first?["position"] as? Int == place(5))
  }

  @Test func `judges every row and writes nothing in a dry run`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping)
    let file = try rig.file("rows.csv", Self.rows + "3,Eve,nonsense,x\n")
    let run = try rig.kith("import", file, "--map", map, "--dry-run")
    #expect(run.status == 1)
    #expect(run.objects.first?["recorded"] as? Int == 3)
    #expect(run.objects.first?["rejected"] as? Int == 1)
    #expect(run.error.contains("line 5: who:"))
    #expect(try rig.kith("status").objects.first?["position"] as? Int == 0)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: rig.folder.path).sorted() == ["data", "map.yaml", "rows.csv"])
  }

  @Test func `puts refused rows into a file that can be corrected and imported`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping)
    let file = try rig.file("rows.csv", Self.rows + "3,Eve,nonsense,\"x, y\"\n4,\"Open,,z\n")
    let run = try rig.kith("import", file, "--map", map)
    #expect(run.status == 1)
    #expect(run.objects.first?["rejected"] as? Int == 2)
    let path = rig.folder.path("rows.rejects.csv")
    #expect(run.objects.first?["rejects"] as? String == path)
    let rejects = try String(contentsOfFile: path, encoding: .utf8)
    #expect(rejects.hasPrefix("id,name,email,note,kith_reason\n"))
    #expect(rejects.contains("\n3,Eve,nonsense,\"x, y\",\"kith: line 5: who:"))
    let corrected = rejects.replacing("nonsense", with: "eve@example.com").replacing("4,\"Open,,z", with: "4,Open,,z")
    let again = try rig.kith("import", try rig.file("corrected.csv", corrected), "--map", map)
    #expect(again.status == 0)
    #expect(again.objects.first?["recorded"] as? Int == 2)
    let whole = try rig.file("whole.csv", Self.rows + "3,Eve,eve@example.com,\"x, y\"\n")
    #expect(try rig.kith("import", whole, "--map", map).objects.first?["recorded"] as? Int == 0)
  }

  @Test func `rejects a row that is not UTF-8 and imports those around it`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping)
    let path = rig.folder.path("rows.csv")
    try (Data(Self.rows.utf8) + [0x35, 0x2C, 0xFF, 0x2C, 0x2C, 0x78, 0x0A]).write(to: URL(fileURLWithPath: path))
    let run = try rig.kith("import", path, "--map", map)
    #expect(run.objects.first?["recorded"] as? Int == 3)
    #expect(run.error.contains("line 5: column name is not utf-8 text"))
  }

  @Test func `names the field of a refused row as the mapping does`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping.replacing("when: \"${note}\", ", with: ""))
    let run = try rig.kith("import", try rig.file("rows.csv", "id,name,email,note\n1,Ada,,\n2,,,x\n"), "--map", map)
    #expect(run.error.contains("line 2: fact 1: text: is required"))
    #expect(run.error.contains("line 3: who: name: is required"))
  }

  @Test(arguments: [("", 1, "the file is empty"), ("id,nme,email,note\n", 2, "'name'")])
  func `holds a file without rows against its mapping`(_ text: String, _ status: Int32, _ hint: String) throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping)
    let run = try rig.kith("import", try rig.file("rows.csv", text), "--map", map)
    #expect(run.status == status)
    #expect(run.error.contains(hint))
    #expect(try rig.kith("import", try rig.file("header.csv", "id,name,email,note\n"), "--map", map).status == 0)
  }

  @Test func `says what is wrong with a mapping before it reads a row`() throws {
    let rig = try KithRig()
    let map = try rig.file("map.yaml", Self.mapping.replacing("${note}", with: "${nte}"))
    let run = try rig.kith("import", try rig.file("rows.csv", Self.rows), "--map", map)
    #expect(run.status == 2)
    #expect(run.error.contains("line 3: 'nte'"))
    #expect(run.error.contains("did you mean 'note'?"))
  }
}
