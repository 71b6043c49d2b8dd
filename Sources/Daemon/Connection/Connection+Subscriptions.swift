import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import Wire

extension Connection {
  /// The number of a subscription that is to be begun.
  mutating func nextSubscription() -> UInt64 {
    lastSubscription += 1
    return lastSubscription
  }

  /// A subscription has begun.
  mutating func begun(_ number: UInt64, _ subscription: Subscription) { subscriptions[number] = subscription }

  /// Adds credits to a subscription, as many as it may have: what it has now, and how many they are.
  mutating func credit(_ number: UInt64, _ credits: Int) throws(Refusal) -> (Subscription, more: Int) {
    guard var subscription = subscriptions[number] else { throw Self.noSubscription }
    guard credits > 0 else { throw .invalid("credits", "must be 1 or more") }
    let more = min(credits, Limits.creditsMax - subscription.credits)
    subscription.credits += more
    subscriptions[number] = subscription
    return (subscription, more)
  }

  /// Ends a subscription, which the engine is to end too.
  mutating func unsubscribe(_ number: UInt64) throws(Refusal) -> SubscriptionID {
    guard let subscription = subscriptions.removeValue(forKey: number) else { throw Self.noSubscription }
    return subscription.id
  }

  private static let noSubscription = Refusal(
    .notFound, "subscription: this connection has none of that number", field: "subscription")

  /// Takes what a subscription got; a turn is to follow. Its reply is already written: it was opened when everything before
  /// it was.
  mutating func accept(_ delivery: SubscriptionDelivery) -> Action? {
    let number = UInt64(UInt32(truncatingIfNeeded: delivery.number))
    guard phase == .serving, framing != nil, let subscription = subscriptions[number] else {
      return .drop(delivery.content)
    }
    // A line that has begun is not broken into.
    guard !isInBatch else {
      deliveries.append(delivery)
      return nil
    }
    switch delivery.content {
    case .events(let events):
      var subscription = subscription
      subscription.credits -= events.count
      if let last = events.last { subscription.position = Self.position(of: last) }
      subscriptions[number] = subscription
      return .events(subscription: number, delivery.content)
    case .ended(let position, let code):
      subscriptions[number] = nil
      return .ended(Self.ending(number, position, code))
    }
  }

  /// What waited for the end of a line.
  mutating func nextHeldDelivery() -> Action? {
    if let ending = endings.popFirst() { return .ended(ending) }
    while let delivery = deliveries.popFirst() { if let action = accept(delivery) { return action } }
    return nil
  }

  /// Ends all subscriptions with a word to the client: those that the engine is to end.
  mutating func endSubscriptions() -> [SubscriptionID] {
    let ended = subscriptions.sorted { $0.key < $1.key }
    subscriptions = [:]
    for (number, subscription) in ended {
      endings.append(Self.ending(number, subscription.position, .shuttingDown))
    }
    return ended.map(\.value.id)
  }

  private static func ending(_ number: UInt64, _ position: Position, _ code: Refusal.Code) -> LogEnded {
    .with {
      $0.subscription = number
      $0.position = position.value
      $0.code = code.rawValue
    }
  }

  /// The position of an encoded Event: its first field.
  private static func position(of event: [UInt8]) -> Position {
    guard event.first == UInt8(Event.Field.position << 3) else { return .zero }
    var value: UInt64 = 0
    for (index, byte) in event.dropFirst().prefix(10).enumerated() {
      value |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte & 0x80 == 0 { break }
    }
    return Position(value)
  }
}
