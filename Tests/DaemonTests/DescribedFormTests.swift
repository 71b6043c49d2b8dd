import Description
import Foundation
import TestSupport
import Testing
import Wire

@testable import Daemon

/// Whatever the daemon refuses for its form fails the schema that `rpc.discover` gives of it, and nothing else does.
///
/// The corpus is made of requests of every method and fact that are right, each with one value at a time put in place of one
/// of theirs. With KITH_WRITE_CORPUS it is larger, and is written to that file for validators of other people.
@Suite struct `The schema of what is sent` {
  @Test func `refuses what the daemon refuses for its form, and nothing that it takes`() async throws {
    try await withDaemon(["phone.region": "GB"]) { running in
      let path = ProcessInfo.processInfo.environment["KITH_WRITE_CORPUS"]
      let client = try LineClient(path: running.path)
      let schema = try #require(ServiceSchema(document: ServiceDescription.document))
      let world = try FormWorld(client)
      var requests: [FormRequest] = []
      var seen: Set<String> = []
      for good in world.requests {
        requests.append(good)
        requests += FormEdits.of(good, sampled: path == nil)
      }
      requests.removeAll { !seen.insert($0.method + $0.params.text).inserted }
      // What would be is asked while its contact has few facts to be told again.
      requests = requests.filter { $0.method == "whatif" } + requests.filter { $0.method != "whatif" }
      #expect(Set(requests.map(\.method)) == Set(schema.names).subtracting(FormWorld.untried))
      var lines: [String] = []
      var wrong: [String] = []
      for request in requests {
        let answer = try world.answer(request)
        let problems = schema.problems(method: request.method, params: request.params)
        guard !answer.isOfState else { continue }
        lines.append(request.line(isInvalid: answer.isInvalid))
        if answer.isInvalid == problems.isEmpty {
          wrong.append("\(request.method) \(request.params.text.suffix(160)): \(answer.text), schema: \(problems)")
        }
      }
      #expect(wrong.isEmpty, "\(wrong.count) of \(requests.count):\n\(wrong.prefix(60).joined(separator: "\n"))")
      #expect(lines.count > 1_000)
      if let path {
        let document = #"{"document":"# + ServiceDescription.document + "}"
        try Data(([document] + lines).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
      }
    }
  }
}

/// One request of the corpus.
struct FormRequest {
  var method: String
  var params: JSONValue

  func line(isInvalid: Bool) -> String {
    #"{"method":"\#(method)","invalid":\#(isInvalid),"params":\#(params.text)}"#
  }
}
