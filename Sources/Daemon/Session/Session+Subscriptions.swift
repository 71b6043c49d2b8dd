import Domain
import Engine
import Schema
import SwiftProtobuf
import Wire

/// One subscription of a connection.
///
/// The client's credits are kept here and lent to the engine a few at a time, as the client's reading makes room: so a
/// client that grants millions and reads nothing costs no more memory than one that reads.
struct Subscription {
  var id: SubscriptionID
  /// The client's credits that the engine does not have.
  var held: Int
  /// The credits that the engine has.
  var lent: Int
  var position: Position
}

extension Session {
  /// Whether the client hears of the end of its subscriptions.
  enum Farewell { case told, none }

  func subscribe(_ request: LogSubscribeRequest) throws(Refusal) -> LogSubscribeReply {
    let credits = request.hasCredits ? Int(request.credits) : limits.credits
    let lent = min(credits, Limits.creditsLent)
    lastSubscription += 1
    let number = lastSubscription
    var lending = request
    lending.credits = UInt32(lent)
    let id = try hub.engine.subscribe(lending, number: UInt64(self.number) << 32 | number, receiver: home)
    subscriptions[number] = Subscription(id: id, held: credits - lent, lent: lent, position: Position(request.after))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = number
    }
  }

  func credit(_ request: LogCreditRequest) throws(Refusal) -> LogCreditReply {
    guard var subscription = subscriptions[request.subscription] else { throw noSubscription }
    guard request.credits > 0 else { throw .invalid("credits", "must be 1 or more") }
    subscription.held = min(subscription.held + Int(request.credits), Limits.creditsMax)
    subscriptions[request.subscription] = subscription
    grantCredits()
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = request.subscription
      $0.credits = UInt64(subscription.held + subscription.lent)
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
    Refusal(.notFound, "subscription names none of this connection", field: "subscription")
  }

  /// Lends the engine more credits where the client has some and reads what it gets.
  func grantCredits() {
    guard !subscriptions.isEmpty, unsentBytes + out.count < limits.replyBytes / 2 else { return }
    for (number, subscription) in subscriptions
    where subscription.held > 0 && subscription.lent <= Limits.creditsLent / 2 {
      let more = min(subscription.held, Limits.creditsLent - subscription.lent)
      subscriptions[number]?.held -= more
      subscriptions[number]?.lent += more
      // A subscription that the engine has just ended says so in its last delivery.
      _ = try? hub.engine.credit(subscription.id, UInt32(more))
    }
  }

  /// Writes what a subscription got. Its reply is already written: it was opened when everything before it was.
  func accept(_ delivery: SubscriptionDelivery) {
    let number = UInt64(UInt32(truncatingIfNeeded: delivery.number))
    guard phase == .serving, let encoder, subscriptions[number] != nil else { return }
    guard batchReplies.isEmpty else {
      heldDeliveries.append(delivery)
      return
    }
    switch delivery.content {
    case .events(let events):
      subscriptions[number]?.lent -= events.count
      if let last = events.last { subscriptions[number]?.position = Self.position(of: last) }
      for event in events { encoder.appendEvent(event.span, subscription: number, into: &out) }
      grantCredits()
    case .ended(let position, let code):
      subscriptions[number] = nil
      write(ended: number, position, code.rawValue)
    }
  }

  /// Writes what came while a batch was being answered.
  func takeHeldDeliveries() {
    let deliveries = heldDeliveries
    heldDeliveries = []
    for delivery in deliveries { accept(delivery) }
  }

  /// The position of an encoded Event: its first field.
  private static func position(of event: [UInt8]) -> Position {
    guard event.first == 0x08 else { return .zero }
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
    encoder?.appendEnded(ended, into: &out)
  }
}
