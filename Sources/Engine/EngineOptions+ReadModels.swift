import Projections

extension EngineOptions {
  /// Options with all read models of this release.
  public init(folder: String, region: String?) {
    self.init(
      folder: folder, readModels: ReadModels.all(ReadModelSettings(phoneRegion: region)), region: region)
  }
}
