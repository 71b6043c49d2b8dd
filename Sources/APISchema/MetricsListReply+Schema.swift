import FactSchema
import SwiftProtobuf

extension MetricsListReply {
  /// The figures of the schema.
  public static let ofSchema = MetricsListReply.with {
    $0.metrics = SchemaTables.metrics.map { table in
      .with {
        $0.metric = table.name
        $0.definition = table.definition
        $0.unit = table.unit
        $0.basis = table.basis
        $0.periods = table.isOfNow ? [] : MetricTable.times
        $0.dimensions = table.by
      }
    }
  }
}
