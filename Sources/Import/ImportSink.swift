package import Client

/// Where an import's commands go: a daemon, or what stands for one in a test.
package protocol ImportSink: AnyObject, Sendable {
  /// The answer to a command that was sent.
  associatedtype Pending: PendingRecord

  /// Sends a command, given as the JSON of a `record` request; commands are obeyed in the order of the calls.
  func send(_ record: String) async throws(KithError) -> Pending
  /// The ids of the contacts that a `contact.find` with these parameters gives.
  func find(_ params: String) async throws(KithError) -> [String]
  /// Makes the connection again after it was lost; throws when that is given up.
  func reconnect() async throws(KithError)
}

/// The answer to a command that was sent.
package protocol PendingRecord: Sendable {
  /// Whether the command had been recorded before; throws why it was refused.
  func wasRecordedBefore() async throws(KithError) -> Bool
}

/// Sends an import's commands to a daemon.
package final class DaemonSink: ImportSink {
  private let connect: @Sendable () async throws(KithError) -> KithClient
  private let patience: ReconnectingClient.Patience
  private let connection: ConnectionBox

  /// `client` is used until it breaks, then `connect`.
  package init(
    _ client: KithClient, patience: ReconnectingClient.Patience = .standard,
    connect: @escaping @Sendable () async throws(KithError) -> KithClient
  ) {
    self.connect = connect
    self.patience = patience
    self.connection = ConnectionBox(client)
  }

  package func send(_ record: String) async throws(KithError) -> PendingReply {
    let (method, request) = try KithClient.request(named: "record", params: record)
    return try await connection.client.send(method, encoded: request)
  }

  package func find(_ params: String) async throws(KithError) -> [String] {
    let (method, request) = try KithClient.request(named: "contact.find", params: params)
    let bytes = try await connection.client.send(method, encoded: request).encoded
    return try ContactIDs.read(bytes)
  }

  package func reconnect() async throws(KithError) {
    var attempt = 1
    while true {
      do throws(KithError) {
        connection.client = try await connect()
        return
      } catch {
        guard attempt < patience.attempts else { throw error }
        await patience.pause(attempt)
        attempt += 1
      }
    }
  }
}
