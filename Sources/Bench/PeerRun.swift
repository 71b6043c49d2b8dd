import Schema

/// One run of the peers' workload against a fresh daemon.
public struct PeerRun {
  private let daemon: String

  /// Runs with this daemon.
  public init(daemon: String) { self.daemon = daemon }

  /// Drives the workload for that long and waits until every read model has caught up; a line of JSON like the other
  /// systems' drivers print, with the rate over both.
  public func run(
    file: String, connections: Int, inFlight: Int, seconds limit: Double
  ) throws(BenchError) -> String {
    let folder = try ScratchFolder()
    let process = DaemonProcess(executable: daemon, folder: folder.path)
    try process.start()
    let control = try ControlClient(path: process.socket)
    let load = try LoadGenerator(
      path: process.socket, connections: connections, inFlight: inFlight,
      source: try PeerWorkload(file: file, connections: connections))
    let start = nanoseconds()
    let result = try load.run(seconds: limit)
    let acknowledged = seconds(since: start)
    try control.waitUntilCaughtUp()
    let total = seconds(since: start)
    let processor = process.processorSeconds
    try check(load.source, control)
    try process.stop()
    let workload = load.source
    let answers = Double(result.replies + result.late) - Double(workload.conflicts)
    return """
      {"peer":"kith","figure":"append_3models","value":\(Int(answers / total)),"unit":"events/s",\
      "clients":\(connections),"pipeline":\(inFlight),"seconds":\(total.short),"accepted":\(Int(answers)),\
      "conflicts":\(workload.conflicts),"wrong":\(workload.wrong),"acknowledged":\(Int(answers / acknowledged)),\
      "p50_us":\(Int(result.latency.percentile(0.5))),"p99_us":\(Int(result.latency.percentile(0.99))),\
      "server_cpu":\((processor / total).short)}
      """
  }

  /// The daemon's own metric must say what was acknowledged.
  private func check(_ workload: PeerWorkload, _ control: ControlClient) throws(BenchError) {
    var request = MetricsQueryRequest()
    request.metric = "contacts.created"
    guard case .metricsQuery(let reply) = try control.call(.metricsQuery(request)) else {
      throw BenchError("metrics.query was not answered")
    }
    let counted = Int(reply.series.first?.value ?? 0)
    guard counted == workload.contactsCreated else {
      throw BenchError("\(workload.contactsCreated) contacts were acknowledged, the metric says \(counted)")
    }
  }
}
