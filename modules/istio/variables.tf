variable "revisions" {
  description = "Istio revisions of the add-on: one, or two during a canary upgrade."
  type        = list(string)
  default     = ["asm-1-28"]
  nullable    = false

  validation {
    condition     = contains([1, 2], length(var.revisions)) && alltrue([for revision in var.revisions : startswith(revision, "asm-")])
    error_message = "Give one revision such as \"asm-1-28\", or two of them during a canary upgrade."
  }
}

variable "external_ingress_gateway_enabled" {
  description = "Whether a managed ingress gateway takes traffic from the internet."
  type        = bool
  default     = false
  nullable    = false
}

variable "internal_ingress_gateway_enabled" {
  description = "Whether a managed ingress gateway takes traffic from the virtual network."
  type        = bool
  default     = false
  nullable    = false
}
