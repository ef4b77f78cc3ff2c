variable "name" {
  description = "Name of the endpoint."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "The group to create the endpoint and its DNS zone in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of the endpoint: that of its subnet."
  type        = string
  nullable    = false
}

variable "subnet_id" {
  description = "The subnet that the address is in."
  type        = string
  nullable    = false
}

variable "virtual_network_id" {
  description = "The network in which the service's name resolves to that address."
  type        = string
  nullable    = false
}

variable "resource_id" {
  description = "The resource to reach."
  type        = string
  nullable    = false
}

variable "subresource_name" {
  description = "What of the resource is reached, such as registry, blob or postgresqlServer."
  type        = string
  nullable    = false
}

variable "dns_zone_name" {
  description = "The zone that Azure has for that, such as privatelink.azurecr.io."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags on the endpoint and its zone."
  type        = map(string)
  default     = {}
  nullable    = false
}
