output "workspace_id" {
  description = "Resource id of the Azure Monitor workspace, for Grafana and for role assignments."
  value       = azurerm_monitor_workspace.this.id
}

output "query_endpoint" {
  description = "Where PromQL queries go."
  value       = azurerm_monitor_workspace.this.query_endpoint
}

output "data_collection_rule_id" {
  description = "Resource id of the rule that sends the cluster's metrics."
  value       = azurerm_monitor_data_collection_rule.this.id
}
