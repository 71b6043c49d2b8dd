import Testing

/// The modules may see each other as Docs/architecture.md says, and in no other way.
@Suite struct `Imports follow the arrows between the rooms` {
  /// What each library of ours may import beside the standard library; complete.
  static let arrows: [String: Set<String>] = [
    "Bytes": [],
    "LMDB": ["CLMDB"],
    "Memory": ["CJemalloc"],
    "Cryptography": ["CLibcrypto", "FactSchema"],
    "FactSchema": ["Bytes", "SwiftProtobuf"],
    "RowSchema": ["FactSchema", "SwiftProtobuf"],
    "APISchema": ["FactSchema", "RowSchema", "SwiftProtobuf"],
    "Protos": [],
    "Domain": ["Bytes", "FactSchema", "RowSchema"],
    "EventLog": ["Bytes", "LMDB", "FactSchema", "Cryptography"],
    "RowStore": ["Bytes", "LMDB", "Memory", "FactSchema", "Cryptography", "HeapModule"],
    "ReadModels": ["Bytes", "RowStore", "FactSchema", "RowSchema", "APISchema", "Domain", "Cryptography"],
    "Engine": [
      "Bytes", "Domain", "EventLog", "RowStore", "ReadModels", "LMDB", "Memory", "FactSchema", "RowSchema", "APISchema",
      "Cryptography", "DequeModule",
    ],
    "Descriptors": ["Bytes", "FactSchema", "APISchema"],
    "Rights": ["Bytes", "Descriptors", "FactSchema"],
    "Wire": ["Bytes", "Descriptors", "Rights", "FactSchema", "APISchema", "NIOCore"],
    "Description": ["Bytes", "Descriptors", "Wire", "FactSchema", "APISchema"],
    "Daemon": [
      "Engine", "Wire", "Rights", "Description", "Domain", "FactSchema", "RowSchema", "APISchema", "NIOCore",
      "NIOPosix", "ServiceLifecycle",
      "UnixSignals", "Logging", "Configuration", "Yams",
    ],
    "Client": ["Descriptors", "Wire", "FactSchema", "APISchema", "NIOCore", "NIOPosix"],
    "Import": [
      "Bytes", "Client", "Domain", "Descriptors", "Wire", "FactSchema", "RowSchema", "APISchema", "NIOCore",
      "Cryptography", "Yams",
    ],
    "KithCommands": [
      "EventLog", "Import", "Protos", "Client", "Descriptors", "Wire", "FactSchema", "RowSchema", "APISchema", "Yams",
      "ArgumentParser",
    ],
    "Bench": ["Bytes", "CLMDB", "LMDB", "FactSchema", "APISchema"],
    "kithd": ["Daemon", "ArgumentParser"],
    "kith": ["KithCommands"],
    "kith-bench": ["Bench", "ArgumentParser"],
  ]

  /// Part of the toolchain.
  static let standard: Set<String> = [
    "Swift", "Synchronization", "Glibc", "Foundation", "FoundationEssentials", "Dispatch",
  ]

  /// SwiftProtobuf's types show in the schema's, so whoever decodes a message may name them.
  static let seesMessages: Set<String> = [
    "Domain", "EventLog", "RowStore", "ReadModels", "Engine", "Wire", "Description", "Daemon", "Client", "Import",
    "Bench",
    "KithCommands",
  ]

  static func imports(of file: SourceFile) -> [(line: Int, module: String)] {
    file.code.enumerated().compactMap { index, line in
      // The pattern is slow, and few lines can match it.
      guard line.utf8.starts(with: "import".utf8) || line.contains(" import ") else { return nil }
      let pattern =
        /^\s*(?:@\S+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(?<module>\w+)/
      guard let match = line.firstMatch(of: pattern) else { return nil }
      return (index, String(match.output.module))
    }
  }

  @Test func `every folder of Sources is a room of the table`() {
    let rooms = Set(Repository.swift.filter { !$0.isTest && $0.path != "Package.swift" }.map(\.target))
    #expect(rooms.subtracting(Self.arrows.keys).sorted() == [])
  }

  @Test func `every import is an arrow of the table`() {
    var found: [String] = []
    for file in Repository.swift where !file.isTest && file.path != "Package.swift" {
      let allowed = Self.arrows[file.target, default: []].union(Self.standard)
        .union(Self.seesMessages.contains(file.target) ? ["SwiftProtobuf"] : [])
      for (line, module) in Self.imports(of: file) where !allowed.contains(module) {
        found.append(finding(file, line, "\(file.target) may not import \(module)"))
      }
    }
    #expect(found == [])
  }

  @Test func `Docs/architecture.md has the same table`() throws {
    let page = try #require(Repository.files(["Docs/architecture.md"], endings: [".md"]).first)
    var rows: [String: Set<String>] = [:]
    for line in page.lines {
      guard let row = line.firstMatch(of: /^\| `(?<room>[\w-]+)` \| [^|]+ \| (?<imports>[^|]+) \|$/) else { continue }
      let imports = row.output.imports.split(separator: ", ").map(String.init)
      rows[String(row.output.room)] = Set(imports).subtracting(["-"])
    }
    // A package is named there once, however many modules of it are used.
    let packages = [
      "NIOCore": "NIO", "NIOPosix": "NIO", "UnixSignals": "ServiceLifecycle", "DequeModule": "Collections",
      "HeapModule": "Collections",
    ]
    let table = Self.arrows.mapValues { Set($0.map { packages[$0] ?? $0 }) }
    #expect(rows == table.merging(["CLMDB": [], "CLibcrypto": [], "CJemalloc": []]) { $1 })
  }

  /// Others use LMDB for what they derive; that the log is made of it too is nobody's business.
  @Test func `nothing outside EventLog sees what a log is made of`() {
    let log = Repository.swift.filter { $0.target == "EventLog" && !$0.isTest }
    let made = log.filter { $0.path.contains("/Journaled/") }
    // Of the folder only what opens or copies a log is public: who calls it is given a `FactLog`, or a report.
    let shown = made.filter { file in file.code.contains { $0.contains(/\bpublic (?!import)/) } }
    let folder = "Sources/EventLog/Journaled/"
    let opening = ["JournaledLog+Walking.swift", "LocalLog.swift", "LogUpgrade.swift"]
    #expect(shown.map(\.path).sorted() == opening.map { folder + $0 })
    let publicly = log.filter { file in file.code.contains { $0.contains(/\b(public|package) import LMDB\b/) } }
    #expect(publicly.map(\.path) == [])
    let internals = /\b(JournaledLog|OpenedLog|JournalEntry|Journal|LogMeta|LogState|BlockWriter)\b/
    var found: [String] = []
    for file in Repository.swift where !file.isTest && file.target != "EventLog" {
      for (index, line) in file.code.enumerated() where line.contains(internals) {
        found.append(finding(file, index, "names what only EventLog knows"))
      }
    }
    #expect(found == [])
  }

  @Test func `only LMDB and the benchmark see the C library`() {
    let seeing = Repository.swift.filter { file in Self.imports(of: file).contains { $0.module == "CLMDB" } }
    #expect(Set(seeing.map(\.target)).subtracting(["LMDB", "Bench", "LMDBTests"]).sorted() == [])
  }
}
