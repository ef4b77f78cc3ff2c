# Workspaces, collection rules, rule groups and dashboards.

resource "azurerm_log_analytics_workspace" "reserved" { # error 1: Missing required argument
  name                          = "logs-a"
  resource_group_name           = "rg"
  location                      = "westeurope"
  sku                           = "CapacityReservation"
  retention_in_days             = 7 # error 3: Invalid combination of arguments
  local_authentication_disabled = true # warning 3: Older form of an argument; error 3: Invalid combination of arguments
  local_authentication_enabled  = true
}

resource "azurerm_log_analytics_workspace" "free" {
  name                               = "logs-b"
  resource_group_name                = "rg"
  location                           = "westeurope"
  sku                                = "Free"
  reservation_capacity_in_gb_per_day = 100 # error 3: Invalid combination of arguments
  retention_in_days                  = 30 # error 3: Invalid combination of arguments
}

resource "azurerm_monitor_data_collection_rule" "flows" {
  name                = "flows"
  resource_group_name = "rg"
  location            = "westeurope"

  destinations {
    log_analytics {
      name                  = "workspace"
      workspace_resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs"
    }
  }

  data_sources {
    log_file {
      name          = "lines"
      format        = "text"
      file_patterns = ["/var/log/app/*.log"]
      streams       = ["Custom-Lines"] # error 24: Undeclared stream
    }
  }

  data_flow {
    streams      = ["Custom-Line", "Microsoft-Syslog", "Microsoft.Cache/redis:Metrics-Group-All"]
    destinations = ["workspaces"] # error 21: No such destination
  }

  stream_declaration {
    stream_name = "Custom-Line"

    column {
      name = "RawData"
      type = "text" # error 7: Invalid value for argument
    }
  }
}

resource "azurerm_monitor_data_collection_rule" "undeclared" {
  name                = "undeclared"
  resource_group_name = "rg"
  location            = "westeurope"

  destinations {
    azure_monitor_metrics {
      name = "metrics"
    }
  }

  data_sources {
    prometheus_forwarder {
      name    = "prometheus"
      streams = ["Microsoft-Prometheus"] # error 7: Invalid value for argument
    }

    extension {
      name           = "insights"
      streams        = ["ContainerInsights"] # error 7: Invalid value for argument
      extension_name = "ContainerInsights"
      extension_json = "interval: 1m" # error 7: Invalid value for argument
    }
  }

  data_flow {
    streams      = ["Custom-Events"] # error 21: Undeclared stream
    destinations = ["metrics", "elsewhere"] # error 32: No such destination
  }
}

resource "azurerm_monitor_data_collection_rule_association" "neither" { # error 1: Invalid combination of arguments
  name               = "neither"
  target_resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
}

resource "azurerm_monitor_data_collection_rule_association" "endpoint" {
  name                        = "endpoint" # error 3: Invalid value for argument
  target_resource_id          = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
  data_collection_endpoint_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionEndpoints/e"
}

resource "azurerm_monitor_data_collection_rule_association" "unnamed" { # error 1: Missing required argument
  target_resource_id      = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
  data_collection_rule_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Insights/dataCollectionRules/r"
}

resource "azurerm_monitor_alert_prometheus_rule_group" "group" {
  name                = "group"
  resource_group_name = "rg"
  location            = "westeurope"
  scopes              = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.Monitor/accounts/metrics"]
  interval            = "PT1H" # error 3: Invalid value for argument

  rule { # error 3: Invalid combination of arguments
    expression = "up"
  }

  rule { # error 3: Invalid combination of arguments
    expression = "up"
    record     = "job:up"
    alert      = "Down"
  }
}

resource "azurerm_monitor_alert_prometheus_rule_group" "crowd" {
  name                = "crowd"
  resource_group_name = "rg"
  location            = "westeurope"
  scopes              = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"] # error 26: Invalid scope

  dynamic "rule" { # error 3: Too many rule blocks
    for_each = range(21)

    content {
      expression = "up"
      record     = "job:up:${rule.value}"
    }
  }
}

resource "azurerm_dashboard_grafana" "small" {
  name                  = "small"
  resource_group_name   = "rg"
  location              = "westeurope"
  grafana_major_version = 11
  sku                   = "Essential"
  api_key_enabled       = true # error 3: Invalid combination of arguments
}
