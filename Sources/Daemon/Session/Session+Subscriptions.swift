import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import Wire

/// What the connection answers of its subscriptions.
extension Session {
  func subscribe(_ request: LogSubscribeRequest) throws(Refusal) -> LogSubscribeReply {
    let credits = min(request.hasCredits ? Int(request.credits) : connection.limits.credits, Limits.creditsMax)
    let number = connection.nextSubscription()
    var checked = request
    checked.credits = UInt32(credits)
    let id = try hub.engine.subscribe(
      checked, number: UInt64(self.number) << 32 | number, caller: caller, receiver: home)
    connection.begun(
      number, Connection.Subscription(id: id, credits: credits, position: Position(request.after)))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = number
      $0.epoch = hub.engine.tip.epoch
      if let loss = hub.engine.lastLoss { $0.lastLoss = loss.value }
    }
  }

  func credit(_ request: LogCreditRequest) throws(Refusal) -> LogCreditReply {
    let (subscription, more) = try connection.credit(request.subscription, Int(request.credits))
    // A subscription that the engine has just ended says so in its last delivery.
    _ = try? hub.engine.credit(subscription.id, UInt32(more))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = request.subscription
      $0.credits = UInt64(subscription.credits)
    }
  }

  func unsubscribe(_ request: LogUnsubscribeRequest) throws(Refusal) -> LogUnsubscribeReply {
    hub.engine.unsubscribe(try connection.unsubscribe(request.subscription))
    return .with {
      $0.position = hub.engine.head.value
      $0.subscription = request.subscription
    }
  }
}
