import APISchema
import Domain
import FactSchema
import NIOCore
import Wire

/// One request of a connection, from being read until its reply is written.
struct PendingRequest {
  /// How a request belongs to a JSON batch.
  enum BatchPlace { case none, member, last }

  var id: RequestID
  var method: Method
  /// The fact's number when it was called by its name.
  var fact: Int?
  var batch = BatchPlace.none
  /// What it takes in memory, counted until its reply is written.
  var bytes: Int
  var state: State

  enum State {
    /// A command that nobody was given yet, with its request.
    case newCommand([UInt8])
    /// The same, when the contacts that it names are looked up.
    indirect case resolvedCommand(Command)
    /// A command whose outcome is not known; later queries wait for it.
    case command
    /// Begins when the outcomes of all commands before it are known.
    case waiting([UInt8])
    /// Being answered by the engine.
    case running
    /// Names contacts otherwise than by their ids: the next of them is to be looked up.
    indirect case unresolved(ContactResolution)
    /// The engine is asked for one of them.
    indirect case resolving(ContactResolution)
    /// Answered by the connection itself when everything before it has been.
    case atHead([UInt8])
    case answered(Answer)
  }

  /// A state without what it holds.
  enum Step { case newCommand, command, waiting, running, unresolved, resolving, atHead, answered }

  /// A command for the engine.
  struct Command {
    /// As it was sent, by which it is known again.
    var request: [UInt8]
    var contacts = Contacts.byID
  }

  /// How a command names contacts.
  enum Contacts {
    case byID
    /// Otherwise: this is the same request with their ids.
    case resolved([UInt8])
    /// Otherwise, and one of them cannot be told.
    indirect case unknown(Refusal)
  }

  /// What is replied.
  enum Answer {
    /// An encoded reply message.
    case result([UInt8])
    indirect case refused(Refusal)
    indirect case error(ErrorReply)
  }

  /// How far it is.
  var step: Step {
    switch state {
    case .newCommand, .resolvedCommand: .newCommand
    case .command: .command
    case .waiting: .waiting
    case .running: .running
    case .unresolved: .unresolved
    case .resolving: .resolving
    case .atHead: .atHead
    case .answered: .answered
    }
  }

  /// The bytes that its answer holds in memory.
  var answerBytes: Int {
    if case .answered(.result(let bytes)) = state { bytes.count } else { 0 }
  }

  /// About what a request takes in memory from being decoded until it is answered: its bytes are in the request, in its
  /// facts as they are stored and in what was decoded of them; an entry of a list is an object of its own.
  static func bytes(request bytes: Int, entries: Int = 0) -> Int { 512 + 3 * bytes + 160 * entries }
}

/// The requests of a connection in the order of their replies, by a number that counts up.
struct PendingRequests {
  /// The number of the oldest request.
  private(set) var head: UInt64 = 0
  private var requests = CircularBuffer<PendingRequest>()

  /// The number that the next request gets.
  var tail: UInt64 { head + UInt64(requests.count) }
  var isEmpty: Bool { requests.isEmpty }
  var count: Int { requests.count }

  /// The request of that number; traps, as all that takes one, when it is not between head and tail.
  subscript(number: UInt64) -> PendingRequest { requests[index(number)] }

  /// How far a request is.
  func step(of number: UInt64) -> PendingRequest.Step { requests[index(number)].step }

  /// The bytes of its answer.
  func answerBytes(of number: UInt64) -> Int { requests[index(number)].answerBytes }

  /// What is asked.
  func method(of number: UInt64) -> Method { requests[index(number)].method }

  /// The whole number of a request from its last 32 bits; nil when there is none that has them.
  func number(endingIn bits: UInt32) -> UInt64? {
    let distance = UInt64(bits &- UInt32(truncatingIfNeeded: head))
    return distance < UInt64(requests.count) ? head + distance : nil
  }

  mutating func append(_ request: PendingRequest) { requests.append(request) }

  /// Takes the oldest request out; traps when there is none.
  mutating func removeFirst() -> PendingRequest {
    head += 1
    return requests.removeFirst()
  }

  /// Sets what became of a request; what it was.
  @discardableResult
  mutating func set(_ state: PendingRequest.State, of number: UInt64) -> PendingRequest.State {
    requests.modify(index(number)) { request in
      defer { request.state = state }
      return request.state
    }
  }

  private func index(_ number: UInt64) -> CircularBuffer<PendingRequest>.Index {
    precondition(number >= head && number - head < UInt64(requests.count), "there is no such request")
    return requests.index(requests.startIndex, offsetBy: Int(number - head))
  }
}
