# Azure Managed Prometheus for one cluster: the add-on in the cluster scrapes, the rule says what to send where, the
# endpoint takes it in, the workspace stores it, and the rule groups precompute what dashboards ask for.

locals {
  stream = "Microsoft-PrometheusMetrics"
}

resource "azurerm_monitor_workspace" "this" {
  name                = "amw-${var.prefix}-${var.location}"
  resource_group_name = var.resource_group_name
  location            = var.location
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_endpoint" "this" {
  name                = "aks-dce-${var.prefix}-${var.location}"
  resource_group_name = var.resource_group_name
  location            = var.location
  kind                = "Linux"
  tags                = var.tags
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                        = "amdcr-prometheus-${var.prefix}-${var.location}"
  resource_group_name         = var.resource_group_name
  location                    = var.location
  kind                        = "Linux"
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
  tags                        = var.tags

  data_sources {
    prometheus_forwarder {
      name    = "PrometheusDataSource"
      streams = [local.stream]
    }
  }

  destinations {
    monitor_account {
      name               = azurerm_monitor_workspace.this.name
      monitor_account_id = azurerm_monitor_workspace.this.id
    }
  }

  data_flow {
    streams      = [local.stream]
    destinations = [azurerm_monitor_workspace.this.name]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "rule" {
  name                    = "amdca-${var.prefix}-${var.location}"
  target_resource_id      = var.cluster_id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}

# Without a name: Azure knows the association with an endpoint under one name only, configurationAccessEndpoint.
resource "azurerm_monitor_data_collection_rule_association" "endpoint" {
  target_resource_id          = var.cluster_id
  data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.this.id
}

resource "azurerm_monitor_alert_prometheus_rule_group" "node" {
  name                = "NodeRecordingRulesRuleGroup-${var.cluster_name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  cluster_name        = var.cluster_name
  description         = "Node Recording Rules Rule Group"
  rule_group_enabled  = true
  interval            = var.rule_interval
  scopes              = [azurerm_monitor_workspace.this.id, var.cluster_id]
  tags                = var.tags

  dynamic "rule" {
    for_each = local.node_rules

    content {
      enabled = true
      record  = rule.value.record
      # A heredoc ends with a line break, which is no part of the expression.
      expression = trimspace(rule.value.expression)
    }
  }
}

resource "azurerm_monitor_alert_prometheus_rule_group" "kubernetes" {
  name                = "KubernetesRecordingRulesRuleGroup-${var.cluster_name}"
  resource_group_name = var.resource_group_name
  location            = var.location
  cluster_name        = var.cluster_name
  description         = "Kubernetes Recording Rules Rule Group"
  rule_group_enabled  = true
  interval            = var.rule_interval
  scopes              = [azurerm_monitor_workspace.this.id, var.cluster_id]
  tags                = var.tags

  dynamic "rule" {
    for_each = local.kubernetes_rules

    content {
      enabled    = true
      record     = rule.value.record
      expression = trimspace(rule.value.expression)
      labels     = lookup(rule.value, "labels", null)
    }
  }
}
