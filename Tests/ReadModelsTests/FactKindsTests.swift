import Domain
import FactSchema
import Testing

@testable import ReadModels

/// What read models look at is known of every type of fact, also of numbers that this release has not.
@Suite struct `The kinds of facts that are looked at` {
  @Test func `are those that were named, and as deep`() {
    let kinds = FactKinds(header: [.callLogged], open: [.dealOpened, .callLogged], whole: [.contactCreated])
    for type in FactType.allCases {
      let expected: FactDepth =
        switch type {
        case .callLogged, .dealOpened: .open
        case .contactCreated: .whole
        default: .nothing
        }
      #expect(kinds.depth(of: type.rawValue) == expected)
    }
  }

  @Test func `may have any number`() {
    let some = FactKinds([64: .header, 315: .message], rest: .nothing)
    let others = FactKinds([64: .open, 400: .whole], rest: .nothing)
    #expect(
      [63, 64, 315, 316, 100_000].map { some.depth(of: $0) } == [.nothing, .header, .message, .nothing, .nothing])
    let both = some.union(others)
    #expect([64, 315, 400, 401].map { both.depth(of: $0) } == [.open, .message, .whole, .nothing])
    let all = others.union(.messages(whole: .factRetracted))
    #expect([26, 27, 64, 400, 100_000].map { all.depth(of: $0) } == [.message, .whole, .whole, .whole, .message])
    #expect(!FactKinds.none.contains(16) && FactKinds.all.contains(100_000))
  }
}
