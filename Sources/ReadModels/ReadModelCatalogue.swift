/// The read models of this release.
public enum ReadModelCatalogue {
  /// All of them, in the order in which they are listed.
  public static func all(_ settings: ReadModelSettings) -> [any Projection] {
    [
      ContactsProjection(settings), HistoryProjection(), PipelinesProjection(), CampaignsProjection(),
      TasksProjection(), OrdersProjection(), MetricsProjection(),
    ]
  }
}
