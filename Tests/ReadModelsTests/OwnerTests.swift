import APISchema
import Domain
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct `The read models of this release` {
  private let models = ReadModelCatalogue.all

  @Test func `answer every method that the schema says is theirs, each once, and no other`() {
    let asked = Method.allCases.filter { $0.answeredBy == .readModels }
    let owned = models.flatMap { $0.queries.map(\.method) }
    #expect(owned.sorted { $0.rawValue < $1.rawValue } == asked.sorted { $0.rawValue < $1.rawValue })
    #expect(Set(models.map(\.name)).count == models.count)
  }

  @Test func `refuse a method that none of them owns, and a request that is no message`() throws {
    #expect(throws: Refusal.self) { try ReadSide.queries.query(.hello, []) }
    let refusal = #expect(throws: Refusal.self) { try ReadSide.queries.query(.taskGet, [0xFF]) }
    #expect(refusal?.code == .invalid)
    #expect(!ReadSide.queries.owns(.record) && ReadSide.queries.owns(.metricsQuery))
  }

  @Test func `do not own a method twice`() async {
    await #expect(processExitsWith: .failure) {
      _ = QueryCatalogue(ReadModelCatalogue.all + ReadModelCatalogue.all)
    }
  }
}
