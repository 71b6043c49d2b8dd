import APISchema
import Engine
import Wire

/// One request of a connection, from being read until its reply is written.
struct Slot {
  /// How a slot belongs to a JSON batch.
  enum Batch { case none, member, last }

  var id: RequestID
  var method: Method
  /// The fact's number when it was called by its name.
  var fact: Int?
  var batch = Batch.none
  /// What its request takes, counted while it is in flight.
  var requestBytes: Int
  var state: State

  enum State {
    /// A command whose outcome is not known; later queries wait for it.
    case command
    /// Starts when the outcomes of all commands before it are known.
    case held(Job)
    /// Being answered by the engine.
    case running
    /// A contact that it names is being looked up.
    case resolving(Resolution)
    /// Answered here when everything before it has been.
    case atHead([UInt8])
    case result([UInt8])
    case error(ErrorReply)
  }

  /// A state without what it holds.
  enum Step { case command, held, heldCommand, unresolved, resolving, running, atHead, answered }

  /// What the engine's query threads do.
  enum Job {
    case query(QueryJob)
    case logRead(LogReadRequest)
    case verify(String)
    case standing(StatusJob)
    /// A call that names contacts otherwise than by their ids: it begins as what it is when they are known.
    case resolve(Resolution)
    /// A command behind one of these.
    case command(Command)
  }

  /// About what a request takes in memory from being decoded until it is answered: its bytes are in the request, in its
  /// facts as they are stored and in what was decoded of them; an entry of a list is an object of its own.
  static func bytes(request bytes: Int, entries: Int = 0) -> Int { 512 + 3 * bytes + 160 * entries }

  /// The bytes that its answer holds in memory.
  var answerBytes: Int {
    if case .result(let bytes) = state { bytes.count } else { 0 }
  }
}
