import Foundation
import Testing

/// Calls and words that have no place here.
@Suite struct `House rules` {
  static let libraries = Repository.swift.filter {
    !$0.isTest && !["kith", "kithd", "kith-bench", "Bench", "KithCommands"].contains($0.target)
  }
  static let sources = Repository.swift.filter { !$0.isTest && $0.path != "Package.swift" }

  static func matches(_ files: [SourceFile], _ pattern: some RegexComponent, _ what: String) -> [String] {
    files.flatMap { file in
      file.code.enumerated().compactMap { index, line in
        line.firstMatch(of: pattern) == nil ? nil : finding(file, index, what)
      }
    }
  }

  @Test func `nothing is forced`() {
    #expect(Self.matches(Repository.swift, /\btry!|\bas!/, "forced") == [])
  }

  @Test func `no stub that dies is left`() {
    #expect(Self.matches(Self.sources, /\bfatalError\(/, "fatalError") == [])
  }

  @Test func `the clock comes in from outside`() {
    #expect(Self.matches(Self.libraries, /\bDate\(\)|\bDate\.now\b/, "clock") == [])
  }

  @Test func `no task is started that nobody waits for`() {
    #expect(Self.matches(Self.libraries, /\bTask(\.detached)?\s*(\(.*\)\s*)?\{/, "unstructured task") == [])
  }

  @Test func `a library prints nothing`() {
    #expect(Self.matches(Self.libraries, /(^|[^.\w])print\(/, "print") == [])
  }

  @Test func `a test waits for events and not for time`() {
    // TestSupport waits for what has no event to wait for: a process that is starting.
    let tests = Repository.swift.filter { $0.isTest && $0.target != "TestSupport" }
    #expect(Self.matches(tests, /\b(usleep|nanosleep|sleep|Task\.sleep)\(/, "sleep") == [])
  }

  @Test func `what the compiler cannot check has its reason beside it`() throws {
    var found: [String] = []
    let claim = try Regex("@unchecked Sendable|nonisolated\\(unsafe\\)")
    for file in Repository.swift {
      for (index, line) in file.code.enumerated() where line.contains(claim) {
        let explained = (max(0, index - 6)...index).contains { file.lines[$0].contains("//") }
        if !explained { found.append(finding(file, index, "no reason given")) }
      }
    }
    #expect(found == [])
  }

  @Test func `no note to ourselves is left`() throws {
    let note = try Regex("\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b")
    var found: [String] = []
    for file in Repository.texts {
      for (index, line) in file.lines.enumerated() where line.contains(note) {
        found.append(finding(file, index, "note"))
      }
    }
    #expect(found == [])
  }

  @Test func `no code is kept as a comment`() {
    var found: [String] = []
    let pattern = /^\s*\/\/\s*(let|var|func|if|guard|return|try|for|while|switch|case|import)\b.*([{}=]|\)\s*)$/
    for file in Repository.swift {
      for (index, line) in file.lines.enumerated() where line.contains(pattern) {
        found.append(finding(file, index, "code"))
      }
    }
    #expect(found == [])
  }

  @Test func `every public declaration is documented`() {
    var found: [String] = []
    let declaration =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public|open)\s+(?:[a-z]+(?:\([a-z]+\))?\s+)*(?:func|var|let|struct|class|enum|protocol|actor|init|subscript|typealias|case)\b/
    // What a protocol of the standard library asks for is documented there.
    let witnesses = /func\s*(==|<|hash\(into)|\bvar (description|debugDescription|errorDescription|id|hashValue)\b/
    for file in Self.sources where !["kith", "kithd", "kith-bench"].contains(file.target) {
      for (index, line) in file.code.enumerated() where line.contains(declaration) && !line.contains(witnesses) {
        var above = index - 1
        while above >= 0, file.lines[above].contains(/^\s*@\w+/) { above -= 1 }
        if above < 0 || !file.lines[above].contains(/^\s*\/\/\//) { found.append(finding(file, index, "no comment")) }
      }
    }
    #expect(found == [])
  }
}
