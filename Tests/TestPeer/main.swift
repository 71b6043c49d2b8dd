import Glibc
import LMDB

// `TestPeer PATH` copies standard input to a Unix socket and what comes back to standard output: a client that a test can run under
// another uid. It ends when the other side closes.
// `TestPeer --hold COUNT PATH TEXT` opens so many connections, sends the text on each and says `sent`; then what comes back, a
// line each behind the connection's number, and `closed` where it ends. It ends with its standard input.
// `TestPeer --flood COUNT PATH TIMES reads|deaf` opens so many connections and sends standard input on each, so many times,
// without waiting; what comes back is dropped, or never read. One that is closed is opened again.
// `TestPeer --pass PATH COMMAND...` listens on a Unix socket and becomes the command with it, as systemd would.
// `TestPeer --read FOLDER` reads an LMDB environment, says so, and holds what it sees until its input ends.

if CommandLine.arguments[1] == "--read" {
  let environment = try Environment(.init(path: CommandLine.arguments[2], maxTables: 2, readOnly: true))
  let held = try environment.read()
  _ = write(1, "held\n", 5)
  _ = readLine()
  _ = consume held
  exit(0)
}

let isPassing = CommandLine.arguments[1] == "--pass"
let isHolding = ["--hold", "--flood"].contains(CommandLine.arguments[1])

var address = sockaddr_un()
address.sun_family = sa_family_t(AF_UNIX)
withUnsafeMutableBytes(of: &address.sun_path) {
  $0.copyBytes(from: CommandLine.arguments[isPassing ? 2 : isHolding ? 3 : 1].utf8.prefix($0.count - 1))
}
let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
if isPassing {
  withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  listen(descriptor, 16)
  dup2(descriptor, 3)
  if descriptor != 3 { close(descriptor) }
  setenv("LISTEN_FDS", "1", 1)
  setenv("LISTEN_PID", "\(getpid())", 1)
  var words: [UnsafeMutablePointer<CChar>?] = CommandLine.arguments.dropFirst(3).map { strdup($0) }
  words.append(nil)
  execv(words[0]!, &words)
  perror("execv")
  exit(1)
}
if CommandLine.arguments[1] == "--flood" {
  flood(
    address, count: Int(CommandLine.arguments[2])!, times: Int(CommandLine.arguments[4])!,
    reads: CommandLine.arguments[5] == "reads")
  exit(0)
}
if isHolding {
  hold(address, count: Int(CommandLine.arguments[2])!, Array(CommandLine.arguments[4].utf8))
  exit(0)
}
let connected = withUnsafePointer(to: &address) {
  $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
  }
}
if connected != 0 {
  perror("connect")
  exit(1)
}

/// Opens connections and says what comes back on each, until standard input ends.
func hold(_ address: sockaddr_un, count: Int, _ text: [UInt8]) {
  var sources = [pollfd(fd: 0, events: Int16(POLLIN), revents: 0)]
  for _ in 0..<count {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = address
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    // One that is closed already says so when it is read from.
    if connected == 0 { _ = send(descriptor, text, text.count, Int32(MSG_NOSIGNAL)) }
    sources.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
  }
  say("sent")
  var lines = [[UInt8]](repeating: [], count: sources.count)
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while sources[0].revents == 0, poll(&sources, nfds_t(sources.count), -1) > 0 {
    for number in 1..<sources.count where sources[number].revents != 0 {
      let got = read(sources[number].fd, &buffer, buffer.count)
      if got <= 0 {
        say("\(number) closed")
        close(sources[number].fd)
        sources[number].fd = -1
        continue
      }
      for byte in buffer[..<got] {
        if byte != UInt8(ascii: "\n") {
          lines[number].append(byte)
          continue
        }
        say("\(number) \(String(decoding: lines[number], as: UTF8.self))")
        lines[number] = []
      }
    }
  }
}

/// Sends what standard input has, until its parent has ended.
func flood(_ address: sockaddr_un, count: Int, times: Int, reads: Bool) {
  var text: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while case let got = read(0, &buffer, buffer.count), got > 0 { text += buffer[..<got] }
  let parent = getppid()
  let idle = pollfd(fd: -1, events: 0, revents: 0)
  var sources = [pollfd](repeating: idle, count: count)
  var sent = [Int](repeating: 0, count: count)
  while getppid() == parent {
    for number in 0..<count where sources[number].fd < 0 {
      sources[number].fd = open(address)
      sent[number] = 0
    }
    for number in 0..<count {
      let isDone = sent[number] >= text.count * times
      sources[number].events = (reads ? Int16(POLLIN) : 0) | (isDone ? 0 : Int16(POLLOUT))
    }
    guard poll(&sources, nfds_t(count), 100) > 0 else { continue }
    for number in 0..<count where sources[number].revents != 0 {
      let (file, found) = (sources[number].fd, Int32(sources[number].revents))
      var isOver = found & Int32(POLLHUP | POLLERR) != 0
      if found & Int32(POLLIN) != 0, read(file, &buffer, buffer.count) <= 0 { isOver = true }
      if found & Int32(POLLOUT) != 0, !isOver {
        let start = sent[number] % text.count
        let step = text.withUnsafeBytes {
          send(file, $0.baseAddress! + start, $0.count - start, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        if step > 0 { sent[number] += step } else if errno != EAGAIN { isOver = true }
      }
      if isOver {
        close(file)
        sources[number].fd = -1
      }
    }
  }
}

/// A connection; -1 where there is none to be had.
func open(_ address: sockaddr_un) -> Int32 {
  let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
  var address = address
  let connected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  if connected == 0 { return descriptor }
  close(descriptor)
  return -1
}

func say(_ line: String) {
  print(line)
  fflush(nil)
}

/// Moves what is there to be read; false at the source's end.
func move(from source: Int32, to target: Int32) -> Bool {
  var buffer = [UInt8](repeating: 0, count: 65_536)
  let count = read(source, &buffer, buffer.count)
  if count <= 0 { return false }
  var written = 0
  while written < count {
    let step = buffer.withUnsafeBytes { write(target, $0.baseAddress! + written, count - written) }
    if step <= 0 { return false }
    written += step
  }
  return true
}

var sources = [
  pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
]
while poll(&sources, nfds_t(sources.count), -1) > 0 {
  if sources[1].revents != 0, !move(from: descriptor, to: 1) { break }
  if sources[0].revents != 0, !move(from: 0, to: descriptor) {
    shutdown(descriptor, Int32(SHUT_WR))
    // A negative descriptor is not looked at any more.
    sources[0].fd = -1
  }
}
