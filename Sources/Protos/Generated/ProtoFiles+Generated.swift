// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension ProtoFiles {
  /// Each by its path, as the others import it.
  public static let all: [(path: String, text: [UInt8])] = [
    ("kith/v1/api.proto", PackageResources.api_proto),
    ("kith/v1/api_campaigns.proto", PackageResources.api_campaigns_proto),
    ("kith/v1/api_company.proto", PackageResources.api_company_proto),
    ("kith/v1/api_connection.proto", PackageResources.api_connection_proto),
    ("kith/v1/api_contacts.proto", PackageResources.api_contacts_proto),
    ("kith/v1/api_deals.proto", PackageResources.api_deals_proto),
    ("kith/v1/api_errors.proto", PackageResources.api_errors_proto),
    ("kith/v1/api_log.proto", PackageResources.api_log_proto),
    ("kith/v1/api_metrics.proto", PackageResources.api_metrics_proto),
    ("kith/v1/api_operation.proto", PackageResources.api_operation_proto),
    ("kith/v1/api_orders.proto", PackageResources.api_orders_proto),
    ("kith/v1/api_privacy.proto", PackageResources.api_privacy_proto),
    ("kith/v1/api_record.proto", PackageResources.api_record_proto),
    ("kith/v1/api_tasks.proto", PackageResources.api_tasks_proto),
    ("kith/v1/api_users.proto", PackageResources.api_users_proto),
    ("kith/v1/api_whatif.proto", PackageResources.api_whatif_proto),
    ("kith/v1/common.proto", PackageResources.common_proto),
    ("kith/v1/event.proto", PackageResources.event_proto),
    ("kith/v1/facts.proto", PackageResources.facts_proto),
    ("kith/v1/facts_campaigns.proto", PackageResources.facts_campaigns_proto),
    ("kith/v1/facts_company.proto", PackageResources.facts_company_proto),
    ("kith/v1/facts_contacts.proto", PackageResources.facts_contacts_proto),
    ("kith/v1/facts_deals.proto", PackageResources.facts_deals_proto),
    ("kith/v1/facts_interactions.proto", PackageResources.facts_interactions_proto),
    ("kith/v1/facts_log.proto", PackageResources.facts_log_proto),
    ("kith/v1/facts_orders.proto", PackageResources.facts_orders_proto),
    ("kith/v1/facts_privacy.proto", PackageResources.facts_privacy_proto),
    ("kith/v1/facts_tasks.proto", PackageResources.facts_tasks_proto),
    ("kith/v1/facts_users.proto", PackageResources.facts_users_proto),
    ("kith/v1/options.proto", PackageResources.options_proto),
    ("kith/v1/views.proto", PackageResources.views_proto),
    ("kith/v1/views_contacts.proto", PackageResources.views_contacts_proto),
    ("kith/v1/views_tasks.proto", PackageResources.views_tasks_proto),
  ]
}
