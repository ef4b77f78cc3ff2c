variable "name" {
  description = "Name of the registry, which no other registry in the world has: 5 to 50 letters and digits."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9]{5,50}$", var.name))
    error_message = "A registry's name has 5 to 50 letters and digits, and nothing else."
  }
}

variable "resource_group_name" {
  description = "The group to create the registry in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the registry."
  type        = string
  nullable    = false
}

variable "sku" {
  description = "Basic, Standard or Premium; private link needs Premium."
  type        = string
  default     = "Premium"
  nullable    = false

  validation {
    condition     = contains(["Basic", "Standard", "Premium"], var.sku)
    error_message = "The SKU is \"Basic\", \"Standard\" or \"Premium\"."
  }

  validation {
    condition     = var.private_link == null || var.sku == "Premium"
    error_message = "Only a Premium registry has private link: set sku = \"Premium\" or private_link = null."
  }
}

variable "pull_principal_ids" {
  description = "Object ids of the identities that may pull, such as the kubelet's of a cluster, by any name."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "private_link" {
  description = "The subnet and the network from which the registry is reached; the internet if null."
  type = object({
    subnet_id          = string
    virtual_network_id = string
  })
  default = null
}

variable "tags" {
  description = "Tags on the registry and its endpoint."
  type        = map(string)
  default     = {}
  nullable    = false
}
