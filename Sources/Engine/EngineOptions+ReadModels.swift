import ReadModels

extension EngineOptions {
  /// Options with all read models of this release.
  public init(folder: String, region: String?) {
    self.init(
      folder: folder, readModels: ReadModelCatalogue.all(ReadModelSettings(phoneRegion: region)), region: region)
  }
}
