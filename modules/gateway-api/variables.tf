variable "installation" {
  description = "Which Gateway API definitions AKS installs and keeps up to date."
  type        = string
  default     = "Standard"
  nullable    = false

  validation {
    condition     = contains(["Standard", "Disabled"], var.installation)
    error_message = "The installation is \"Standard\" or \"Disabled\"."
  }
}
