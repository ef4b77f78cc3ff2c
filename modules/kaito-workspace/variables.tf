variable "kubernetes_cluster_id" {
  description = "Resource id of the cluster that gets the nodes."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the Workspace (or of what else owns the nodes in its place)."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", var.name)) && length(var.name) <= 63
    error_message = "A Workspace's name has 1 to 63 lower-case letters, digits and hyphens, and begins and ends with a letter or digit."
  }
}

variable "namespace" {
  description = "Namespace of the Workspace."
  type        = string
  default     = "default"
  nullable    = false
}

variable "instance_type" {
  description = "VM size of the nodes. KAITO compares it to the letter, so the nodes have this one or none: there are no fallbacks."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Standard_[ND]", var.instance_type))
    error_message = "KAITO takes sizes that begin with Standard_N or Standard_D, such as \"Standard_NC24ads_A100_v4\"."
  }
}

variable "node_count" {
  description = "How many nodes the Workspace needs: one claim each."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.node_count >= 0 && var.node_count == floor(var.node_count)
    error_message = "The number of nodes is a whole number from 0."
  }
}

variable "labels" {
  description = "The Workspace's matchLabels, which its nodes get. What KAITO reserves for itself is left out."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "image_family" {
  description = "What the nodes run: ubuntu or azurelinux."
  type        = string
  default     = "ubuntu"
  nullable    = false

  validation {
    condition     = contains(["ubuntu", "azurelinux"], lower(trimspace(var.image_family)))
    error_message = "The image family is \"ubuntu\" or \"azurelinux\"."
  }
}

variable "storage" {
  description = "Size of each node's system disk: the model's files and 80 GiB, for a preset that KAITO knows."
  type        = string
  default     = "1024Gi"
  nullable    = false
}
