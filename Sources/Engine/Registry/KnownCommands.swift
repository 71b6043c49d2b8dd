/// Tells the writer which commands are certainly new, so that almost none of them is looked up.
///
/// Knows nothing until a filter of the registry's rows is made, and has another one made when that is full. What is recorded
/// meanwhile is kept beside, and what is not in the rows yet when a filter is begun.
struct KnownCommands: ~Copyable {
  private let maker: CommandFilterMaker?
  private var filter: CommandFilter?
  /// The hashes that a filter which is being made may lack; nil when none is being made.
  private var beside: [UInt64]?
  private var hasFailed = false
  /// What was fetched last, so that it is.
  private var fetched: UInt32 = 0

  /// Without a maker nothing is certain.
  init(_ maker: CommandFilterMaker? = nil) { self.maker = maker }

  /// Whether no command of the hash was ever recorded; false when that is not certain.
  func isNew(_ hash: UInt64) -> Bool { filter?.mayContain(hash) == false }

  /// Looks the hashes of waiting commands up without an answer. The filter is larger than the processor's caches: together
  /// its lines come at once, one after the other each is waited for.
  mutating func fetch(_ waiting: ArraySlice<Command>) {
    guard let filter else { return }
    var bits: UInt32 = 0
    for command in waiting { if let key = command.key { bits |= filter.line(of: key.hash) } }
    fetched = bits
  }

  /// A command is being recorded.
  mutating func add(_ hash: UInt64) {
    filter?.insert(hash)
    beside?.append(hash)
  }

  /// Takes over a filter that is made, and begins one where it is time; between two batches.
  mutating func tend(_ layers: borrowing RegistryLayers) {
    guard let maker, !hasFailed else { return }
    guard let recorded = beside else {
      guard isFull(maker) else { return }
      beside = Array(layers.live.commands.hashes) + (layers.frozen.map { Array($0.commands.hashes) } ?? [])
      maker.begin(room: 4 * (filter?.count ?? 0))
      return
    }
    switch maker.take() {
    case nil: return
    case .failed: hasFailed = true
    case .made(var made):
      for hash in recorded { made.insert(hash) }
      filter = made
    }
    beside = nil
  }

  private func isFull(_ maker: CommandFilterMaker) -> Bool {
    guard let filter else { return true }
    return filter.count >= filter.capacity && maker.canExceed(filter)
  }
}
