import Bytes
import FactSchema

/// What a repair puts in the place of which records, and why other damage stays.
struct RepairPlan {
  /// Where the parts of a record are taken from: the log itself is 0, the copies are numbered from 1 on. A part from nowhere
  /// stays as it stands, damaged.
  struct Recipe {
    var header: Int
    var open: Int?
    var seals: Int?

    var isWhole: Bool { open != nil && seals != nil }
    /// The copy that something is taken from; the log itself when that has all of it.
    var source: Int { [header, open ?? 0, seals ?? 0].max() ?? 0 }
  }

  /// What becomes of a damaged record.
  struct Outcome {
    var position: UInt64
    var fault: RecordFault?
    var recipe: Recipe?
    var reason: String?
  }

  private(set) var outcomes: [Outcome] = []

  private let comparison: Comparison
  private let survey: Survey

  init(
    _ target: StoredLog, _ survey: Survey, _ comparison: Comparison, _ copies: [Comparison.CopySource]
  ) throws(EventLogError) {
    self.comparison = comparison
    self.survey = survey
    var sources = [try RecordSource(target.pages, target.records, elsewhere: survey.elsewhere)]
    for copy in copies { sources.append(try copy.source()) }
    let numbers = [0] + copies.map(\.number)
    var next = 0
    for (range, verdict) in comparison.verdicts {
      for position in range {
        var fault: RecordFault?
        if next < survey.faults.count, survey.faults[next].position == position {
          fault = survey.faults[next].fault
          next += 1
        }
        let isDamaged = fault.map(Self.isOfBytes) ?? false
        guard isDamaged || Self.mayBeReplaced(verdict, position) else { continue }
        var records: [Int: [UInt8]] = [:]
        for (index, number) in numbers.enumerated() {
          records[number] = try sources[index].record(at: position)?.bytes
        }
        guard isDamaged || Self.isReplaced(verdict, records, Position(position)) else { continue }
        let (recipe, reason) = Self.recipe(records, numbers, Position(position), verdict, range)
        outcomes.append(Outcome(position: position, fault: fault, recipe: recipe, reason: reason))
      }
    }
  }

  /// Whether the record's own bytes are damaged, and not only a key.
  private static func isOfBytes(_ fault: RecordFault) -> Bool {
    if case .key = fault { false } else { fault != .seal }
  }

  /// Whether the tree may demand another record than the log has, which seems sound.
  private static func mayBeReplaced(_ verdict: Comparison.Verdict, _ position: UInt64) -> Bool {
    guard case .chosen(let chosen, let pure, _) = verdict else { return false }
    return pure != nil || chosen[position] ?? 0 != 0
  }

  /// Whether it does.
  private static func isReplaced(
    _ verdict: Comparison.Verdict, _ records: [Int: [UInt8]], _ position: Position
  ) -> Bool {
    guard case .chosen(let chosen, let pure, _) = verdict else { return false }
    func leaf(_ source: Int) -> Digest256? { records[source].flatMap { StoredRecord.leaf($0, position)?.leaf } }
    return leaf(pure ?? chosen[position.value] ?? 0) != leaf(0)
  }

  // MARK: A record

  private static func recipe(
    _ records: [Int: [UInt8]], _ numbers: [Int], _ position: Position, _ verdict: Comparison.Verdict,
    _ range: ClosedRange<UInt64>
  ) -> (Recipe?, String?) {
    let headers = records.compactMapValues { StoredHeader($0, position: position) }
    switch header(headers, numbers, position, verdict, range) {
    case .refused(let reason): return (nil, reason)
    case .found(let number, let header, let isProven):
      // A header that the tree could not be held against must be the same in what a part is taken from.
      let willing = numbers.filter { isProven || $0 == 0 || headers[$0]?.leaf == header.leaf }
      func holder(_ part: StoredHeader.Part) -> Int? {
        willing.first { records[$0].flatMap { header.sound(part, in: $0) } != nil }
      }
      let recipe = Recipe(header: number, open: holder(.open), seals: holder(.seals))
      if recipe.isWhole { return (recipe, nil) }
      let lacking = recipe.open == nil ? (recipe.seals == nil ? "neither part" : "no open part") : "no seals"
      let reason = "\(lacking) with the digest that its header demands is anywhere"
      // What is left of the record stays where it is; nothing is made up.
      let stands = records[0].map { header.standing(.open, in: $0) != nil } ?? false
      return (stands && recipe.source > 0 ? recipe : nil, reason)
    }
  }

  private enum Demanded {
    case found(Int, StoredHeader, isProven: Bool)
    case refused(String)
  }

  /// The header that the tree demands.
  private static func header(
    _ headers: [Int: StoredHeader], _ numbers: [Int], _ position: Position, _ verdict: Comparison.Verdict,
    _ range: ClosedRange<UInt64>
  ) -> Demanded {
    let place = "the audit tree over the positions \(range.lowerBound) to \(range.upperBound)"
    switch verdict {
    case .own:
      guard let own = headers[0] else { return .refused("its header is nowhere") }
      return .found(0, own, isProven: true)
    case .chosen(let chosen, let pure, let assumed) where !assumed.contains(where: { $0.contains(position.value) }):
      let checked = numbers.first { headers[$0]?.isChecked ?? false }
      guard let number = pure ?? chosen[position.value] ?? checked ?? (headers[0] != nil ? 0 : nil),
        let header = headers[number]
      else { return .refused("its header is nowhere") }
      return .found(headers[0]?.leaf == header.leaf ? 0 : number, header, isProven: true)
    case .mismatch: return .refused("\(place) demands a record that is nowhere")
    case .chosen, .unknown:
      guard numbers.contains(where: { headers[$0]?.isChecked ?? false }) else {
        return .refused("its header is nowhere")
      }
      // Sound by its own check, but the tree cannot bear it out.
      guard let own = headers[0], own.isChecked else {
        return .refused("\(place) cannot be made, so that it bears out no header: one of its records is nowhere")
      }
      return .found(0, own, isProven: false)
    }
  }

  /// The record that the recipe makes.
  static func record(_ recipe: Recipe, _ records: [Int: [UInt8]], _ position: Position) -> [UInt8]? {
    guard let header = records[recipe.header].flatMap({ StoredHeader($0, position: position) }) else { return nil }
    func part(_ part: StoredHeader.Part, _ source: Int?) -> ArraySlice<UInt8>? {
      guard let source else { return records[0].flatMap { header.standing(part, in: $0) } }
      return records[source].flatMap { header.sound(part, in: $0) }
    }
    guard let open = part(.open, recipe.open), let seals = part(.seals, recipe.seals) else { return nil }
    return header.record(open: open, seals: seals)
  }
}

/// The records of a log as a repair leaves them, asked for in ascending order.
struct RepairedRecords {
  private let recipes: [UInt64: RepairPlan.Recipe]
  private var sources: [(number: Int, source: RecordSource)]

  init(
    _ target: StoredLog, _ survey: Survey, _ copies: [Comparison.CopySource],
    _ recipes: [UInt64: RepairPlan.Recipe]
  ) throws(EventLogError) {
    self.recipes = recipes
    sources = [(0, try RecordSource(target.pages, target.records, elsewhere: survey.elsewhere))]
    for copy in copies { sources.append((copy.number, try copy.source())) }
  }

  /// A record as it will be, as it is, and where that stands under its position.
  struct Found {
    var bytes: [UInt8]
    var before: [UInt8]?
    var place: PageFile.Place?
    var isChanged: Bool
  }

  mutating func record(at position: UInt64) throws(EventLogError) -> Found? {
    let own = try sources[0].source.record(at: position)
    guard let recipe = recipes[position] else {
      return own.map { Found(bytes: $0.bytes, before: $0.bytes, place: $0.place, isChanged: false) }
    }
    var records: [Int: [UInt8]] = [:]
    records[0] = own?.bytes
    for index in sources.indices.dropFirst() {
      records[sources[index].number] = try sources[index].source.record(at: position)?.bytes
    }
    guard let bytes = RepairPlan.record(recipe, records, Position(position)) else {
      throw .notALog(path: "a copy", reason: "it changed while it was read")
    }
    return Found(bytes: bytes, before: own?.bytes, place: own?.place, isChanged: true)
  }
}
