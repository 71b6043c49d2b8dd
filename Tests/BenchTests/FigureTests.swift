import TestSupport
import Testing

@testable import Bench

/// How figures are computed, judged and shown.
@Suite struct `A figure` {
  @Test func `has percentiles within three percent`() {
    var histogram = Histogram()
    for microsecond in 1...10_000 { histogram.add(UInt64(microsecond) * 1_000) }
    #expect(abs(histogram.percentile(0.5) / 5_000 - 1) < 0.04)
    #expect(abs(histogram.percentile(0.99) / 9_900 - 1) < 0.04)
    #expect(Histogram().percentile(0.5) == 0)
  }

  @Test(arguments: [
    (0, "0"), (0.6, "0.60"), (99.99, "99.99"), (100, "100"), (1_234_567.4, "1,234,567"), (-5_000, "-5,000"),
    (12.004, "12"),
  ])
  func `reads as a person writes it`(value: Double, text: String) {
    #expect(value.short == text)
  }

  @Test func `is the median of its readings, judged against others of the run`() throws {
    let measurements = Measurements(runs: 3, only: []) { _ in }
    try measurements.measure("base", "", unit: "/s") { Reading([1, 3, 2][$0]) }
    try measurements.measure("top", "", unit: "/s", ceiling: "base", target: .share(of: "base", 4)) { _ in
      Reading(9, p50: 1, p99: 2)
    }
    #expect(measurements.figures.map(\.value) == [2, 9])
    #expect(measurements.figures[1].reached == true && measurements.figures[1].ofCeiling == 4.5)
    try measurements.measure("slow", "", unit: "/s", target: .both(.atLeast(5), .percentile(1))) { _ in
      Reading(9, p99: 2)
    }
    #expect(measurements.figures[2].reached == false)
  }

  @Test func `is judged by what was measured beside each reading, where that was done`() throws {
    let measurements = Measurements(runs: 3, only: []) { _ in }
    try measurements.measure("base", "", unit: "/s") { _ in Reading(100) }
    try measurements.measure("top", "", unit: "/s", target: .share(of: "base", 4)) { run in
      var reading = Reading([10, 20, 30][run])
      reading.beside = [2, 4, 10][run]
      return reading
    }
    #expect(measurements.figures[1].value == 20)
    #expect(measurements.figures[1].ofBeside == 5)
    #expect(measurements.figures[1].reached == true)
    #expect(measurements.figures[1].target == "4 x base, was 5")
  }

  @Test(arguments: [(11.0, true), (12.0, false)])
  func `that is a cost is reached by less`(value: Double, isReached: Bool) throws {
    let measurements = Measurements(runs: 1, only: []) { _ in }
    try measurements.measure("base", "", unit: "us") { _ in Reading(10) }
    for beside in [nil, 10.0] {
      try measurements.measure("more", "", unit: "us", target: .costShare(of: "base", 1.1)) { _ in
        var reading = Reading(value)
        reading.beside = beside
        return reading
      }
      #expect(measurements.figures.last?.reached == isReached)
    }
  }

  @Test func `is left out unless it was asked for`() throws {
    let measurements = Measurements(runs: 1, only: ["record"]) { _ in }
    try measurements.measure("record.1x1", "", unit: "/s") { _ in Reading(1) }
    try measurements.measure("find.prefix", "", unit: "/s") { _ in Reading(1) }
    #expect(measurements.figures.map(\.name) == ["record.1x1"])
  }

  @Test func `is kept in a history and compared with the last of its name there`() throws {
    let folder = try ScratchFolder("kith-bench")
    let measurements = Measurements(runs: 1, only: []) { _ in }
    try measurements.measure("a", "what", unit: "/s") { _ in Reading(10) }
    #expect(try RunRecord.all(of: folder.path("h")).isEmpty)
    for label in ["one", "two"] {
      try RunRecord(label: label, contacts: 1, facts: 5, figures: measurements.figures).append(to: folder.path("h"))
    }
    // A later run that left it out does not hide it.
    try RunRecord(label: "three", contacts: 1, facts: 5, figures: []).append(to: folder.path("h"))
    #expect(try RunRecord.all(of: folder.path("h")).map(\.label) == ["one", "two", "three"])
    let last = try RunRecord.lastFigures(of: folder.path("h"))
    #expect(last.map(\.value) == [10])
    #expect(Report.table(measurements.figures, before: last).contains("1 x"))
  }

  @Test func `of the ceilings comes from real commits, puts and round trips`() throws {
    let folder = try ScratchFolder("kith-bench")
    #expect(try Ceilings.commits(folder: folder.path("a"), records: 2, seconds: 0.02) > 0)
    #expect(try LayerCeilings.commits(folder: folder.path("b"), records: 2, seconds: 0.02) > 0)
    let raw = try Ceilings.putsAndGets(folder: folder.path("c"), rows: 100)
    let layer = try LayerCeilings.putsAndGets(folder: folder.path("d"), rows: 100)
    #expect(raw.puts > 0 && raw.gets > 0 && layer.puts > 0 && layer.gets > 0)
    #expect(try Ceilings.echo(folder: folder.path, connections: 2, inFlight: 2, seconds: 0.02) > 0)
  }
}
