import APISchema
package import Client
import RowSchema
import SwiftProtobuf
import Synchronization

/// The daemon's answer to a command of an import.
package struct SentRecord: PendingRecord {
  let reply: PendingReply
  /// Where the log stood when the import began: what a broken connection made it send twice was recorded past that.
  let begun: UInt64

  package func outcome() async throws(KithError) -> RecordOutcome {
    let bytes = try await reply.encoded
    do {
      let reply = try RecordReply(serializedBytes: bytes)
      return RecordOutcome(
        wasRecordedBefore: reply.replayed && reply.position <= begun, subjects: reply.events.map(\.subject))
    } catch {
      throw KithError(.malformed, "the daemon's answer cannot be decoded")
    }
  }
}

/// Reads what an import needs of a `contact.find`.
enum ContactIDs {
  static func read(_ bytes: [UInt8]) throws(KithError) -> [String] {
    do { return try ContactFindReply(serializedBytes: bytes).contacts.map(\.id) } catch {
      throw KithError(.malformed, "the daemon's answer cannot be decoded")
    }
  }
}

/// The connection that is used now.
final class ConnectionBox: Sendable {
  private let current: Mutex<KithClient>

  init(_ client: KithClient) { current = Mutex(client) }

  var client: KithClient {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
