import Foundation
import TestSupport
import Testing

@testable import Daemon

/// What the pages show and no shell can run: requests as JSON, settings as YAML.
@Suite struct `The examples of the pages` {
  /// The blocks of a page in that language.
  static func blocks(_ page: String, _ language: String) -> [String] {
    let text = (try? String(contentsOf: repository.appendingPathComponent(page), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
  }

  @Test func `of requests are requests, refused only for the contact that does not exist`() async throws {
    let blocks = Self.blocks("Docs/protocol.md", "json")
    #expect(blocks.count >= 2)
    try await withDaemon { running in
      let client = try LineClient(path: running.path)
      for block in blocks {
        try client.send(line: block.replacing("\n", with: " "))
        let reply = try client.receive()
        let data = (reply["error"] as? [String: Any])?["data"] as? [String: Any]
        #expect(data?["code"] as? String == "notFound", "\(block): \(reply)")
      }
    }
  }

  @Test func `of settings are settings`() throws {
    let blocks = Self.blocks("Docs/configuration.md", "yaml")
    #expect(!blocks.isEmpty)
    for block in blocks {
      #expect(try Settings(flags: [:], environment: [:], file: ("kith.yaml", block)) != Settings())
    }
  }
}
