/// A limit that all clients share, and who holds how much of it.
///
/// A uid may hold its share and no more, those without a role together next to nothing, and a tenth is kept for
/// operators. An operator leaves as much to the other operators, and as much again to everybody else: whoever takes
/// all that it may get shuts nobody out.
public struct Shares: Sendable {
  /// What a limit allows.
  public struct Rule: Sendable, Equatable {
    /// The most of all together.
    public var total: Int
    /// The most of one uid, in hundredths of the total.
    public var percent: Int

    /// A limit of `total`, of which a uid may hold that many hundredths, and one whatever they are.
    public init(total: Int, percent: Int) {
      self.total = total
      self.percent = percent
    }

    /// What only operators may hold; nothing of a limit below ten.
    public var kept: Int { total / 10 }

    /// The most that one uid may hold.
    public func each(_ standing: Standing) -> Int {
      switch standing {
      case .operator: total - 2 * kept
      case .user: min(all(.user), max(1, total / 100 * percent + total % 100 * percent / 100))
      case .stranger: min(all(.stranger), max(1, total / 256))
      }
    }

    /// The most that all may hold who stand so or below.
    public func all(_ standing: Standing) -> Int {
      switch standing {
      case .operator: total
      case .user: total - kept
      case .stranger: min(total - kept, max(1, total / 64))
      }
    }
  }

  /// The limit as it is now; what is held stays held when it is lowered.
  public var rule: Rule
  /// What all hold.
  public private(set) var total = 0
  private var strangers = 0
  private var operators = 0
  private var held: [UInt32: Int] = [:]

  /// Nothing is held yet.
  public init(_ rule: Rule) { self.rule = rule }

  /// What a uid holds.
  public func held(by uid: UInt32) -> Int { held[uid] ?? 0 }

  /// Takes so much for a uid; false, and nothing taken, where that is more than it may hold.
  public mutating func take(_ amount: Int = 1, uid: UInt32, _ standing: Standing) -> Bool {
    let own = held[uid] ?? 0
    guard amount <= rule.each(standing) - own, amount <= rule.total - total else { return false }
    switch standing {
    case .operator: operators += amount
    case .user: guard amount <= rule.all(.user) - (total - operators) else { return false }
    case .stranger:
      guard amount <= rule.all(.stranger) - strangers, amount <= rule.all(.user) - (total - operators) else {
        return false
      }
      strangers += amount
    }
    held[uid] = own + amount
    total += amount
    return true
  }

  /// Gives back what was taken for a uid that stood so.
  public mutating func give(_ amount: Int = 1, uid: UInt32, _ standing: Standing) {
    guard amount > 0 else { return }
    total -= amount
    switch standing {
    case .operator: operators -= amount
    case .user: break
    case .stranger: strangers -= amount
    }
    let left = (held[uid] ?? 0) - amount
    held[uid] = left > 0 ? left : nil
  }
}
