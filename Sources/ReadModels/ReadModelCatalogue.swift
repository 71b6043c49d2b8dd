/// The read models of this release.
public enum ReadModelCatalogue {
  /// All of them, in the order in which they are listed.
  public static var all: [any Projection] {
    [
      ContactsProjection(), HistoryProjection(), PipelinesProjection(), CampaignsProjection(),
      TasksProjection(), OrdersProjection(), MetricsProjection(), UsersProjection(),
    ]
  }
}
