import Engine
import Schema
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
  /// The bytes of its request, counted while it is in flight.
  var requestBytes: Int
  var state: State

  enum State {
    /// A command whose outcome is not known; later queries wait for it.
    case command
    /// Starts when the outcomes of all commands before it are known.
    case held(Job)
    /// Being answered by the engine.
    case running
    /// Answered here when everything before it has been.
    case atHead([UInt8])
    case result([UInt8])
    case error(ErrorReply)
  }

  /// A state without what it holds.
  enum Step { case command, held, running, atHead, answered }

  /// What the engine's query threads do.
  enum Job {
    case query(QueryJob)
    case logRead(LogReadRequest)
    case verify(String)
    case standing(StandingJob)
  }

  /// The bytes that its answer holds in memory.
  var answerBytes: Int {
    if case .result(let bytes) = state { bytes.count } else { 0 }
  }
}
