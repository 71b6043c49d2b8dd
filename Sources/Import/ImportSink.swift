import APISchema
package import Client
import SwiftProtobuf

/// Where an import's commands go: a daemon, or what stands for one in a test.
package protocol ImportSink: AnyObject, Sendable {
  /// The answer to a command that was sent.
  associatedtype Pending: PendingRecord

  /// Sends a command, given as the JSON of a `record` request; commands are obeyed in the order of the calls.
  func send(_ record: String) async throws(KithError) -> Pending
  /// The ids of the contacts that a `contact.find` with these parameters gives.
  func find(_ params: String) async throws(KithError) -> [String]
  /// The identities of these, in their order.
  func identify(_ names: [ImportedName]) async throws(KithError) -> [ImportedIdentity]
  /// Makes another connection and ends the one before, and with it what was rehearsed there: tries once.
  func reconnect() async throws(KithError)
}

/// The answer to a command that was sent.
package protocol PendingRecord: Sendable {
  /// What came of it; throws why it was refused.
  func outcome() async throws(KithError) -> RecordOutcome
}

/// What came of a command that was accepted.
package struct RecordOutcome: Sendable, Equatable {
  /// Whether it had been recorded before.
  package var wasRecordedBefore: Bool
  /// What each of its facts is about, in their order.
  package var subjects: [String]

  package init(wasRecordedBefore: Bool, subjects: [String] = []) {
    self.wasRecordedBefore = wasRecordedBefore
    self.subjects = subjects
  }
}

/// Sends an import's commands to a daemon.
package final class DaemonSink: ImportSink {
  private let connect: @Sendable () async throws(KithError) -> KithClient
  private let connection: ConnectionBox
  /// The daemon ends a connection with a request that is larger, and with it what else is under way.
  private let requestBytesMax: Int
  private let begun: UInt64

  /// `client` is used until it breaks, then `connect`. Asks the daemon how large a request may be.
  package init(
    _ client: KithClient, connect: @escaping @Sendable () async throws(KithError) -> KithClient
  ) async throws(KithError) {
    self.connect = connect
    self.connection = ConnectionBox(client)
    let hello = try await client.call(HelloRequest())
    self.requestBytesMax = Int(clamping: hello.limits.requestBytes)
    self.begun = hello.log.head
  }

  package func send(_ record: String) async throws(KithError) -> SentRecord {
    let (method, request) = try KithClient.request(named: "record", params: record)
    guard request.count + Self.envelopeBytes <= requestBytesMax else {
      throw KithError(
        .tooLarge, "its facts have \(request.count) bytes, and the daemon takes requests of \(requestBytesMax)")
    }
    return SentRecord(reply: try await connection.client.send(method, encoded: request), begun: begun)
  }

  package func find(_ params: String) async throws(KithError) -> [String] {
    let (method, request) = try KithClient.request(named: "contact.find", params: params)
    let bytes = try await connection.client.send(method, encoded: request).encoded
    return try ContactIDs.read(bytes)
  }

  package func identify(_ names: [ImportedName]) async throws(KithError) -> [ImportedIdentity] {
    var identities: [ImportedIdentity] = []
    for start in stride(from: 0, to: names.count, by: Self.namesPerRequest) {
      identities += try await identify(names[start..<min(start + Self.namesPerRequest, names.count)])
    }
    return identities
  }

  /// Each name once for each of its former ids, or once.
  private func identify(_ names: ArraySlice<ImportedName>) async throws(KithError) -> [ImportedIdentity] {
    let reply = try await connection.client.call(
      LogIdentifyRequest.with { request in
        for name in names {
          for former in name.formerIDs {
            request.names.append(
              .with {
                $0.texts = name.texts
                $0.formerID = former
              })
          }
        }
      })
    var rest = reply.identities[...]
    var identities: [ImportedIdentity] = []
    for name in names {
      let own = rest.prefix(name.formerIDs.count)
      rest = rest.dropFirst(name.formerIDs.count)
      guard let first = own.first, own.count == name.formerIDs.count, first.identity.utf8.count == 64 else {
        throw KithError(.malformed, "the daemon's answer to log.identify lacks identities")
      }
      let former = zip(own, name.formerIDs).first { $0.0.isFormer }?.1
      identities.append(ImportedIdentity(digits: first.identity, formerID: former))
    }
    return identities
  }

  package func reconnect() async throws(KithError) {
    await connection.client.close()
    connection.client = try await connect()
  }

  /// Two former ids each are at most what the daemon takes at once.
  private static let namesPerRequest = 500

  /// What stands around a request's own bytes, at most.
  private static let envelopeBytes = 64
}
