import ReadModels

extension EngineOptions {
  /// Options with all read models of this release.
  public init(folder: String) { self.init(folder: folder, readModels: ReadModelCatalogue.all) }
}
