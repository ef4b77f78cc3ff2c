variable "location" {
  description = "Azure region of everything in the environment, in its short form."
  type        = string
  default     = "centralus"
  nullable    = false

  validation {
    condition     = var.location != "" && var.location == replace(lower(var.location), " ", "")
    error_message = "Write the location in its short form, such as \"centralus\": it becomes part of names."
  }
}

variable "prefix" {
  description = "Start of every name in the environment."
  type        = string
  default     = "mlops-dev"
  nullable    = false

  validation {
    condition     = length(var.prefix) >= 1 && length(var.prefix) <= 30
    error_message = "The prefix must have 1 to 30 characters."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version of the cluster."
  type        = string
  default     = "1.34.2"
  nullable    = false
}

variable "address_space" {
  description = "Addresses of the network: a /16, of which the nodes' subnet takes a sixteenth."
  type        = string
  default     = "10.0.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.address_space)) && endswith(var.address_space, "/16")
    error_message = "The network needs a /16, such as \"10.0.0.0/16\"."
  }
}

variable "node_pools" {
  description = "Pools for work, beside the system pool. GPU sizes are often in one zone only."
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
  nullable = false

  default = {
    general = {
      vm_size   = "Standard_D4s_v5"
      min_count = 1
      max_count = 5
      zones     = ["1", "2", "3"]
    }
    training = {
      vm_size   = "Standard_D16s_v5"
      max_count = 10
      spot      = true
      labels    = { workload = "training" }
    }
    gpu = {
      vm_size         = "Standard_NC24ads_A100_v4"
      max_count       = 4
      spot            = true
      labels          = { workload = "gpu" }
      taints          = ["sku=gpu:NoSchedule"]
      os_disk_size_gb = 256
    }
  }
}

variable "ingress" {
  description = "How requests get to the cluster: through an \"application_gateway\", or the \"load_balancer\" that AKS makes for services."
  type        = string
  default     = "application_gateway"
  nullable    = false

  validation {
    condition     = contains(["application_gateway", "load_balancer"], var.ingress)
    error_message = "The ingress is \"application_gateway\" or \"load_balancer\"."
  }
}

variable "private_link" {
  description = "Whether registry, database and artifacts are reached from the network alone."
  type        = bool
  default     = true
  nullable    = false
}

variable "registry_name" {
  description = "Name of the registry, which no other registry in the world has; one is made up if unset."
  type        = string
  default     = null
}
