import APISchema
import Cryptography
import Domain
import EventLog
import FactSchema
import Foundation
import LMDB
import ReadModels
import RowSchema
import RowStore
import SwiftProtobuf
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// What must be found again by a text that may name a person is kept under the log's secret.
@Suite struct `What the log, the registry and the index hold` {
  private static let externalID = "crm-4711-lovelace"
  private static let email = "ada@example.com"

  private static func record(in kith: TestEngine) async throws -> String {
    let reply = try await kith.record(
      .contactCreated(
        .with {
          ($0.kind, $0.name, $0.externalID, $0.emails) = (.person, "Ada Lovelace", externalID, [email])
          $0.phones = ["+44 20 7946 0000"]
        }))
    return reply.events[0].subject
  }

  /// Makes the vault one of the first releases, which had none.
  private static func takeSecret(_ folder: String) throws {
    try VaultHeader(of: folder).write(version: 1, secret: nil)
  }

  @Test func `confirms no guess of an external id, an address or a name to who has no vault`() async throws {
    let kith = try TestEngine()
    _ = try await Self.record(in: kith)
    try kith.stop()
    var bytes = Data()
    for file in ["registry/data.mdb", "index/data.mdb", "log/data.mdb", "log/journal"] {
      bytes.append(try Data(contentsOf: URL(fileURLWithPath: kith.options.folder + "/" + file)))
    }
    let texts = [Self.externalID, Self.email, "Ada Lovelace", "+44 20 7946 0000", "+442079460000"]
    for text in texts {
      // As it is, and by any part of a digest that needs no key.
      #expect(bytes.range(of: Data(text.utf8)) == nil, "\(text) is there")
      let digest = SHA256.digest(Array(text.utf8)).bytes
      for part in [digest[..<8], digest[8..<16], digest[16..<24], digest[24...]] {
        #expect(bytes.range(of: Data(part)) == nil, "a digest of \(text) is there")
      }
    }
  }

  @Test func `is not told by the digests of read models, which are under it`() async throws {
    let kith = try TestEngine()
    _ = try await Self.record(in: kith)
    for model in kith.options.readModels {
      let info = try await kith.caughtUp(model.name)
      let raw = try #require(kith.rowDigest(model.name))
      let verified = try await kith.verify(model.name)
      for told in [info.digest, verified.digest, verified.rebuiltDigest] {
        #expect(told != raw.description, "\(model.name)")
        #expect(told == info.digest)
      }
    }
    // Another log of the same facts tells others.
    let other = try TestEngine()
    _ = try await Self.record(in: other)
    #expect(try await other.caughtUp("tasks").digest != kith.caughtUp("tasks").digest)
    #expect(other.rowDigest("tasks") == kith.rowDigest("tasks"))
  }

  @Test func `finds external ids and addresses again after the vault got another secret`() async throws {
    let kith = try TestEngine()
    let ada = try await Self.record(in: kith)
    try kith.restart(Self.takeSecret)
    _ = try await kith.caughtUp("contacts")
    for find in [
      ContactFindRequest.with { $0.externalID = Self.externalID }, .with { $0.email = Self.email },
      .with { $0.phone = "+442079460000" },
    ] {
      #expect(try await kith.query(find).contacts.map(\.id) == [ada])
    }
    let refusal = await #expect(throws: Refusal.self) { try await Self.record(in: kith) }
    #expect(refusal?.reason == .externalIDTaken)
  }

  @Test func `gives texts the same identity for ever, and in another log another one`() async throws {
    let kith = try TestEngine()
    let names = [["row", "contacts", "Ada"], ["row", "contacts", "", "Ada"], ["row", "contacts", "Ad", "a"]]
    let first = try await kith.identify(names)
    #expect(Set(first.identities.map(\.identity)).count == 3)
    #expect(first.identities.allSatisfy { $0.identity.count == 64 && !$0.isFormer })
    try kith.restart()
    #expect(try await kith.identify(names) == first)
    let other = try await TestEngine().identify(names)
    #expect(Set(other.identities.map(\.identity)).isDisjoint(with: first.identities.map(\.identity)))
    let refusal = await #expect(throws: Refusal.self) { try await kith.identify([["a"], []]) }
    #expect(refusal?.field == "names[1].texts")
  }

  @Test func `says which commands were recorded before the log had a secret`() async throws {
    let kith = try TestEngine()
    _ = try await kith.record(created("Ada"), commandID: "old")
    try kith.restart(Self.takeSecret)
    _ = try await kith.record(created("Bob"), commandID: "new")
    let reply = try await kith.identify([["a"], ["b"], ["c"], ["d"]], former: ["old", "new", "never", ""])
    #expect(reply.identities.map(\.isFormer) == [true, false, false, false])
    let other = try await kith.identify([["a"]], former: ["old"], uid: 4711)
    #expect(other.identities.map(\.isFormer) == [false])
  }
}

extension TestEngine {
  /// The digest of a read model's rows as they are now.
  func rowDigest(_ name: String) -> Digest256? {
    engine.readModels.state.withLock { $0.entries.first { $0.projection.name == name }?.live?.state.digest }
  }

  /// By which views are known that were made under the log's secret.
  var secretMark: String { engine.eventReader.log.secret.key.mark }

  fileprivate func identify(
    _ names: [[String]], former: [String] = [], uid: UInt32 = 1000
  ) async throws -> LogIdentifyReply {
    let request = LogIdentifyRequest.with { request in
      request.names = names.enumerated().map { index, texts in
        .with {
          $0.texts = texts
          if former.indices.contains(index), !former[index].isEmpty { $0.formerID = former[index] }
        }
      }
    }
    let job = LogIdentifyJob(request: request, ticket: collector.ticket(collector.caller(uid: uid)))
    engine.submit(job)
    return try await LogIdentifyReply(serializedBytes: collector.outcome(job.ticket).result.get())
  }
}
