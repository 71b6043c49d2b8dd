public import FactSchema
public import RowSchema

/// One word on whether an address is written to, as the registry and the read models keep it.
public protocol SuppressionWord {
  /// When it occurred.
  var saidAt: Instant { get }
  /// Which fact says it.
  var position: UInt64 { get }
  /// Why.
  var cause: SuppressionCause { get }
  /// What is not sent, where it says that itself.
  var scope: SuppressionScope { get }
  /// The channel by which nothing is sent; empty: by none.
  var channel: String { get }
}

extension AddressState.Word: SuppressionWord {
  /// When it occurred.
  public var saidAt: Instant { Instant(microseconds: occurredAt) }

  /// The word of a fact.
  init(_ cause: SuppressionCause, at time: Instant, _ position: Position, _ scope: SuppressionScope, _ channel: String)
  {
    self.init()
    self.cause = cause
    self.scope = scope
    self.channel = channel
    self.position = position.value
    occurredAt = time.microseconds
  }
}

extension Suppression: SuppressionWord {
  /// When it occurred.
  public var saidAt: Instant { Instant(since) ?? Bounds.earliest }
}

/// Whether an address may be written to, by all that was said of it.
///
/// Words count in the order of the times at which they occurred, whenever they were recorded; of the same time what lifts counts
/// first, so that the other holds. What lifts takes all that is before it away, soft bounces too.
public enum Suppressions {
  /// How many messages must bounce softly.
  public static let softBounces = 3

  /// Puts a word in its place; the word of the same fact goes.
  static func record(_ word: AddressState.Word, in words: inout [AddressState.Word]) {
    words.removeAll { $0.position == word.position }
    words.insert(word, at: words.firstIndex { isEarlier(word, than: $0) } ?? words.endIndex)
  }

  /// Whether a word counts before another one.
  public static func isEarlier(_ word: some SuppressionWord, than other: some SuppressionWord) -> Bool {
    if word.saidAt != other.saidAt { return word.saidAt < other.saidAt }
    if (word.cause == .lifted) != (other.cause == .lifted) { return word.cause == .lifted }
    return word.position < other.position
  }

  /// What holds of these words, which are in their order, up to a time: of those that forbid the same for the same cause the first.
  public static func standing<Word: SuppressionWord>(_ words: [Word], at time: Instant) -> [Word] {
    var standing: [Word] = []
    var soft = 0
    for word in words.prefix(while: { $0.saidAt <= time }) {
      switch word.cause {
      case .lifted:
        standing = []
        soft = 0
        continue
      case .softBounces:
        soft += 1
        if soft < softBounces { continue }
      case .added, .hardBounce, .complaint, .erased: break
      case .unspecified, .UNRECOGNIZED: continue
      }
      let isKnown = standing.contains {
        $0.cause == word.cause && sparesTransactional($0) == sparesTransactional(word) && $0.channel == word.channel
      }
      if !isKnown { standing.append(word) }
    }
    return standing
  }

  /// What stands against sending something to the address at that time: the first that does.
  public static func objection<Word: SuppressionWord>(
    purpose: String, channel: String, at time: Instant, in words: [Word]
  ) -> Word? {
    standing(words, at: time).first { word in
      (word.channel.isEmpty || word.channel == channel)
        && (purpose != Consents.transactional || !sparesTransactional(word))
    }
  }

  /// Whether what is transactional is sent all the same.
  public static func sparesTransactional(_ word: some SuppressionWord) -> Bool {
    word.cause == .complaint || word.cause == .added && word.scope == .allButTransactional
  }

  /// What a response says of the address that the message went to; nil where nothing.
  public static func cause(of response: CampaignResponseRecorded) -> SuppressionCause? {
    switch response.response {
    case .bounced: response.bounce == .hard ? .hardBounce : .softBounces
    case .complained: .complaint
    default: nil
    }
  }
}
