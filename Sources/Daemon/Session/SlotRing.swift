/// The requests of a connection in the order of their replies, by a number that counts up; in a ring that grows.
struct SlotRing {
  /// The number of the oldest slot.
  private(set) var head: UInt64 = 0
  /// The number that the next slot gets.
  private(set) var tail: UInt64 = 0
  private var storage: [Slot?] = []

  var isEmpty: Bool { head == tail }
  var count: Int { Int(truncatingIfNeeded: tail - head) }

  /// The slot of that number; traps when it is not between head and tail.
  subscript(number: UInt64) -> Slot {
    get {
      guard number >= head, number < tail, let slot = storage[index(number)] else {
        preconditionFailure("no slot \(number)")
      }
      return slot
    }
    set {
      precondition(number >= head && number < tail)
      storage[index(number)] = newValue
    }
  }

  /// How far a slot is, without copying what it holds; traps as the subscript does.
  func step(of number: UInt64) -> Slot.Step {
    precondition(number >= head && number < tail)
    switch storage[index(number)]?.state {
    case .command: return .command
    case .held(.resolve): return .unresolved
    case .held(.command): return .heldCommand
    case .held: return .held
    case .resolving: return .resolving
    case .running: return .running
    case .atHead: return .atHead
    case .result, .error: return .answered
    case nil: preconditionFailure("no slot \(number)")
    }
  }

  /// The bytes of a slot's answer; traps as the subscript does.
  func answerBytes(of number: UInt64) -> Int {
    precondition(number >= head && number < tail)
    return storage[index(number)]?.answerBytes ?? 0
  }

  /// The whole number of a slot from its last 32 bits; nil when no slot in the ring has them.
  func number(endingIn bits: UInt32) -> UInt64? {
    let distance = UInt64(bits &- UInt32(truncatingIfNeeded: head))
    return distance < tail - head ? head + distance : nil
  }

  mutating func append(_ slot: Slot) {
    if count == storage.count { grow() }
    storage[index(tail)] = slot
    tail += 1
  }

  /// Takes the oldest slot out; traps when there is none.
  mutating func removeFirst() -> Slot {
    guard head < tail, let slot = storage[index(head)].take() else { preconditionFailure("no slot is left") }
    head += 1
    return slot
  }

  /// Sets what became of a slot, without copying the rest of it.
  mutating func setState(_ state: Slot.State, of number: UInt64) {
    precondition(number >= head && number < tail)
    storage[index(number)]?.state = state
  }

  private func index(_ number: UInt64) -> Int { Int(truncatingIfNeeded: number) & (storage.count - 1) }

  private mutating func grow() {
    var larger = [Slot?](repeating: nil, count: max(8, storage.count * 2))
    for number in head..<tail { larger[Int(truncatingIfNeeded: number) & (larger.count - 1)] = storage[index(number)] }
    storage = larger
  }
}
