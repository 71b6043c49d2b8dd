import Foundation
import Testing

@Suite struct `The reference pages of the documentation` {
  private static let pages = [
    "Docs/facts.md": SchemaDocuments.facts, "Docs/methods.md": SchemaDocuments.methods,
    "Docs/permissions.md": SchemaDocuments.permissions, "Docs/names.md": SchemaDocuments.names,
    "Docs/errors.md": SchemaDocuments.errors,
  ]

  @Test(arguments: pages.keys.sorted())
  func `the reference pages say what the schema says`(path: String) throws {
    let expected = try #require(Self.pages[path])
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent(path)
    if ProcessInfo.processInfo.environment["KITH_WRITE_DOCS"] != nil {
      try Data(expected.utf8).write(to: file)
    }
    let committed = try String(contentsOf: file, encoding: .utf8)
    let isSame = committed == expected
    #expect(isSame, "\(path) is not what the schema says: write it anew with KITH_WRITE_DOCS=1")
  }

  @Test func `the reference pages of limits say what the schema bounds`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.appendingPathComponent("Docs/limits.md")
    let committed = try String(contentsOf: file, encoding: .utf8)
    let expected = try #require(SchemaDocuments.withBounds(committed))
    if ProcessInfo.processInfo.environment["KITH_WRITE_DOCS"] != nil { try Data(expected.utf8).write(to: file) }
    #expect(committed == expected, "Docs/limits.md is not what the schema says: write it anew with KITH_WRITE_DOCS=1")
  }
}
