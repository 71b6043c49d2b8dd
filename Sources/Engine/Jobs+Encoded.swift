public import Domain
import Projections
import Schema

extension QueryJob {
  /// Reads and checks an encoded request message of that field number in `Request`; `after` is set when it is known.
  ///
  /// `region` completes phones without `+`.
  public init(method: Int, encoded: [UInt8], region: String?, ticket: Ticket) throws(Refusal) {
    let query = try Query(method: method, encoded: encoded, settings: ReadModelSettings(phoneRegion: region))
    self.init(query: query, after: .zero, ticket: ticket)
  }
}

extension EngineOptions {
  /// Options with all read models of this release.
  public init(folder: String, region: String?) {
    self.init(
      folder: folder, readModels: ReadModels.all(ReadModelSettings(phoneRegion: region)), region: region)
  }
}
