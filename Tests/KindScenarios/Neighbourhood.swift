import TestWorld

/// What others have in the same cloud, for generated arguments to name.
enum Neighbourhood {
  private static let group = World.id("resourceGroups/rg-others/providers")

  private static func network(_ rest: String) -> String { "\(group)/Microsoft.Network/\(rest)" }

  static let spec = """
    resource "azurerm_resource_group" "o" {
      name     = "rg-others"
      location = "westeurope"
    }
    resource "azurerm_virtual_network" "o" {
      count               = 2
      name                = "vnet-${count.index}"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
      address_space       = ["10.${200 + count.index}.0.0/16"]
    }
    resource "azurerm_subnet" "o" {
      count                = 4
      name                 = "subnet-${count.index}"
      resource_group_name  = azurerm_resource_group.o.name
      virtual_network_name = azurerm_virtual_network.o[0].name
      address_prefixes     = ["10.200.${count.index * 16}.0/20"]
    }
    resource "azurerm_subnet" "postgres" {
      name                 = "postgres"
      resource_group_name  = azurerm_resource_group.o.name
      virtual_network_name = azurerm_virtual_network.o[0].name
      address_prefixes     = ["10.200.128.0/24"]
      delegation {
        name = "postgres"
        service_delegation {
          name = "Microsoft.DBforPostgreSQL/flexibleServers"
        }
      }
    }
    resource "azurerm_public_ip" "o" {
      count               = 3
      name                = "pip-${count.index}"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
      allocation_method   = "Static"
    }
    resource "azurerm_network_security_group" "o" {
      name                = "nsg-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_route_table" "o" {
      name                = "rt-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_nat_gateway" "o" {
      name                = "nat-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_user_assigned_identity" "o" {
      count               = 3
      name                = "id-${count.index}"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_log_analytics_workspace" "o" {
      name                = "log-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_monitor_workspace" "o" {
      name                = "amw-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_monitor_data_collection_endpoint" "o" {
      name                = "dce-0"
      resource_group_name = azurerm_resource_group.o.name
      location            = azurerm_resource_group.o.location
    }
    resource "azurerm_storage_account" "o" {
      name                     = "stothers"
      resource_group_name      = azurerm_resource_group.o.name
      location                 = azurerm_resource_group.o.location
      account_tier             = "Standard"
      account_replication_type = "LRS"
    }
    resource "azurerm_private_dns_zone" "o" {
      count               = 2
      name                = ["privatelink.postgres.database.azure.com", "privatelink.westeurope.azmk8s.io"][count.index]
      resource_group_name = azurerm_resource_group.o.name
    }
    resource "azurerm_private_dns_zone_virtual_network_link" "o" {
      count                 = 2
      name                  = "link"
      resource_group_name   = azurerm_resource_group.o.name
      private_dns_zone_name = azurerm_private_dns_zone.o[count.index].name
      virtual_network_id    = azurerm_virtual_network.o[0].id
    }
    """

  private static let subnets = (0..<4).map { network("virtualNetworks/vnet-0/subnets/subnet-\($0)") }
  private static let addresses = (0..<3).map { network("publicIPAddresses/pip-\($0)") }
  private static let identities = (0..<3).map {
    "\(group)/Microsoft.ManagedIdentity/userAssignedIdentities/id-\($0)"
  }
  private static let zones = ["privatelink.postgres.database.azure.com", "privatelink.westeurope.azmk8s.io"].map {
    network("privateDnsZones/\($0)")
  }

  /// The ids that an argument may name, by the end of its name; the first that fits counts.
  static let ids: [(suffix: String, values: [String])] = [
    ("delegated_subnet_id", [network("virtualNetworks/vnet-0/subnets/postgres")]),
    ("subnet_id", subnets), ("subnet_ids", subnets), ("gateway_id", [network("natGateways/nat-0")]),
    ("public_ip_address_id", addresses), ("outbound_ip_address_ids", addresses),
    ("prefix_id", [network("publicIPPrefixes/prefix-0")]), ("prefix_ids", [network("publicIPPrefixes/prefix-0")]),
    ("assigned_identity_id", identities), ("identity_ids", identities), ("identity_id", identities),
    ("workspace_id", ["\(group)/Microsoft.OperationalInsights/workspaces/log-0"]),
    ("workspace_resource_id", ["\(group)/Microsoft.OperationalInsights/workspaces/log-0"]),
    ("monitor_account_id", ["\(group)/Microsoft.Monitor/accounts/amw-0"]),
    ("data_collection_endpoint_id", ["\(group)/Microsoft.Insights/dataCollectionEndpoints/dce-0"]),
    ("network_security_group_id", [network("networkSecurityGroups/nsg-0")]),
    ("network_security_group", [network("networkSecurityGroups/nsg-0")]),
    ("route_table_id", [network("routeTables/rt-0")]),
    ("storage_account_id", ["\(group)/Microsoft.Storage/storageAccounts/stothers"]),
    ("virtual_network_id", (0..<2).map { network("virtualNetworks/vnet-\($0)") }),
    ("dns_zone_id", zones), ("dns_zone_ids", zones),
    ("disk_encryption_set_id", ["\(group)/Microsoft.Compute/diskEncryptionSets/des-0"]),
    ("proximity_placement_group_id", ["\(group)/Microsoft.Compute/proximityPlacementGroups/ppg-0"]),
    ("capacity_reservation_group_id", ["\(group)/Microsoft.Compute/capacityReservationGroups/crg-0"]),
    ("host_group_id", ["\(group)/Microsoft.Compute/hostGroups/hg-0"]),
    (
      "snapshot_id",
      [
        "\(group)/Microsoft.ContainerService/managedClusterSnapshots/snap-0",
        "\(group)/Microsoft.ContainerService/snapshots/snap-0",
      ]
    ),
    ("application_security_group_ids", [network("applicationSecurityGroups/asg-0")]),
    ("application_security_group_id", [network("applicationSecurityGroups/asg-0")]),
    ("service_endpoint_policy_ids", [network("serviceEndpointPolicies/sep-0")]),
    ("ddos_protection_plan_id", [network("ddosProtectionPlans/ddos-0")]),
    ("plan_id", [network("ddosProtectionPlans/d-0")]),
    ("firewall_policy_id", [network("ApplicationGatewayWebApplicationFirewallPolicies/waf-0")]),
    ("fdqn", ["example.org"]),
    ("key_vault_id", ["\(group)/Microsoft.KeyVault/vaults/kv-0"]),
    (
      "key_vault_key_id",
      [
        "https://kv-0.vault.azure.net/keys/key/0123456789abcdef0123456789abcdef",
        "https://kv-0.vault.azure.net/keys/key",
      ]
    ),
    ("key_id", ["https://kv-0.vault.azure.net/keys/key/0123456789abcdef0123456789abcdef"]),
    ("secret_id", ["https://kv-0.vault.azure.net/secrets/secret/0123456789abcdef0123456789abcdef"]),
    ("event_hub_id", ["\(group)/Microsoft.EventHub/namespaces/ns/eventhubs/hub"]),
    ("event_hub_direct_id", ["\(group)/Microsoft.EventHub/namespaces/ns/eventhubs/hub"]),
    ("application_gateway_id", [network("applicationGateways/agw-0")]),
    ("gateway_id", [network("applicationGateways/agw-0")]),
    ("immutable_id", ["dcr-0123456789abcdef0123456789abcdef"]),
    ("tenant_id", ["11111111-1111-4111-8111-111111111111"]),
    ("object_id", ["22222222-2222-4222-8222-222222222222"]),
    ("object_ids", ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"]),
    ("principal_id", ["22222222-2222-4222-8222-222222222222"]),
    ("client_id", ["44444444-4444-4444-8444-444444444444"]),
    ("uuid", ["55555555-5555-4555-8555-555555555555"]),
  ]

  /// Texts for arguments that are no ids, by a part of their names; the first that fits counts.
  static let texts: [(part: String, values: [String])] = [
    ("location", ["northeurope", "swedencentral"]), ("service_cidr", ["172.16.0.0/16"]),
    ("pod_cidr", ["192.168.0.0/16"]), ("dns_service_ip", ["172.16.0.10"]),
    ("cidr", ["10.77.0.0/16", "10.78.0.0/24"]), ("address_space", ["10.66.0.0/16"]),
    ("ip_range", ["203.0.113.0/24", "203.0.113.7"]), ("ip_rules", ["203.0.113.0/24", "203.0.113.7"]),
    ("address_prefix", ["10.0.9.0/24"]), ("port_range", ["443", "8000-8080"]), ("ip_address", ["10.0.1.9"]),
    ("dns_servers", ["10.0.0.4", "10.0.0.5"]), ("zone", ["1", "2"]), ("date", ["2027-01-04T00:00:00Z", "2027-01-04"]),
    ("start_time", ["02:00", "2027-01-04T00:00:00Z"]), ("time", ["PT5M", "2027-01-04T00:00:00Z", "10m", "02:00"]),
    ("interval", ["PT5M", "PT1M", "10s", "10m"]), ("duration", ["PT5M", "PT1M"]), ("period", ["PT5M", "P30D"]),
    ("email", ["ops@example.org"]), ("from_address", ["ops@example.org"]), ("url", ["https://example.org/x"]),
    ("uri", ["https://example.org/x"]), ("stream", ["Microsoft-Perf", "Microsoft-Syslog"]),
    ("fqdn", ["app.example.org"]), ("host", ["app.example.org", "smtp.example.org:587"]), ("domain", ["example.org"]),
    ("path", ["/path/"]),
    ("utc_offset", ["+00:00", "+02:00"]), ("vm_size", ["Standard_D4s_v5"]), ("port", ["8080"]),
    ("ssh", ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me@example.org"]),
    ("key_data", ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 me@example.org"]),
    ("certificate", ["MIIBszCCARygAwIBAgIBADANBg=="]), ("data", ["MIIBszCCARygAwIBAgIBADANBg=="]),
    ("dns_prefix", ["laws-prefix"]), ("username", ["lawadmin"]), ("login", ["lawadmin"]),
    ("name", ["laws-name", "lawsname"]), ("version", ["1.33", "16"]), ("description", ["What it is for."]),
    ("taint", ["dedicated=gpu:NoSchedule"]), ("condition", ["@Resource[x:y] StringEquals 'z'"]),
    ("pattern", ["*.log"]), ("expression", ["sum(up)"]), ("query", ["up"]),
  ]

  /// What else a text may be.
  static let furtherTexts = [
    "text", "Text1", "laws-text", "lawstext", "10.0.0.0/24", "10.0.0.4", "1", "8080", "100", "PT5M", "P1D", "10m",
    "10s",
    "0.5", "02:00", "2027-01-04T00:00:00Z", "https://example.org/", "example.org", "/text",
    "66666666-6666-4666-8666-666666666666", "Standard_D4s_v5", "Microsoft-Perf", "Microsoft.Storage", "*", "443",
    "TLS_RSA_WITH_AES_128_CBC_SHA256", "Event", "System!*[System]", "\\Processor(_Total)\\% Processor Time", "200-399",
  ]
}
