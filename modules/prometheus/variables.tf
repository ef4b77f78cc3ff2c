variable "prefix" {
  description = "Start of the names; the location is appended."
  type        = string
  nullable    = false
}

variable "resource_group_name" {
  description = "The group to create everything in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region; the endpoint must be in the region of the cluster and the workspace."
  type        = string
  nullable    = false
}

variable "cluster_id" {
  description = "The cluster whose metrics are collected."
  type        = string
  nullable    = false
}

variable "cluster_name" {
  description = "The value of the label `cluster` that recording rules are limited to."
  type        = string
  nullable    = false
}

variable "rule_interval" {
  description = "How often recording rules are evaluated, as an ISO 8601 duration."
  type        = string
  default     = "PT1M"
  nullable    = false
}

variable "tags" {
  description = "Tags on everything."
  type        = map(string)
  default     = {}
  nullable    = false
}
