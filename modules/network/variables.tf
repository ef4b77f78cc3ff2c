variable "name" {
  description = "Name of the network and start of the names of what belongs to it."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "The group to create the network in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the network."
  type        = string
  nullable    = false
}

variable "address_space" {
  description = "Addresses of the network, in CIDR notation."
  type        = list(string)
  nullable    = false
}

variable "subnets" {
  description = "The subnets by name. What leaves one with nat_gateway does so from one address, which is an output; one with a delegation belongs to that service, such as Microsoft.DBforPostgreSQL/flexibleServers."
  type = map(object({
    address_prefix = string
    nat_gateway    = optional(bool, false)
    delegation     = optional(string)
  }))
  nullable = false

  validation {
    condition     = alltrue([for subnet in values(var.subnets) : can(cidrnetmask(subnet.address_prefix))])
    error_message = "Each subnet needs an address prefix in CIDR notation, such as \"10.0.1.0/24\"."
  }
}

variable "zone" {
  description = "Availability zone of the NAT gateway; with none, Azure chooses one."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags on the network and its gateway."
  type        = map(string)
  default     = {}
  nullable    = false
}
