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
  default     = "kaito-dev"
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

variable "provisioner" {
  description = "Who runs KAITO: \"standalone\" for its two charts, \"managed\" for the AI toolchain operator of AKS."
  type        = string
  default     = "standalone"
  nullable    = false

  validation {
    condition     = contains(["standalone", "managed"], var.provisioner)
    error_message = "The provisioner is \"standalone\" or \"managed\"."
  }
}

variable "namespace" {
  description = "Namespace of the standalone provisioner, in which its service account gpu-provisioner is."
  type        = string
  default     = "kaito"
  nullable    = false
}

variable "image_family" {
  description = "What nodes run for which a Workspace says nothing else: ubuntu or azurelinux."
  type        = string
  default     = "ubuntu"
  nullable    = false

  validation {
    condition     = contains(["ubuntu", "azurelinux"], var.image_family)
    error_message = "The image family is \"ubuntu\" or \"azurelinux\"."
  }
}
