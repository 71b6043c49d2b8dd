import Testing

/// No file and no function grows past what can be held in the head.
@Suite struct `Files and functions stay small` {
  @Test func `a source file has at most 400 lines and a test file at most 600`() {
    let long = Repository.swift.filter { $0.lines.count - 1 > ($0.isTest ? 600 : 400) }
    #expect(long.map { "\($0.path): \($0.lines.count - 1) lines" } == [])
  }

  @Test func `a file of the schema has at most 400 lines`() {
    let schema = Repository.files(["Sources/Protos"], endings: [".proto"])
    #expect(!schema.isEmpty)
    #expect(schema.filter { $0.lines.count - 1 > 400 }.map(\.path) == [])
  }

  @Test func `a function has at most 70 lines, in tests 130`() {
    #expect(Repository.swift.flatMap { Self.longFunctions(in: $0, limit: $0.isTest ? 130 : 70) } == [])
  }

  /// Functions and initializers whose body, braces included, has more lines.
  static func longFunctions(in file: SourceFile, limit: Int) -> [String] {
    var found: [String] = []
    /// The depth at which each open function's body began, and its first line.
    var open: [(depth: Int, start: Int)] = []
    var depth = 0
    var declared: Int?
    for (index, line) in file.code.enumerated() {
      // The patterns are slow, and few lines can match them.
      let mayDeclare = ["func", "init", "subscript"].contains { line.contains($0) }
      if mayDeclare, line.contains(/\bfunc\s|\b(init[?]?|deinit|subscript)\s*[(<{]/), !line.contains(/[.]init\b/) {
        declared = index
      }
      for character in line.utf8 {
        if character == UInt8(ascii: "{") {
          depth += 1
          if let start = declared {
            open.append((depth, start))
            declared = nil
          }
        } else if character == UInt8(ascii: "}") {
          // What a protocol asks for has no body.
          declared = nil
          if let last = open.last, last.depth == depth {
            open.removeLast()
            if index - last.start + 1 > limit {
              found.append(finding(file, last.start, "\(index - last.start + 1) lines"))
            }
          }
          depth -= 1
        }
      }
    }
    return found
  }

  @Test func `a function that is too long is found`() {
    let body = [String](repeating: "    call()", count: 70).joined(separator: "\n")
    let text = "struct A {\n  func short() { }\n  func long() {\n\(body)\n  }\n}\n"
    #expect(Self.longFunctions(in: SourceFile(path: "Sources/A/A.swift", text: text), limit: 70).count == 1)
  }
}
