import Foundation
import TestSupport
import Testing

/// The purchase history of CDNOW, from a package that carries it: fetched when the tests run, never kept.
enum CDNOW {
  static let wheel = "261e3dc89977c2b60767ca6728aaa29d429de0c814635070a749c36555895da8"
  static let member = "lifetimes/datasets/CDNOW_master.txt"

  /// The folder and the file in it, or why there is none.
  static let fetched: Result<(folder: ScratchFolder, path: String), Missing> = {
    do {
      let folder = try ScratchFolder("kith-cdnow")
      try run(["pip", "download", "-q", "--no-deps", "--no-cache-dir", "--dest", folder.path, "lifetimes==0.11.3"])
      guard
        let name = try FileManager.default.contentsOfDirectory(atPath: folder.path).first(where: {
          $0.hasSuffix(".whl")
        })
      else { throw Missing(description: "the package came without a wheel") }
      guard try run(["sha256sum", folder.path(name)]).hasPrefix(wheel) else {
        throw Missing(description: "the wheel is another one than expected")
      }
      try run(["python3", "-m", "zipfile", "-e", folder.path(name), folder.path])
      return .success((folder, folder.path(member)))
    } catch {
      let missing = error as? Missing ?? Missing(description: "\(error)")
      FileHandle.standardError.write(
        Data("\n*** SKIPPED: the CDNOW data set was not imported: \(missing.description) ***\n\n".utf8))
      return .failure(missing)
    }
  }()

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  static var isThere: Bool { if case .success = fetched { true } else { false } }

  @discardableResult
  private static func run(_ command: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Missing(
        description: "'\(command.prefix(3).joined(separator: " "))' failed with \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }
}

@Suite struct `The purchases of CDNOW` {
  static let mapping = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Docs/examples/cdnow.yaml").path

  static func value(_ rig: KithRig, _ metric: String) throws -> Double? {
    let series = try rig.kith("metrics", metric, "--timeout-ms", "60000").objects.first?["series"] as? [[String: Any]]
    return series?.first?["value"] as? Double
  }

  @Test(.enabled(if: CDNOW.isThere, "the data set could not be fetched or is another one"))
  func `are imported whole, and the figures are the known ones`() throws {
    let rig = try KithRig()
    let file = try CDNOW.fetched.get().path
    let run = try #require(try rig.kith("import", file, "--map", Self.mapping).objects.first)
    #expect(run["recorded"] as? Int == 69_659)
    #expect(run["subjectsCreated"] as? Int == 23_570)
    #expect(run["rejected"] as? Int == 0)

    #expect(try Self.value(rig, "contacts.created") == 23_570)
    #expect(try Self.value(rig, "orders.count") == 69_659)
    #expect(try Self.value(rig, "orders.items") == 167_881)
    #expect(try Self.value(rig, "orders.customerDays") == 67_591)
    let revenue = try #require(try rig.kith("metrics", "orders.revenue").objects.first?["series"] as? [[String: Any]])
    let amounts = try #require(revenue.first?["amounts"] as? [[String: String]])
    #expect(amounts == [["currency": "USD", "amount": "2500315.63"]])
    let days = try #require(
      try rig.kith("metrics", "orders.count", "--by", "day").objects.first?["series"] as? [[String: Any]])
    #expect(days.first?["at"] as? String == "1997-01-01")
    #expect(days.last?["at"] as? String == "1998-06-30")

    let again = try #require(try rig.kith("import", file, "--map", Self.mapping).objects.first)
    #expect(again["recorded"] as? Int == 0)
    #expect(again["alreadyThere"] as? Int == 69_659)
  }
}
