import Foundation
import TestSupport
import Testing

@testable import Domain

/// Normal forms of texts that are nothing but marks: right, and in time that grows with the text.
@Suite struct `Combining marks` {
  /// Marks of many classes, and starters that some of them join.
  private static func text(_ random: inout SeededGenerator, _ count: Int) -> String {
    var text = ""
    for _ in 0..<count {
      let value: UInt32 =
        switch random.below(8) {
        case 0: [0x61, 0x65, 0x3B1, 0x1100, 0xAC00, 0x5D0][random.below(6)]
        case 1: 0x591 + UInt32(random.below(0x2D))
        case 2: 0x64B + UInt32(random.below(8))
        case 3: 0x1161 + UInt32(random.below(0x15))
        default: 0x300 + UInt32(random.below(0x70))
        }
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func `in any order have the forms that the standard gives`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let text = Self.text(&random, 1 + random.below(40))
      // Foundation's own, of the system's tables.
      #expect(UnicodeForms.decomposed(text) == Array(text.decomposedStringWithCanonicalMapping.unicodeScalars))
      #expect(
        Array(UnicodeForms.composed(text).unicodeScalars)
          == Array(text.precomposedStringWithCanonicalMapping.unicodeScalars))
    }
  }

  /// Sorted one by one into their places, these took a minute and more.
  @Test func `by the hundred thousand cost no more for each than by the hundred`() {
    func seconds(_ count: Int) -> Double {
      let marks = (0..<count).map { $0 % 2 == 0 ? "\u{301}" : "\u{323}" }.joined()
      let clock = ContinuousClock()
      let best = (0..<3).map { _ in clock.measure { #expect(UnicodeForms.composed("a" + marks).utf8.count > count) } }
        .min()
      return (best ?? .zero) / .seconds(1)
    }
    let small = seconds(4_000)
    #expect(seconds(128_000) < 32 * 8 * small)
  }
}
