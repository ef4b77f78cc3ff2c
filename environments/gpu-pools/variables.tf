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
  default     = "gpu-pools-dev"
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

variable "instance_types" {
  description = "VM sizes of the nodes, the preferred one first: each further one is for where Azure has no room for those before it."
  type        = list(string)
  default     = ["Standard_NC24ads_A100_v4", "Standard_NC40ads_H100_v5"]
  nullable    = false

  validation {
    condition     = length(var.instance_types) > 0
    error_message = "At least one VM size is needed."
  }
}

variable "training_image_family" {
  description = "What the training node runs: Ubuntu or AzureLinux. A change gives it another image in place."
  type        = string
  default     = "Ubuntu"
  nullable    = false

  validation {
    condition     = contains(["Ubuntu", "AzureLinux"], var.training_image_family)
    error_message = "The image family is \"Ubuntu\" or \"AzureLinux\"."
  }
}
