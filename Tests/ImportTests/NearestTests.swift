import Testing

@testable import Import

@Suite struct `A mistyped name` {
  @Test(arguments: [("ContactCreted", "ContactCreated"), ("emial", "email"), ("NAME", "name")])
  func `is answered with the nearest one`(_ typed: String, _ meant: String) {
    #expect(Nearest.match(for: typed, among: ["ContactCreated", "CallLogged", "email", "name", "tags"]) == meant)
  }

  @Test func `that is like nothing is answered with nothing`() {
    #expect(Nearest.match(for: "zzzzzz", among: ["email", "name"]) == nil)
  }
}
