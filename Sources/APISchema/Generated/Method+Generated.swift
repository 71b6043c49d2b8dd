// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

/// A method of the protocol, by its field number in `Request` and `Reply`.
///
/// Calling a fact by its name is a call of `record`.
public enum Method: Int, CaseIterable, Sendable {
  case hello = 16
  case record = 17
  case rpcDiscover = 18
  case commandGet = 19
  case logRead = 20
  case logSubscribe = 21
  case logCredit = 22
  case logUnsubscribe = 23
  case logIdentify = 24
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
  case companyGet = 44
  case reminderList = 45
  case metricsList = 46
  case suppressionList = 47
  case contactRelations = 48
  case contactTree = 49
  case userGet = 50
  case userList = 51
  case teamList = 52
  case contactDisclose = 53
  case projectionList = 60
  case projectionStatus = 61
  case projectionRebuild = 62
  case projectionVerify = 63
  case systemStatus = 64
  case whatif = 70

  /// Who answers it.
  public var answeredBy: Place {
    switch self {
    case .hello: .connection
    case .record: .writer
    case .rpcDiscover: .connection
    case .commandGet: .engine
    case .logRead: .engine
    case .logSubscribe: .connection
    case .logCredit: .connection
    case .logUnsubscribe: .connection
    case .logIdentify: .engine
    case .contactGet: .readModels
    case .contactFind: .readModels
    case .contactHistory: .readModels
    case .dealGet: .readModels
    case .dealList: .readModels
    case .pipelineList: .readModels
    case .pipelineBoard: .readModels
    case .campaignGet: .readModels
    case .campaignList: .readModels
    case .campaignReport: .readModels
    case .taskGet: .readModels
    case .taskList: .readModels
    case .orderList: .readModels
    case .metricsQuery: .readModels
    case .companyGet: .readModels
    case .reminderList: .readModels
    case .metricsList: .connection
    case .suppressionList: .readModels
    case .contactRelations: .readModels
    case .contactTree: .readModels
    case .userGet: .readModels
    case .userList: .readModels
    case .teamList: .readModels
    case .contactDisclose: .engine
    case .projectionList: .engine
    case .projectionStatus: .engine
    case .projectionRebuild: .connection
    case .projectionVerify: .engine
    case .systemStatus: .engine
    case .whatif: .engine
    }
  }

  /// Who answers a method.
  public enum Place: Sendable {
    case writer, readModels, engine, connection
  }
}
