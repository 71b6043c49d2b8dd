import Foundation
import TestSupport
import Testing

/// What fuzzing has found and learned is kept under Corpus, a folder a target; every input there is checked again here.
@Suite struct `The fuzzers' corpus` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Corpus")

  private static func inputs(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let place = folder.appendingPathComponent(target.rawValue)
    return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map { name in
      (name, Array(try Data(contentsOf: place.appendingPathComponent(name))))
    }
  }

  @Test(arguments: FuzzTarget.allCases) func `holds no input that breaks a rule`(target: FuzzTarget) throws {
    let inputs = try Self.inputs(target)
    #expect(!inputs.isEmpty)
    for input in inputs { #expect(target.problem(input.bytes) == nil, "\(target.rawValue)/\(input.name)") }
  }

  /// A fuzzer without coverage: finds what is near the corpus also where libFuzzer is not at hand.
  @Test(arguments: FuzzTarget.allCases) func `holds also with its bytes changed`(target: FuzzTarget) throws {
    let inputs = try Self.inputs(target)
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      var bytes = inputs[random.below(inputs.count)].bytes
      for _ in 0...random.below(3) where !bytes.isEmpty {
        switch random.below(3) {
        case 0: bytes[random.below(bytes.count)] = UInt8(random.below(256))
        case 1: bytes.insert(UInt8(random.below(256)), at: random.below(bytes.count))
        default: bytes.remove(at: random.below(bytes.count))
        }
      }
      #expect(target.problem(bytes) == nil, "\(target.rawValue) \(bytes)")
    }
  }
}
