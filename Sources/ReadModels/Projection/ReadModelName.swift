/// The names of the read models in the protocol.
enum ReadModelName {
  static let contacts = "contacts"
  static let history = "history"
  static let pipelines = "pipelines"
  static let campaigns = "campaigns"
  static let tasks = "tasks"
  static let orders = "orders"
  static let metrics = "metrics"
  static let users = "users"
}
