/// Unicode's canonical forms, from a committed table: the standard library offers none, and what is stored must not
/// change with a toolchain.
enum UnicodeForms {
  /// The text in NFC. What is in it already is mostly seen at once, and returned as it is.
  static func composed(_ text: String) -> String {
    if isASCII(text) || text.unicodeScalars.allSatisfy(stays) { return text }
    var result: [Unicode.Scalar] = []
    // The last starter, and the class of the last mark that stayed behind it.
    var starter: Int?
    var lastClass: UInt8 = 0
    for scalar in decomposed(text) {
      let combining = scalar.properties.canonicalCombiningClass.rawValue
      if let index = starter, index == result.count - 1 || lastClass < combining,
        let pair = compose(result[index], scalar)
      {
        result[index] = pair
        continue
      }
      result.append(scalar)
      if combining == 0 { starter = result.count - 1 }
      lastClass = combining
    }
    return String(String.UnicodeScalarView(result))
  }

  /// Whether every character is of ASCII.
  static func isASCII(_ text: String) -> Bool {
    let bytes = text.utf8.span
    var all: UInt8 = 0
    for index in 0..<bytes.count { all |= bytes[index] }
    return all < 0x80
  }

  /// The scalars of the text in NFD.
  static func decomposed(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { decompose(scalar, into: &result) }
    sortMarks(&result)
    return result
  }

  private static func decompose(_ scalar: Unicode.Scalar, into result: inout [Unicode.Scalar]) {
    if scalar.value < 0xC0 {
      result.append(scalar)
    } else if let syllable = Hangul.decompose(scalar) {
      result += syllable
    } else if let parts = tables.decompositions[scalar] {
      decompose(parts.first, into: &result)
      if let second = parts.second { result.append(second) }
    } else {
      result.append(scalar)
    }
  }

  /// Whether NFC leaves the character as it is behind and before any other such; false also for rare ones that it leaves.
  private static func stays(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x300: true
    case 0x300..<0x10000: moving[Int(scalar.value >> 6)] & 1 << UInt64(scalar.value & 63) == 0
    // Pictures and the Han of later planes, but for the one block of Han that is made of others.
    case 0x1F000...0x1FBFF, 0x20000...0x2EBFF: true
    default: false
    }
  }

  /// A bit for each character of the first plane that NFC may change, move or join with the one before it.
  private static let moving: [UInt64] = {
    var bits = [UInt64](repeating: 0, count: 0x10000 / 64)
    func set(_ scalar: Unicode.Scalar) {
      if scalar.value < 0x10000 { bits[Int(scalar.value >> 6)] |= 1 << UInt64(scalar.value & 63) }
    }
    for value in (0x300 as UInt32)..<0x10000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if scalar.properties.canonicalCombiningClass != .notReordered { set(scalar) }
    }
    for (scalar, pair) in tables.decompositions where tables.compositions[pair] == nil { set(scalar) }
    for pair in tables.compositions.keys { pair.second.map(set) }
    for value in (0x1161 as UInt32)...0x11C2 { Unicode.Scalar(value).map(set) }
    return bits
  }()

  private static func compose(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    Hangul.compose(first, second) ?? tables.compositions[Pair(first: first, second: second)]
  }

  /// Puts the marks behind each starter into the order of their classes, keeping the order within a class. A text may be
  /// nothing but marks, so that each run of them is sorted at once.
  private static func sortMarks(_ scalars: inout [Unicode.Scalar]) {
    var marks: [(combining: UInt8, place: Int, scalar: Unicode.Scalar)] = []
    var start = 0
    while start < scalars.count {
      marks.removeAll(keepingCapacity: true)
      var isSorted = true
      for place in start..<scalars.count {
        let combining = scalars[place].properties.canonicalCombiningClass.rawValue
        guard combining != 0 else { break }
        if let last = marks.last, last.combining > combining { isSorted = false }
        marks.append((combining, place, scalars[place]))
      }
      if !isSorted {
        marks.sort { ($0.combining, $0.place) < ($1.combining, $1.place) }
        for (index, mark) in marks.enumerated() { scalars[start + index] = mark.scalar }
      }
      start += marks.count + 1
    }
  }

  private struct Pair: Hashable {
    var first: Unicode.Scalar
    var second: Unicode.Scalar?
  }

  private struct Tables {
    var decompositions: [Unicode.Scalar: Pair] = [:]
    var compositions: [Pair: Unicode.Scalar] = [:]
  }

  private static let tables: Tables = {
    var tables = Tables()
    for entry in decompositionTable.split(separator: ",") {
      let composes = entry.first != "-"
      let scalars = entry.drop { $0 == "-" }.split(separator: " ").compactMap {
        UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
      }
      guard scalars.count >= 2 else { continue }
      let pair = Pair(first: scalars[1], second: scalars.count > 2 ? scalars[2] : nil)
      tables.decompositions[scalars[0]] = pair
      if composes { tables.compositions[pair] = scalars[0] }
    }
    return tables
  }()
}

/// The syllables of Korean, which decompose by rule (chapter 3.12 of the Unicode standard).
private enum Hangul {
  static func decompose(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard (0xAC00...0xD7A3).contains(scalar.value) else { return nil }
    let index = scalar.value - 0xAC00
    let parts = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11A7 + index % 28]
    return parts.prefix(index % 28 == 0 ? 2 : 3).compactMap(Unicode.Scalar.init)
  }

  static func compose(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
    if (0x1100...0x1112).contains(first.value), (0x1161...0x1175).contains(second.value) {
      return Unicode.Scalar(0xAC00 + ((first.value - 0x1100) * 21 + second.value - 0x1161) * 28)
    }
    if (0xAC00...0xD7A3).contains(first.value), (first.value - 0xAC00).isMultiple(of: 28),
      (0x11A8...0x11C2).contains(second.value)
    {
      return Unicode.Scalar(first.value + second.value - 0x11A7)
    }
    return nil
  }
}
