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
  description = "The system pool. It always scales by itself and runs critical add-ons only."
  type = object({
    name      = optional(string, "default")
    vm_size   = optional(string, "Standard_D2s_v3")
    min_count = optional(number, 2)
    max_count = optional(number, 5)
    zones     = optional(list(string), ["1", "2", "3"])
  })
  default  = {}
  nullable = false
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
