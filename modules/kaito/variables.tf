variable "enabled" {
  description = "Whether AKS runs the AI toolchain operator."
  type        = bool
  default     = true
  nullable    = false
}
