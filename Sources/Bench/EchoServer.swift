import Foundation
import Glibc
import Synchronization

/// A server that answers each frame with 32 bytes and does nothing else, on a thread of its own.
final class EchoServer: Sendable {
  let path: String
  private let listener: Int32
  private let stopping = Atomic<Bool>(false)

  init(path: String) throws(BenchError) {
    self.path = path
    unsafe unlink(path)
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    self.listener = listener
    var address = try unixAddress(path)
    let bound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0, listen(listener, 128) == 0 else { throw BenchError(call: "listening on \(path)") }
    _ = fcntl(listener, F_SETFL, fcntl(listener, F_GETFL) | O_NONBLOCK)
    Thread.detachNewThread { [self] in serve() }
  }

  func stop() { stopping.store(true, ordering: .relaxed) }

  private func serve() {
    var poller = Poller()
    let own = Socket(descriptor: listener)
    poller.add(own, number: 0)
    var ready: [Int] = []
    var clients: [Int: Socket] = [:]
    let reply: [UInt8] = [0, 0, 0, 0, 27, 0x08, 0x01, 0x8A, 0x01] + [UInt8](repeating: 0, count: 23)
    while !stopping.load(ordering: .relaxed) {
      poller.wait(milliseconds: 100, ready: &ready)
      for number in ready {
        if number == 0 {
          let accepted = accept(listener, nil, nil)
          guard accepted >= 0 else { continue }
          let client = Socket(descriptor: accepted)
          client.stopBlocking()
          clients[Int(accepted)] = client
          poller.add(client, number: Int(accepted))
        } else if let client = clients[number], !answer(client, reply) {
          clients[number] = nil
          poller.remove(number: number)
        }
      }
    }
  }

  /// Answers all whole frames that have come; false when the client is gone.
  private func answer(_ client: Socket, _ reply: [UInt8]) -> Bool {
    let scanner = ReplyScanner(framing: .binary)
    do {
      _ = try client.fill()
      while let frame = scanner.next(in: client) {
        client.taken = frame.bytes.upperBound
        client.output.append(contentsOf: reply)
      }
      while try !client.flush() {}
      return true
    } catch {
      return false
    }
  }
}
