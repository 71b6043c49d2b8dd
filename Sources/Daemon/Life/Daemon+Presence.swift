import Engine
import Logging
import NIOCore
import NIOPosix

/// Looks once a second whether what the daemon stands on is still there: its socket, its vault, its journal.
final class PresenceWatch: Sendable {
  private let task: RepeatedTask

  init(_ socket: ListeningSocket, _ engine: Engine, _ logger: Logger, on loop: any EventLoop) {
    let said = NIOLoopBoundBox<Set<String>>.makeBoxSendingValue([], eventLoop: loop)
    task = loop.scheduleRepeatedAsyncTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      // Off the loop: the engine may be in the middle of a commit.
      NIOThreadPool.singleton.runIfActive(eventLoop: loop) { Self.faults(socket, engine) }.map { faults in
        for fault in faults where said.value.insert(fault).inserted {
          logger.critical("\(fault)")
          engine.notice(fault)
        }
      }
    }
  }

  /// Ends watching, before the socket is removed.
  func end() { task.cancel() }

  /// What is not where it was, a sentence each.
  private static func faults(_ socket: ListeningSocket, _ engine: Engine) -> [String] {
    var faults: [String] = []
    if let path = socket.path, !socket.isInPlace {
      faults.append(
        "The socket \(path) was removed or replaced: no new client can connect until the daemon is started again.")
    }
    if let fault = engine.misplacedFile() { faults.append(fault) }
    return faults
  }
}
