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
  default     = "aks-ai-conformant-dev"
  nullable    = false

  validation {
    # The shortest limit is that of the data collection endpoint: 44 characters, of which 8 and the location are taken.
    condition     = length(var.prefix) >= 1 && length(var.prefix) <= 26
    error_message = "The prefix must have 1 to 26 characters."
  }

  validation {
    condition     = var.prefix == replace(lower(var.prefix), " ", "") && !startswith(var.prefix, "-") && !endswith(var.prefix, "-")
    error_message = "The prefix must be in lower case, without spaces, and must not start or end with a hyphen."
  }
}

variable "resource_group_name" {
  description = "An existing resource group to build in. With none, the environment creates a group of its own."
  type        = string
  default     = null

  validation {
    condition     = var.resource_group_name == null || try(length(var.resource_group_name) >= 1 && length(var.resource_group_name) <= 90, false)
    error_message = "A resource group's name has 1 to 90 characters; leave the variable unset to have a group created."
  }
}

variable "kubernetes_version" {
  description = "Kubernetes version of the control plane and of both node pools."
  type        = string
  default     = "1.34.2"
  nullable    = false

  validation {
    condition     = contains([2, 3], length(split(".", var.kubernetes_version))) && alltrue([for part in split(".", var.kubernetes_version) : can(tonumber(part))])
    error_message = "Write the Kubernetes version as \"1.34\" or \"1.34.2\"."
  }
}

variable "istio_revisions" {
  description = "Istio revisions of the service mesh add-on: one, or two during a canary upgrade."
  type        = list(string)
  default     = ["asm-1-28"]
  nullable    = false
}

variable "system_pool" {
  description = "The default pool, which runs critical add-ons only."
  type = object({
    vm_size   = optional(string, "Standard_D2s_v3")
    min_count = optional(number, 2)
    max_count = optional(number, 5)
    zones     = optional(list(string), ["1", "2", "3"])
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.system_pool.min_count >= 1 && var.system_pool.min_count <= var.system_pool.max_count
    error_message = "The default pool needs 1 <= min_count <= max_count: a cluster without a system node doesn't run."
  }
}

variable "gpu_pool" {
  description = "The pool for inference and training."
  type = object({
    # Without a GPU, since CPU quota is what every subscription has; KAITO serves small models from it. With a GPU size,
    # such as Standard_NC24ads_A100_v4, the managed GPU experience installs and monitors the driver.
    vm_size   = optional(string, "Standard_D16s_v5")
    min_count = optional(number, 1)
    max_count = optional(number, 3)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.gpu_pool.min_count >= 0 && var.gpu_pool.min_count <= var.gpu_pool.max_count
    error_message = "The GPU pool needs 0 <= min_count <= max_count."
  }
}

variable "metric_labels" {
  description = "Kubernetes labels that become labels of kube-state-metrics, for each kind of object."
  type        = map(list(string))
  default = {
    nodes = ["agentpool", "topology.kubernetes.io/zone"]
    pods  = ["app", "kaito.sh/workspace"]
  }
  nullable = false
}

variable "tags" {
  description = "Tags on everything, beside the environment's own."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = length(var.tags) <= 47
    error_message = "Azure allows 50 tags on a resource, and the environment adds up to three of its own."
  }
}
