import Glibc
import LMDB

// `TestPeer PATH` copies standard input to a Unix socket and what comes back to standard output: a client that a test can run under
// another uid. It ends when the other side closes.
// `TestPeer --hold COUNT PATH TEXT` opens so many connections, sends the text on each and says `sent`; then what comes back, a
// line each behind the connection's number, and `closed` where it ends. It ends with its standard input.
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
let isHolding = CommandLine.arguments[1] == "--hold"

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
