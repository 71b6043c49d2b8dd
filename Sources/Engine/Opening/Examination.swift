import EventLog
import FactSchema
import ReadModels
import RowStore

/// How an examination in another process ended.
public enum ExaminationEnd: Sendable, Equatable {
  /// It ended by itself.
  case done
  /// A signal ended it.
  case killed
  /// It could not be made, and why.
  case failed(String)
}

/// What reads files that may kill whoever reads them: it runs in a process of its own, and says line by line what it does.
public enum Examination {
  /// Does what the words say; false when they say nothing.
  public static func run(_ words: [String], say: (String) -> Void) -> Bool {
    switch words.count {
    case 3 where words[0] == "log":
      try? LocalLog.walk(folder: words[1], from: Position(UInt64(words[2]) ?? 1)) { say($0.description) }
    case 4 where words[0] == "mark":
      if let mark = DerivedMark.read(in: words[1], origin: words[2], bootID: words[3]) { say(mark.line) }
    default: return false
    }
    return true
  }
}

/// How far a derived folder had come: the position, and what stood there.
struct DerivedMark: Sendable, Equatable {
  /// The folder, below the data folder.
  var name: String
  var position: Position
  var leaf: Digest256

  /// The mark in a folder of the registry's and the index's form or of a read model's; nil where there is none of this log
  /// that can be trusted.
  static func read(in folder: String, origin: String, bootID: String) -> DerivedMark? {
    if let mark = DerivedStore.mark(in: folder, origin: origin, bootID: bootID) {
      return DerivedMark(name: "", position: mark.position, leaf: mark.leaf)
    }
    return View.mark(in: folder, origin: origin, bootID: bootID).map { state in
      DerivedMark(name: "", position: state.position, leaf: state.leaf)
    }
  }

  /// As one process tells it to another.
  var line: String { "\(position) \(leaf)" }

  init(name: String, position: Position, leaf: Digest256) {
    self.name = name
    self.position = position
    self.leaf = leaf
  }

  init?(_ line: String) {
    let words = line.split(separator: " ")
    guard words.count == 2, let position = UInt64(words[0]), let leaf = Digest256(hexadecimal: words[1]) else {
      return nil
    }
    self.init(name: "", position: Position(position), leaf: leaf)
  }
}

extension Digest256 {
  /// The digest of 64 hexadecimal digits; nil for anything else.
  fileprivate init?(hexadecimal digits: Substring) {
    guard digits.utf8.count == 64 else { return nil }
    var words: [UInt64] = []
    var rest = digits
    while !rest.isEmpty {
      guard let word = UInt64(rest.prefix(16), radix: 16) else { return nil }
      words.append(word)
      rest = rest.dropFirst(16)
    }
    self.init((words[0], words[1], words[2], words[3]))
  }
}
