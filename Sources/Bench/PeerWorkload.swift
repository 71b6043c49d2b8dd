import Foundation
import Schema

/// The command stream that other systems were measured with, as facts: a tab-separated file, a command a line.
///
/// | their command | recorded as |
/// |---|---|
/// | ContactCreated | ContactCreated with name, e-mail, phone, owner and source |
/// | InteractionLogged | EmailLogged, CallLogged, MeetingLogged or MessageLogged, by its channel |
/// | NoteAdded | NoteAdded |
/// | StageChanged | the first DealOpened, then DealStageChanged and DealRevised together, or DealWon, DealLost, DealReopened |
/// | ContactUpdated | ContactDetailsChanged; a company, which is no field here, changes the owner |
/// | TagAdded | ContactTagged |
///
/// `expected` becomes `expect` on the contact's version, which interactions, notes and deals do not raise here: a
/// stale writer's command expects one less than there is and must be refused.
public struct PeerWorkload: RequestSource, Sendable {
  let framing = Framing.binary
  private var streams: [Stream]
  /// Replies that were refusals, and replies that were not what they should be.
  public private(set) var conflicts = 0
  /// Accepted where a refusal was due, or refused where none was.
  public private(set) var wrong = 0
  /// Accepted commands that created a contact.
  public private(set) var contactsCreated = 0

  private struct Stream {
    var bytes: [UInt8] = []
    /// Where each request ends, and what is to become of it.
    var requests: [(end: Int, accept: Bool, creates: Bool)] = []
    var next = 0
    var answered = 0
  }

  /// Reads the file and encodes every command for that many connections: a contact's commands stay on one, in order.
  public init(file: String, connections: Int) throws(BenchError) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: file)) } catch {
      throw BenchError("reading \(file): \(error.localizedDescription)")
    }
    streams = [Stream](repeating: Stream(), count: connections)
    var encoder = PeerEncoder()
    var number = 0
    for line in data.split(separator: UInt8(ascii: "\n")) {
      number += 1
      let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      guard columns.count == 15, let command = PeerCommand(columns) else {
        throw BenchError("\(file), line \(number): not a command of the workload")
      }
      let stream = command.contact % connections
      encoder.append(command, to: &streams[stream].bytes)
      streams[stream].requests.append((streams[stream].bytes.count, command.accept, command.type == 1))
    }
  }

  mutating func appendRequest(of connection: Int, to bytes: inout [UInt8]) -> Bool {
    let next = streams[connection].next
    guard next < streams[connection].requests.count else { return false }
    let start = next == 0 ? 0 : streams[connection].requests[next - 1].end
    bytes.append(contentsOf: streams[connection].bytes[start..<streams[connection].requests[next].end])
    streams[connection].next = next + 1
    return true
  }

  mutating func answered(connection: Int, refused: Bool) {
    let request = streams[connection].requests[streams[connection].answered]
    streams[connection].answered += 1
    conflicts += refused ? 1 : 0
    wrong += refused == request.accept ? 1 : 0
    contactsCreated += request.creates && !refused ? 1 : 0
  }
}

/// One line of the workload.
struct PeerCommand {
  let contact: Int
  let type: Int
  let milliseconds: Int
  let accept: Bool
  let email: String
  let phone: String
  let name: String
  let owner: Int
  /// 0 to 3 open stages, 4 won, 5 lost; -1 none.
  let stage: Int
  let cents: Int
  private let data: [UInt8]

  init?(_ columns: [Data.SubSequence]) {
    func text(_ index: Int) -> String { String(decoding: columns[index], as: UTF8.self) }
    guard let contact = Int(text(1)), let type = Int(text(3)), (1...6).contains(type), let time = Int(text(4)),
      let owner = Int(text(10)), let stage = Int(text(11)), let cents = Int(text(12))
    else { return nil }
    self.contact = contact
    self.type = type
    self.milliseconds = time
    self.accept = text(5) == "1"
    self.email = text(6)
    self.phone = text(7)
    self.name = text(9)
    self.owner = owner
    self.stage = stage
    self.cents = cents
    self.data = Array(columns[14])
  }

  /// The text of a field of its data, which has no escapes.
  func field(_ name: String) -> ArraySlice<UInt8> {
    let key = Array("\"\(name)\":\"".utf8)
    guard data.count > key.count else { return [] }
    for start in 0..<(data.count - key.count) where data[start] == key[0] && data[start + 1] == key[1] {
      if data[start..<(start + key.count)].elementsEqual(key) {
        let rest = data[(start + key.count)...]
        return rest.prefix { $0 != UInt8(ascii: "\"") }
      }
    }
    return []
  }
}
