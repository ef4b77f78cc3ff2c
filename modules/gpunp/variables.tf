variable "name" {
  description = "Name of the pool."
  type        = string
  default     = "gpunp"
  nullable    = false

  validation {
    condition     = length(var.name) >= 1 && length(var.name) <= 12 && var.name == lower(var.name)
    error_message = "A Linux pool's name has 1 to 12 lower-case letters and digits."
  }
}

variable "kubernetes_cluster_id" {
  description = "The cluster to add the pool to."
  type        = string
  nullable    = false
}

variable "kubernetes_version" {
  description = "Kubernetes version of the nodes; the control plane's if unset."
  type        = string
  default     = null
}

variable "vm_size" {
  description = "Size of the nodes."
  type        = string
  default     = "Standard_D16s_v5"
  nullable    = false
}

variable "min_count" {
  description = "The fewest nodes that the autoscaler keeps."
  type        = number
  default     = 1
  nullable    = false
}

variable "max_count" {
  description = "The most nodes that the autoscaler adds up to."
  type        = number
  default     = 3
  nullable    = false
}

variable "zones" {
  description = "Availability zones of the nodes; with none, Azure places them. GPU sizes are often in one zone only."
  type        = list(string)
  default     = null
}

variable "managed_gpu_experience" {
  description = "Whether AKS installs and monitors the GPU driver; needs the feature ManagedGPUExperiencePreview."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags on the pool and its nodes."
  type        = map(string)
  default     = {}
  nullable    = false
}
