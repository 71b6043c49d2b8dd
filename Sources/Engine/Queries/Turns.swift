import DequeModule

/// Jobs that wait for a thread, in fair turns: next is the uid that was given the least time, and of its connections the
/// one that was given the least.
///
/// Time is counted from when others wait too: whoever comes anew begins beside the one that is served, so that nobody
/// saves up turns, and nobody is behind for what it took while the threads were idle.
struct Turns<Job> {
  /// The jobs of one connection, in order.
  private struct Line {
    var jobs = Deque<Job>()
    /// The nanoseconds that it was given.
    var used: UInt64
  }

  /// All connections of one uid.
  private struct Party {
    /// Of connections that have jobs.
    var lines: [ObjectIdentifier: Line] = [:]
    var used: UInt64
    /// The time up to which its connections were served.
    var clock: UInt64 = 0
    /// How many of its jobs are on threads.
    var running = 0
  }

  private var parties: [UInt32: Party] = [:]
  /// The time up to which uids were served.
  private var clock: UInt64 = 0
  /// How many jobs wait.
  private(set) var count = 0

  mutating func add(_ job: Job, of caller: Caller) {
    let line = ObjectIdentifier(caller)
    let isNew = parties[caller.uid]?.lines.isEmpty ?? true
    var party = parties.removeValue(forKey: caller.uid) ?? Party(used: clock)
    if isNew { party.used = max(party.used, clock) }
    party.lines[line, default: Line(used: party.clock)].jobs.append(job)
    parties[caller.uid] = party
    count += 1
  }

  /// Takes the next job of a uid that has fewer than `runningMax` on threads; nil where there is none. It is then to be
  /// reported as done.
  mutating func next(runningMax: Int) -> Job? {
    var next: (uid: UInt32, used: UInt64)?
    for (uid, party) in parties where !party.lines.isEmpty && party.running < runningMax {
      if next.map({ party.used < $0.used }) ?? true { next = (uid, party.used) }
    }
    guard let (uid, used) = next, var party = parties.removeValue(forKey: uid) else { return nil }
    clock = max(clock, used)
    defer { parties[uid] = party }
    guard let id = party.lines.min(by: { $0.value.used < $1.value.used })?.key,
      var line = party.lines.removeValue(forKey: id)
    else { return nil }
    party.clock = max(party.clock, line.used)
    party.running += 1
    let job = line.jobs.popFirst()
    if !line.jobs.isEmpty { party.lines[id] = line }
    count -= 1
    return job
  }

  /// A job of that connection has left its thread after so many nanoseconds.
  mutating func done(_ caller: Caller, nanoseconds: UInt64) {
    guard var party = parties.removeValue(forKey: caller.uid) else { return }
    party.used &+= nanoseconds
    party.running -= 1
    party.lines[ObjectIdentifier(caller)]?.used &+= nanoseconds
    // What it owes is forgotten when the others have had as much.
    if party.lines.isEmpty, party.running == 0, party.used <= clock { return }
    parties[caller.uid] = party
    if parties.count > Self.partiesMax { prune() }
  }

  /// Takes out what waits for a connection.
  mutating func remove(_ caller: Caller) -> [Job] {
    guard let line = parties[caller.uid]?.lines.removeValue(forKey: ObjectIdentifier(caller)) else { return [] }
    count -= line.jobs.count
    return Array(line.jobs)
  }

  private mutating func prune() {
    parties = parties.filter { !$0.value.lines.isEmpty || $0.value.running > 0 || $0.value.used > clock }
  }

  private static var partiesMax: Int { 256 }
}
