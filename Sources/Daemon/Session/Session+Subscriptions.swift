import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import Wire

/// One subscription of a connection.
struct Subscription {
  var id: SubscriptionID
  /// How many more events its client wants.
  var credits: Int
  var position: Position
}

extension Session {
  /// Whether the client hears of the end of its subscriptions.
  enum Farewell { case told, none }

  func subscribe(_ request: LogSubscribeRequest) throws(Refusal) -> LogSubscribeReply {
    let credits = min(request.hasCredits ? Int(request.credits) : limits.credits, Limits.creditsMax)
    lastSubscription += 1
    let number = lastSubscription
    var checked = request
    checked.credits = UInt32(credits)
    let id = try hub.engine.subscribe(
      checked, number: UInt64(self.number) << 32 | number, caller: caller, receiver: home)
    subscriptions[number] = Subscription(id: id, credits: credits, position: Position(request.after))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = number
      if let loss = hub.engine.lastLoss { $0.lastLoss = loss.value }
    }
  }

  func credit(_ request: LogCreditRequest) throws(Refusal) -> LogCreditReply {
    guard var subscription = subscriptions[request.subscription] else { throw noSubscription }
    guard request.credits > 0 else { throw .invalid("credits", "must be 1 or more") }
    let more = min(Int(request.credits), Limits.creditsMax - subscription.credits)
    subscription.credits += more
    subscriptions[request.subscription] = subscription
    // A subscription that the engine has just ended says so in its last delivery.
    _ = try? hub.engine.credit(subscription.id, UInt32(more))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = request.subscription
      $0.credits = UInt64(subscription.credits)
    }
  }

  func unsubscribe(_ request: LogUnsubscribeRequest) throws(Refusal) -> LogUnsubscribeReply {
    guard let subscription = subscriptions.removeValue(forKey: request.subscription) else { throw noSubscription }
    hub.engine.unsubscribe(subscription.id)
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = request.subscription
    }
  }

  private var noSubscription: Refusal {
    Refusal(.notFound, "subscription: this connection has none of that number", field: "subscription")
  }

  /// Writes what a subscription got. Its reply is already written: it was opened when everything before it was.
  func accept(_ delivery: SubscriptionDelivery) {
    let number = UInt64(UInt32(truncatingIfNeeded: delivery.number))
    guard phase == .serving, let encoder, subscriptions[number] != nil else {
      return hub.engine.took(delivery.content.byteCount, caller)
    }
    guard !isInBatch else {
      heldDeliveries.append(delivery)
      return
    }
    switch delivery.content {
    case .events(let events):
      subscriptions[number]?.credits -= events.count
      let before = out.count
      if let last = events.last { subscriptions[number]?.position = Self.position(of: last) }
      for event in events { encoder.appendEvent(event.span, subscription: number, into: &out) }
      // What it holds now is not what it was given: JSON is longer.
      hub.engine.took(delivery.content.byteCount - (out.count - before), caller)
      outEventBytes += out.count - before
    case .ended(let position, let code):
      subscriptions[number] = nil
      write(ended: number, position, code.rawValue)
    }
  }

  /// Writes what came while a batch was being answered.
  func takeHeldDeliveries() {
    out += heldEnds
    heldEnds = []
    let deliveries = heldDeliveries
    heldDeliveries = []
    for delivery in deliveries { accept(delivery) }
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

  /// Ends all subscriptions of the connection.
  func endSubscriptions(_ farewell: Farewell) {
    for number in subscriptions.keys.sorted() {
      guard let subscription = subscriptions.removeValue(forKey: number) else { continue }
      hub.engine.unsubscribe(subscription.id)
      if farewell == .told { write(ended: number, subscription.position, Refusal.Code.shuttingDown.rawValue) }
    }
  }

  private func write(ended number: UInt64, _ position: Position, _ code: String) {
    let ended = LogEnded.with {
      $0.subscription = number
      $0.position = position.value
      $0.code = code
    }
    // A line that has begun is not broken into.
    if isInBatch { encoder?.appendEnded(ended, into: &heldEnds) } else { encoder?.appendEnded(ended, into: &out) }
  }
}
