variable "v" {
  default     = "x"
  validation {
    condition     = var.v != "x"
    error_message = "Not x."
  }
}
