import Foundation
import Testing

/// The repository holds what a stranger needs, and nothing of the place where it was made.
@Suite struct `The tree` {
  @Test func `holds at its top only what belongs there`() throws {
    let expected: Set = ["Package.swift", "Package.resolved", "Sources", "Tests", "Docs", "config", "README.md"]
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    #expect(names.filter { !$0.hasPrefix(".") && !expected.contains($0) } == [])
  }

  @Test func `names no path of one machine`() throws {
    let places = ["/wo" + "rk/", "/w" + "/", "/build/" + "kith"]
    var found: [String] = []
    for file in Repository.texts {
      for (index, line) in file.lines.enumerated() {
        for place in places where line.contains(place) && !line.contains("://") {
          let before = line.range(of: place).flatMap {
            $0.lowerBound > line.startIndex ? line[line.index(before: $0.lowerBound)] : nil
          }
          if before.map({ !$0.isLetter && !$0.isNumber && $0 != "." && $0 != "}" && $0 != "~" }) ?? true {
            found.append(finding(file, index, place))
          }
        }
      }
    }
    #expect(found == [])
  }

  @Test func `links only to places that any reader can reach`() {
    let known: Set = [
      "github.com", "swift.org", "www.swift.org", "json-schema.org", "open-rpc.org", "spec.open-rpc.org",
      "www.rfc-editor.org", "www.jsonrpc.org", "protobuf.dev", "example.com", "example.org",
    ]
    var found: [String] = []
    for file in Repository.texts {
      for (index, line) in file.lines.enumerated() {
        for match in line.matches(of: /https?:\/\/([A-Za-z0-9.-]+)/) where !known.contains(String(match.output.1)) {
          found.append(finding(file, index, String(match.output.1)))
        }
      }
    }
    #expect(found == [])
  }

  @Test func `says in each document where its neighbours are`() throws {
    var broken: [String] = []
    for file in Repository.files(["Docs", "README.md"], endings: [".md"]) {
      let folder = Repository.root.appendingPathComponent(file.path).deletingLastPathComponent()
      for (index, line) in file.lines.enumerated() {
        for match in line.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
          let target = folder.appendingPathComponent(String(match.output.1)).path
          if !FileManager.default.fileExists(atPath: target) { broken.append(finding(file, index, "broken link")) }
        }
      }
    }
    #expect(broken == [])
  }
}
