public import Schema

/// A method of the protocol, by its field number in `Request` and `Reply`.
///
/// Calling a fact by its name is a call of `record`.
public enum Method: Int, CaseIterable, Sendable {
  case hello = 16
  case record = 17
  case rpcDiscover = 18
  case logRead = 20
  case logSubscribe = 21
  case logCredit = 22
  case logUnsubscribe = 23
  case contactGet = 30
  case contactFind = 31
  case contactHistory = 32
  case dealGet = 33
  case dealList = 34
  case pipelineList = 35
  case pipelineBoard = 36
  case campaignGet = 37
  case campaignList = 38
  case campaignReport = 39
  case taskGet = 40
  case taskList = 41
  case orderList = 42
  case metricsQuery = 43
  case projectionList = 60
  case projectionStatus = 61
  case projectionRebuild = 62
  case projectionVerify = 63
  case systemStatus = 64

  /// The name on the wire, such as `contact.get`.
  public var name: String { MethodCatalogue.entry(self).name }
  /// The shape of its request message.
  public var request: MessageShape { MethodCatalogue.entry(self).request }
  /// The shape of its reply message.
  public var reply: MessageShape { MethodCatalogue.entry(self).reply }
  /// The most bytes of its encoded reply.
  public var replyBytes: Int { MethodCatalogue.entry(self).replyBytes }
  /// Whether it is answered from read models, and so takes `atLeast` and `timeoutMs`.
  public var isQuery: Bool { MethodCatalogue.entry(self).isQuery }

  /// Whether this role may call it.
  public func isAllowed(for role: Role) -> Bool {
    switch self {
    case .hello: true
    case .rpcDiscover: role != .none
    case .record: role == .agent || role == .operator
    case .logRead, .logSubscribe, .logCredit, .logUnsubscribe, .projectionList, .projectionStatus:
      role == .auditor || role == .operator
    case .contactGet, .contactFind, .contactHistory, .dealGet, .dealList, .pipelineList,
      .pipelineBoard, .campaignGet,
      .campaignList, .campaignReport, .taskGet, .taskList, .orderList, .metricsQuery:
      role != .none
    case .projectionRebuild, .projectionVerify, .systemStatus: role == .operator
    }
  }
}
