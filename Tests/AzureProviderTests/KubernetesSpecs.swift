import TestWorld

/// Specs of clusters and pools with nearly every argument that can stand beside the others.
enum KubernetesSpecs {
  private static let subscription = "/subscriptions/\(World.subscription)"

  /// What clusters rest on.
  static let ground = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_user_assigned_identity" "cluster" {
      name                = "cluster"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_user_assigned_identity" "nodes" {
      name                = "nodes"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_virtual_network" "v" {
      name                = "vnet"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      address_space       = ["10.0.0.0/8"]
    }
    resource "azurerm_subnet" "nodes" {
      name                 = "nodes"
      resource_group_name  = azurerm_resource_group.a.name
      virtual_network_name = azurerm_virtual_network.v.name
      address_prefixes     = ["10.1.0.0/16"]
    }

    """

  /// Settings of the nodes, for the default pool and others.
  static let settings = """
      kubelet_config {
        cpu_manager_policy        = "static"
        cpu_cfs_quota_enabled     = true
        cpu_cfs_quota_period      = "200ms"
        image_gc_high_threshold   = 85
        image_gc_low_threshold    = 70
        topology_manager_policy   = "best-effort"
        allowed_unsafe_sysctls    = ["kernel.msg*", "net.core.somaxconn"]
        container_log_max_size_mb = 50
        container_log_max_files   = 5
        pod_max_pid               = 4096
      }
      linux_os_config {
        swap_file_size_mb           = 1500
        transparent_huge_page       = "madvise"
        transparent_huge_page_defrag = "defer+madvise"
        sysctl_config {
          fs_aio_max_nr                      = 65536
          fs_file_max                        = 709620
          fs_inotify_max_user_watches        = 1048576
          fs_nr_open                         = 1048576
          kernel_threads_max                 = 55601
          net_core_netdev_max_backlog        = 1000
          net_core_optmem_max                = 20480
          net_core_rmem_default              = 212992
          net_core_rmem_max                  = 212992
          net_core_somaxconn                 = 16384
          net_core_wmem_default              = 212992
          net_core_wmem_max                  = 212992
          net_ipv4_ip_local_port_range_min   = 32000
          net_ipv4_ip_local_port_range_max   = 60000
          net_ipv4_neigh_default_gc_thresh1  = 4096
          net_ipv4_neigh_default_gc_thresh2  = 8192
          net_ipv4_neigh_default_gc_thresh3  = 16384
          net_ipv4_tcp_fin_timeout           = 60
          net_ipv4_tcp_keepalive_intvl       = 75
          net_ipv4_tcp_keepalive_probes      = 9
          net_ipv4_tcp_keepalive_time        = 7200
          net_ipv4_tcp_max_syn_backlog       = 16384
          net_ipv4_tcp_max_tw_buckets        = 32768
          net_ipv4_tcp_tw_reuse              = true
          net_netfilter_nf_conntrack_buckets = 65536
          net_netfilter_nf_conntrack_max     = 131072
          vm_max_map_count                   = 65530
          vm_swappiness                      = 60
          vm_vfs_cache_pressure              = 100
        }
      }
      node_network_profile {
        application_security_group_ids = ["\(subscription)/resourceGroups/rg-a/providers/Microsoft.Network/applicationSecurityGroups/g"]
        node_public_ip_tags            = { RoutingPreference = "Internet" }
        allowed_host_ports {
          port_start = 8000
          port_end   = 8100
          protocol   = "TCP"
        }
      }
    """

  static let cluster = """
    resource "azurerm_kubernetes_cluster" "c" {
      name                              = "aks"
      resource_group_name               = azurerm_resource_group.a.name
      location                          = azurerm_resource_group.a.location
      dns_prefix                        = "aks"
      kubernetes_version                = "1.34"
      sku_tier                          = "Premium"
      support_plan                      = "AKSLongTermSupport"
      node_resource_group               = "rg-a-nodes"
      automatic_upgrade_channel         = "patch"
      node_os_upgrade_channel           = "SecurityPatch"
      azure_policy_enabled              = true
      cost_analysis_enabled             = true
      image_cleaner_enabled             = true
      image_cleaner_interval_hours      = 48
      local_account_disabled            = true
      oidc_issuer_enabled               = true
      workload_identity_enabled         = true
      ai_toolchain_operator_enabled     = true
      role_based_access_control_enabled = true
      run_command_enabled               = false
      disk_encryption_set_id            = "\(subscription)/resourceGroups/rg-a/providers/Microsoft.Compute/diskEncryptionSets/d"
      custom_ca_trust_certificates_base64 = ["LS0tLS1CRUdJTg=="]
      tags                              = { team = "ml", stage = "dev" }

      identity {
        type         = "UserAssigned"
        identity_ids = [azurerm_user_assigned_identity.cluster.id]
      }
      kubelet_identity {
        client_id                 = azurerm_user_assigned_identity.nodes.client_id
        object_id                 = azurerm_user_assigned_identity.nodes.principal_id
        user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id
      }
      default_node_pool {
        name                         = "system"
        vm_size                      = "Standard_D4s_v5"
        temporary_name_for_rotation  = "standin"
        type                         = "VirtualMachineScaleSets"
        auto_scaling_enabled         = true
        min_count                    = 1
        max_count                    = 3
        max_pods                     = 60
        zones                        = ["1", "2"]
        vnet_subnet_id               = azurerm_subnet.nodes.id
        orchestrator_version         = "1.34"
        os_sku                       = "AzureLinux"
        os_disk_size_gb              = 100
        os_disk_type                 = "Managed"
        kubelet_disk_type            = "OS"
        scale_down_mode              = "Delete"
        only_critical_addons_enabled = true
        fips_enabled                 = true
        host_encryption_enabled      = true
        ultra_ssd_enabled            = true
        node_public_ip_enabled       = true
        workload_runtime             = "OCIContainer"
        node_labels                  = { role = "system" }
        tags                         = { pool = "system" }
        upgrade_settings {
          max_surge                     = "33%"
          drain_timeout_in_minutes      = 20
          node_soak_duration_in_minutes = 5
          undrainable_node_behavior     = "Cordon"
        }
    \(settings)
      }
      api_server_access_profile {
        authorized_ip_ranges = ["203.0.113.0/24", "198.51.100.7/32"]
      }
      auto_scaler_profile {
        balance_similar_node_groups                   = true
        daemonset_eviction_for_empty_nodes_enabled    = true
        daemonset_eviction_for_occupied_nodes_enabled = false
        ignore_daemonsets_utilization_enabled         = true
        expander                                      = "least-waste"
        max_graceful_termination_sec                  = "900"
        max_node_provisioning_time                    = "20m"
        max_unready_nodes                             = 5
        max_unready_percentage                        = 30
        new_pod_scale_up_delay                        = "10s"
        scan_interval                                 = "20s"
        scale_down_delay_after_add                    = "15m"
        scale_down_delay_after_delete                 = "20s"
        scale_down_delay_after_failure                = "5m"
        scale_down_unneeded                           = "12m"
        scale_down_unready                            = "25m"
        scale_down_utilization_threshold              = "0.6"
        empty_bulk_delete_max                         = "5"
        skip_nodes_with_local_storage                 = true
        skip_nodes_with_system_pods                   = false
      }
      azure_active_directory_role_based_access_control {
        tenant_id              = "00000000-0000-4000-8000-00000000000a"
        azure_rbac_enabled     = true
        admin_group_object_ids = ["00000000-0000-4000-8000-00000000000b"]
      }
      http_proxy_config {
        http_proxy  = "http://proxy.example.org:8080/"
        https_proxy = "https://proxy.example.org:8443/"
        no_proxy    = ["localhost", "10.0.0.0/8"]
        trusted_ca  = "LS0tLS1CRUdJTg=="
      }
      key_management_service {
        key_vault_key_id         = "https://v.vault.azure.net/keys/k/0"
        key_vault_network_access = "Public"
      }
      key_vault_secrets_provider {
        secret_rotation_enabled  = true
        secret_rotation_interval = "5m"
      }
      linux_profile {
        admin_username = "azureuser"
        ssh_key {
          key_data = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== a"
        }
      }
      maintenance_window {
        allowed {
          day   = "Saturday"
          hours = [1, 2, 3]
        }
        not_allowed {
          start = "2026-12-24T00:00:00Z"
          end   = "2026-12-27T00:00:00Z"
        }
      }
      maintenance_window_auto_upgrade {
        frequency   = "RelativeMonthly"
        interval    = 1
        duration    = 8
        day_of_week = "Sunday"
        week_index  = "First"
        start_time  = "03:00"
        utc_offset  = "+01:00"
        not_allowed {
          start = "2026-12-24T00:00:00Z"
          end   = "2026-12-27T00:00:00Z"
        }
      }
      maintenance_window_node_os {
        frequency   = "Weekly"
        interval    = 1
        duration    = 4
        day_of_week = "Monday"
        start_time  = "01:30"
      }
      microsoft_defender {
        log_analytics_workspace_id = "\(subscription)/resourceGroups/rg-a/providers/Microsoft.OperationalInsights/workspaces/w"
      }
      monitor_metrics {
        annotations_allowed = "pods=[owner]"
        labels_allowed      = "pods=[app],nodes=[*]"
      }
      network_profile {
        network_plugin      = "azure"
        network_plugin_mode = "overlay"
        network_data_plane  = "cilium"
        network_policy      = "cilium"
        service_cidr        = "10.200.0.0/16"
        dns_service_ip      = "10.200.0.10"
        pod_cidr            = "10.244.0.0/16"
        ip_versions         = ["IPv4"]
        load_balancer_sku   = "standard"
        outbound_type       = "loadBalancer"
        load_balancer_profile {
          managed_outbound_ip_count = 2
          outbound_ports_allocated  = 8000
          idle_timeout_in_minutes   = 10
          backend_pool_type         = "NodeIPConfiguration"
        }
        advanced_networking {
          observability_enabled = true
          security_enabled      = true
        }
      }
      oms_agent {
        log_analytics_workspace_id      = "\(subscription)/resourceGroups/rg-a/providers/Microsoft.OperationalInsights/workspaces/w"
        msi_auth_for_monitoring_enabled = true
      }
      service_mesh_profile {
        mode                             = "Istio"
        revisions                        = ["asm-1-28"]
        internal_ingress_gateway_enabled = true
        external_ingress_gateway_enabled = false
        certificate_authority {
          key_vault_id           = "\(subscription)/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/v"
          root_cert_object_name  = "root"
          cert_chain_object_name = "chain"
          cert_object_name       = "cert"
          key_object_name        = "key"
        }
      }
      storage_profile {
        blob_driver_enabled         = true
        disk_driver_enabled         = true
        file_driver_enabled         = false
        snapshot_controller_enabled = true
      }
      upgrade_override {
        force_upgrade_enabled = true
        effective_until       = "2027-01-01T00:00:00Z"
      }
      web_app_routing {
        dns_zone_ids             = ["\(subscription)/resourceGroups/rg-a/providers/Microsoft.Network/dnsZones/example.org"]
        default_nginx_controller = "Internal"
      }
      windows_profile {
        admin_username = "azureadmin"
        admin_password = "Correct-Horse-1"
        license        = "Windows_Server"
        gmsa {
          dns_server  = "10.0.0.4"
          root_domain = "example.org"
        }
      }
      workload_autoscaler_profile {
        keda_enabled                    = true
        vertical_pod_autoscaler_enabled = true
      }
    }

    """

  static let pools = """
    resource "azurerm_kubernetes_cluster_node_pool" "work" {
      name                        = "work"
      kubernetes_cluster_id       = azurerm_kubernetes_cluster.c.id
      vm_size                     = "Standard_D8s_v5"
      temporary_name_for_rotation = "workstandin"
      node_count                  = 2
      mode                        = "User"
      os_type                     = "Linux"
      os_sku                      = "Ubuntu"
      os_disk_size_gb             = 200
      os_disk_type                = "Managed"
      kubelet_disk_type           = "OS"
      max_pods                    = 40
      zones                       = ["1", "3"]
      vnet_subnet_id              = azurerm_subnet.nodes.id
      orchestrator_version        = "1.34"
      scale_down_mode             = "Deallocate"
      fips_enabled                = false
      host_encryption_enabled     = true
      ultra_ssd_enabled           = false
      node_public_ip_enabled      = true
      workload_runtime            = "OCIContainer"
      node_labels                 = { role = "work" }
      node_taints                 = ["work=only:NoSchedule"]
      tags                        = { pool = "work" }
      upgrade_settings {
        max_unavailable               = "1"
        drain_timeout_in_minutes      = 45
        node_soak_duration_in_minutes = 0
        undrainable_node_behavior     = "Schedule"
      }
    \(settings)
    }
    resource "azurerm_kubernetes_cluster_node_pool" "gpu" {
      name                  = "gpu"
      kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
      vm_size               = "Standard_NC24ads_A100_v4"
      gpu_instance          = "MIG1g"
      gpu_driver            = "Install"
      priority              = "Spot"
      eviction_policy       = "Delete"
      spot_max_price        = 2.5
      auto_scaling_enabled  = true
      min_count             = 0
      max_count             = 2
      node_taints           = ["sku=gpu:NoSchedule"]
    }
    resource "azurerm_kubernetes_cluster_node_pool" "windows" {
      name                  = "win"
      kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
      vm_size               = "Standard_D4s_v5"
      node_count            = 1
      os_type               = "Windows"
      os_sku                = "Windows2022"
      windows_profile {
        outbound_nat_enabled = false
      }
    }

    """

  static let all = ground + cluster + pools
}
