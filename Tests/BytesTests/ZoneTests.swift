import Bytes
import Foundation
import Testing

@Suite struct `Time zones` {
  /// A zone's name, and what Python's zoneinfo says of it: see config/zone-tables.py.
  private static let samples: [(name: Substring, samples: [Substring])] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/zones.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: " ")
      return (parts[0], Array(parts.dropFirst()))
    }
  }()

  @Test func `are all that the database has, and go by its rules`() throws {
    #expect(Self.samples.map { String($0.name) } == Zone.names && Self.samples.count > 500)
    for (name, samples) in Self.samples {
      let zone = try #require(Zone(String(name)))
      for sample in samples {
        if sample.hasPrefix("@") {
          let sides = try sample.dropFirst().split(separator: "=").map { try #require(Int64($0)) }
          #expect(sides[0] - zone.offset(ofLocal: sides[0]) == sides[1], "\(name) \(sample)")
        } else {
          let mark = try #require(sample.dropFirst().firstIndex { $0 == "+" || $0 == "-" })
          let (time, offset) = (try #require(Int64(sample[..<mark])), try #require(Int64(sample[mark...])))
          #expect(zone.offset(at: time) == offset, "\(name) \(sample)")
        }
      }
    }
  }

  @Test func `begin each day when their calendars first show it`() throws {
    for name in Zone.names {
      let zone = try #require(Zone(name))
      for day in stride(from: Int64(-25_000), to: 80_000, by: 1_237) {
        let local = day * 86_400
        let start = zone.start(ofLocal: local)
        #expect(
          start + zone.offset(at: start) >= local && start - 1 + zone.offset(at: start - 1) < local, "\(name) \(day)")
      }
    }
  }

  @Test func `leave out hours, and days`() throws {
    let saoPaulo = try #require(Zone("America/Sao_Paulo"))
    // On 2018-11-04 clocks went from midnight to one.
    let midnight = try seconds(2018, 11, 4)
    #expect(saoPaulo.start(ofLocal: midnight) == midnight + 3 * 3600)
    let apia = try #require(Zone("Pacific/Apia"))
    // 2011-12-30 was left out: it begins when the next day does.
    #expect(apia.start(ofLocal: try seconds(2011, 12, 30)) == apia.start(ofLocal: try seconds(2011, 12, 31)))
  }

  @Test func `are offsets too`() {
    #expect(Zone("Z")?.isUTC == true && Zone("+00:00")?.isUTC == true && Zone("UTC")?.isUTC == true)
    #expect(Zone("-03:30")?.offset(at: 0) == -12_600 && Zone("+14:00")?.offset(at: 0) == 50_400)
    for text in [
      "", "+1:00", "+14:01", "+15:00", "+01:60", "01:00:", "europe/berlin", "Mars/Olympus", "+01:0x", "ZZ", "+0100",
      "+ 1:00", "−01:00",
    ] {
      #expect(Zone(text) == nil, "\(text)")
    }
  }

  @Test func `are named where one was mistyped`() {
    #expect(Zone.names(like: "berlin") == ["Europe/Berlin"])
    #expect(Zone.names(like: "Germany/Berlin") == ["Europe/Berlin"])
    #expect(Zone.names(like: "NewYork").isEmpty && Zone.names(like: "x").isEmpty)
    #expect(Zone.names(like: "new_york") == ["America/New_York"])
  }

  private func seconds(_ year: Int, _ month: Int, _ day: Int) throws -> Int64 {
    Int64(try #require(CalendarDate(year: year, month: month, day: day)).day) * 86_400
  }
}
