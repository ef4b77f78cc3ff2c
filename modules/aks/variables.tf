variable "name" {
  description = "Name of the cluster and, unless dns_prefix says otherwise, of its address."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "The group to create the cluster in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the cluster."
  type        = string
  nullable    = false
}

variable "kubernetes_version" {
  description = "Kubernetes version of the control plane and of the default pool."
  type        = string
  nullable    = false
}

variable "dns_prefix" {
  description = "Start of the API server's host name; the cluster's name if unset."
  type        = string
  default     = null
}

variable "node_resource_group" {
  description = "The group that AKS makes for nodes, load balancer and addresses; MC_group_cluster_location if unset."
  type        = string
  default     = null
}

variable "sku_tier" {
  description = "Free, Standard (with an uptime agreement) or Premium (with long-term support)."
  type        = string
  default     = "Free"
  nullable    = false

  validation {
    condition     = contains(["Free", "Standard", "Premium"], var.sku_tier)
    error_message = "The tier is \"Free\", \"Standard\" or \"Premium\"."
  }
}

variable "default_node_pool" {
  description = "The system pool. It always scales by itself, and runs critical add-ons only unless told otherwise."
  type = object({
    name      = optional(string, "default")
    vm_size   = optional(string, "Standard_D2s_v3")
    min_count = optional(number, 2)
    max_count = optional(number, 5)
    zones     = optional(list(string), ["1", "2", "3"])

    only_critical_addons_enabled = optional(bool, true)
  })
  default  = {}
  nullable = false
}

variable "identity_id" {
  description = "The identity that the control plane acts with; one of its own, made with the cluster, if unset."
  type        = string
  default     = null
}

variable "network" {
  description = "The subnet of the nodes, and the addresses of pods and services beside it; a network that AKS makes if unset. The control plane's identity must be Network Contributor on the subnet."
  type = object({
    subnet_id     = string
    outbound_type = optional(string, "loadBalancer")
    pod_cidr      = optional(string, "10.244.0.0/16")
    service_cidr  = optional(string, "10.250.0.0/16")
  })
  default = null
}

variable "application_gateway_id" {
  description = "The application gateway that ingresses of the cluster are written to; none if unset."
  type        = string
  default     = null
}

variable "node_pools" {
  description = "Further pools by name. They all scale by themselves, down to nothing where min_count is 0; spot ones cost less, and Azure may take them away."
  type = map(object({
    vm_size         = string
    min_count       = optional(number, 0)
    max_count       = number
    spot            = optional(bool, false)
    labels          = optional(map(string), {})
    taints          = optional(list(string), [])
    zones           = optional(list(string))
    os_disk_size_gb = optional(number)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.min_count >= 0 && pool.min_count <= pool.max_count])
    error_message = "Each pool needs 0 <= min_count <= max_count."
  }
}

variable "oidc_issuer_enabled" {
  description = "Whether the cluster issues tokens that Entra ID trusts. Azure can't switch it off again."
  type        = bool
  default     = true
  nullable    = false
}

variable "workload_identity_enabled" {
  description = "Whether pods may act as managed identities; needs the OIDC issuer."
  type        = bool
  default     = true
  nullable    = false
}

variable "metric_labels" {
  description = "Kubernetes labels that become labels of kube-state-metrics, for each kind of object; [\"*\"] takes all."
  type        = map(list(string))
  default     = {}
  nullable    = false
}

variable "metric_annotations" {
  description = "Kubernetes annotations that become labels of kube-state-metrics, for each kind of object."
  type        = map(list(string))
  default     = {}
  nullable    = false
}

variable "settings" {
  description = "What modules/istio, modules/gateway-api and modules/kaito say about the cluster, merged."
  type = object({
    service_mesh_profile = optional(object({
      revisions                        = list(string)
      external_ingress_gateway_enabled = optional(bool, false)
      internal_ingress_gateway_enabled = optional(bool, false)
    }))
    gateway_api = optional(object({
      installation = string
    }))
    ai_toolchain_operator_enabled = optional(bool, false)
  })
  default  = {}
  nullable = false
}

variable "tags" {
  description = "Tags on the cluster and on the nodes of its default pool."
  type        = map(string)
  default     = {}
  nullable    = false
}
