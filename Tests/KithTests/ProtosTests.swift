import Foundation
import TestSupport
import Testing

/// `kith protos`: what a client in another language is made from.
@Suite struct `The .proto files` {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let protoc = "/usr/bin/protoc"

  private static func written() throws -> (folder: ScratchFolder, paths: [String]) {
    let folder = try ScratchFolder("kith-protos")
    let run = try KithRig.run([], ["protos", folder.path("new/folder")])
    #expect(run.status == 0 && run.error == "")
    return (folder, run.output.split(separator: "\n").map(String.init))
  }

  @Test func `are those that the daemon was made from, with all that they import`() throws {
    let (folder, paths) = try Self.written()
    let base = folder.path("new/folder") + "/"
    let sources = Self.root.appendingPathComponent("Sources/Protos/kith/v1").path
    let all = try FileManager.default.contentsOfDirectory(atPath: sources).filter { $0 != "registry.proto" }
    #expect(paths.sorted() == all.map { "\(base)kith/v1/\($0)" }.sorted())
    var imported: Set<String> = []
    for path in paths {
      let name = String(path.dropFirst(base.count))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let source = Self.root.appendingPathComponent("Sources/Protos/\(name)")
      #expect(try text == String(contentsOf: source, encoding: .utf8), "\(name) is old: run config/schema")
      for line in text.split(separator: "\n") where line.hasPrefix("import ") {
        imported.insert(String(line.split(separator: "\"")[1]))
      }
    }
    let names = Set(paths.map { String($0.dropFirst(base.count)) })
    #expect(imported.filter { !$0.hasPrefix("google/protobuf/") }.isSubset(of: names))
    #expect(names.contains("kith/v1/api.proto"))
  }

  /// protoc is installed where the schema is changed, not everywhere that it is built.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: protoc)))
  func `are read by protoc as they stand`() throws {
    let (folder, _) = try Self.written()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.protoc)
    process.arguments = [
      "-I", folder.path("new/folder"), "--python_out=\(folder.path("."))", "kith/v1/api.proto", "kith/v1/facts.proto",
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(FileManager.default.fileExists(atPath: folder.path("kith/v1/api_pb2.py")))
  }

  @Test func `are written where they can be, and else it is said`() throws {
    let folder = try ScratchFolder("kith-protos")
    try Data().write(to: URL(fileURLWithPath: folder.path("file")))
    let run = try KithRig.run([], ["protos", folder.path("file")])
    #expect(run.status == 1 && run.output == "")
    #expect(run.error.hasPrefix("kith: \(folder.path("file"))/kith/v1/api.proto cannot be written: "))
  }
}
