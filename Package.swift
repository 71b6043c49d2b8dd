// swift-tools-version: 6.2
import PackageDescription

// CI turns warnings into errors; a user's build with a newer compiler must not fail for one.
let strict = Context.environment["KITH_WARNINGS_AS_ERRORS"] != nil

// config/fuzz builds the checks of Tests/Fuzz as a program around libFuzzer; else they are a test over its corpus.
let fuzzing = Context.environment["KITH_FUZZING"] != nil

// A sanitizer brings an allocator of its own, beside which there can be no other.
let sanitizing = Context.environment["KITH_SANITIZING"] != nil

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "kith",
  products: [
    .executable(name: "kithd", targets: ["kithd"]),
    .executable(name: "kith", targets: ["kith"]),
    .executable(name: "kith-bench", targets: ["kith-bench"]),
    .library(name: "KithClient", targets: ["Client", "FactSchema", "RowSchema", "APISchema"]),
    // Preloaded into the daemon by the fault tests; nothing else uses it.
    .library(name: "FaultShim", type: .dynamic, targets: ["FaultShim"]),
  ],
  // No dependency has two traits: the order of their flags changes from plan to plan, and with it all is built again.
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.3.0"),
  ],
  targets: [
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
    .target(name: "Bytes"),
    .target(name: "LMDB", dependencies: ["CLMDB"]),
    .target(name: "Memory", dependencies: sanitizing ? [] : ["CJemalloc"]),
    .target(name: "Protos", resources: [.embedInCode("kith")]),
    .target(name: "FactSchema", dependencies: ["Bytes", protobuf]),
    .target(name: "RowSchema", dependencies: ["FactSchema", protobuf]),
    .target(name: "APISchema", dependencies: ["FactSchema", "RowSchema", protobuf]),
    .target(name: "Cryptography", dependencies: ["CLibcrypto", "FactSchema"]),
    .target(name: "Domain", dependencies: ["Bytes", "FactSchema", "RowSchema", protobuf]),
    .target(name: "EventLog", dependencies: ["Bytes", "LMDB", "FactSchema", "Cryptography"]),
    .target(
      name: "RowStore",
      dependencies: ["Bytes", "LMDB", "Memory", "FactSchema", "Cryptography", heap]),
    .target(
      name: "ReadModels",
      dependencies: ["Bytes", "RowStore", "FactSchema", "RowSchema", "APISchema", "Domain", "Cryptography", protobuf]),
    .target(
      name: "Engine",
      dependencies: [
        "Bytes", "Domain", "EventLog", "RowStore", "ReadModels", "LMDB", "Memory", "FactSchema", "RowSchema",
        "APISchema", "Cryptography", deque,
      ]),
    .target(name: "Descriptors", dependencies: ["Bytes", "FactSchema", "APISchema"]),
    .target(name: "Rights", dependencies: ["Bytes", "Descriptors", "FactSchema"]),
    .target(
      name: "Wire", dependencies: ["Bytes", "Descriptors", "Rights", "FactSchema", "APISchema", nio, protobuf]),
    .target(
      name: "Description", dependencies: ["Bytes", "Descriptors", "Wire", "FactSchema", "APISchema", protobuf]),
    .target(
      name: "Daemon",
      dependencies: [
        "Engine", "Wire", "Rights", "Description", "Domain", "FactSchema", "RowSchema", "APISchema", protobuf, nio,
        nioPosix, lifecycle, signals,
        logging, configuration, yaml,
      ]),
    .target(name: "Client", dependencies: ["Descriptors", "Wire", "FactSchema", "APISchema", protobuf, nio, nioPosix]),
    .target(
      name: "Import",
      dependencies: [
        "Bytes", "Client", "Domain", "Descriptors", "Wire", "FactSchema", "RowSchema", "APISchema", "Cryptography", nio,
        protobuf,
        yaml,
      ]),
    .target(
      name: "KithCommands",
      dependencies: [
        "Import", "Protos", "Client", "EventLog", "Descriptors", "Wire", "FactSchema", "RowSchema", "APISchema",
        protobuf, yaml, arguments,
      ]),
    .executableTarget(name: "kithd", dependencies: ["Daemon", arguments]),
    .executableTarget(name: "kith", dependencies: ["KithCommands"]),
    .target(name: "Bench", dependencies: ["Bytes", "CLMDB", "LMDB", "FactSchema", "APISchema", protobuf]),
    .executableTarget(name: "kith-bench", dependencies: ["Bench", arguments]),
    .target(
      name: "TestSupport",
      dependencies: ["Cryptography", "Domain", "EventLog", "FactSchema", "RowSchema", protobuf],
      path: "Tests/TestSupport"),
    .target(
      name: "TestModel", dependencies: ["TestSupport", "Domain", "FactSchema", "RowSchema", "APISchema", protobuf],
      path: "Tests/TestModel"),
    .target(name: "FaultShim", path: "Tests/FaultShim", linkerSettings: [.linkedLibrary("dl")]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "TestSupport", protobuf], exclude: ["Golden"]),
    .testTarget(name: "LMDBTests", dependencies: ["LMDB", "TestSupport"]),
    .testTarget(name: "CryptographyTests", dependencies: ["Cryptography", "FactSchema"]),
    .testTarget(
      name: "EventLogTests",
      dependencies: [
        "Bytes", "EventLog", "LMDB", "FactSchema", "Cryptography", "TestSupport",
      ],
      exclude: ["Golden"]),
    .testTarget(name: "TidyTests"),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Engine", "Cryptography", "Domain", "EventLog", "RowStore", "ReadModels", "LMDB", "FactSchema", "RowSchema",
        "APISchema",
        "Descriptors", "Wire", "TestSupport", "TestModel", "kithd",
        protobuf,
      ],
      exclude: ["Golden"]),
    .testTarget(
      name: "BenchTests",
      dependencies: ["Bench", "FactSchema", "APISchema", "TestSupport", "Cryptography", protobuf]),
    .testTarget(
      name: "DocsTests",
      dependencies: ["TestSupport", "Client", "FactSchema", "RowSchema", "APISchema", "kithd", "kith", "kith-bench"]),
    .testTarget(name: "FaultTests", dependencies: ["TestSupport", "FaultShim", "LMDB", "kithd", "TestPeer"]),
    .testTarget(
      name: "SchemaTests", dependencies: ["FactSchema", "APISchema", protobuf],
      exclude: ["Released", "Built"]),
    .testTarget(
      name: "PowerCutTests",
      dependencies: ["TestSupport", "FaultShim", "kithd", "EventLog", "FactSchema"]),
    .testTarget(
      name: "WireTests",
      dependencies: [
        "Bytes", "Descriptors", "Rights", "Wire", "Description", "FactSchema", "RowSchema", "APISchema", "TestSupport",
        nio, protobuf,
      ]),
    .testTarget(
      name: "ImportTests", dependencies: ["Import", "Client", "Cryptography", "FactSchema", "TestSupport"]),
    .testTarget(
      name: "ClientTests",
      dependencies: ["Client", "Wire", "FactSchema", "RowSchema", "APISchema", "TestSupport", "kithd", protobuf]),
    .testTarget(
      name: "KithTests",
      dependencies: [
        "KithCommands", "Import", "FactSchema", "APISchema", "TestSupport", "kithd", "kith", protobuf,
      ]),
    .testTarget(
      name: "RowStoreTests", dependencies: ["Bytes", "RowStore", "FactSchema", "TestSupport"]),
    .testTarget(
      name: "ReadModelsTests",
      dependencies: [
        "Bytes", "RowStore", "ReadModels", "LMDB", "Domain", "FactSchema", "RowSchema", "APISchema", "TestSupport",
        "TestModel", protobuf,
      ]),
    .testTarget(
      name: "DomainTests",
      dependencies: [
        "Bytes", "Domain", "FactSchema", "RowSchema", "APISchema", "TestSupport", "TestModel", protobuf,
      ]),
    .executableTarget(name: "TestPeer", dependencies: ["LMDB"], path: "Tests/TestPeer"),
    .testTarget(
      name: "DaemonTests",
      dependencies: [
        "Bytes", "Daemon", "Domain", "Engine", "Descriptors", "Rights", "Wire", "Description", "FactSchema",
        "RowSchema", "APISchema", "TestSupport", "kithd", "TestPeer", nio, protobuf, logging,
      ]),
  ],
  swiftLanguageModes: [.v6]
)

let fuzzed: [Target.Dependency] = [
  "Bytes", "Descriptors", "Wire", "EventLog", "Import", "ReadModels", "Domain", "FactSchema", "APISchema",
  "TestSupport",
  nio, protobuf,
]
package.targets.append(
  fuzzing
    ? .executableTarget(
      name: "Fuzz", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Corpus", "ReplayTests.swift"])
    : .testTarget(
      name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz", exclude: ["Corpus", "Driver.swift"]))

for target in package.targets where target.type != .system {
  // The schema is generated code, which strict memory safety does not know.
  let isTest = target.type == .test || target.name.hasPrefix("Test") || target.name == "Fuzz"
  target.swiftSettings =
    (isTest || target.name.hasSuffix("Schema") || target.name == "Protos" ? [] : [.strictMemorySafety()])
    + (strict ? [.treatAllWarnings(as: .error)] : [])
    + (fuzzing ? [.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"])] : [])
    + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .enableUpcomingFeature("InferIsolatedConformances"),
      .enableUpcomingFeature("ImmutableWeakCaptures"),
    ]
}
