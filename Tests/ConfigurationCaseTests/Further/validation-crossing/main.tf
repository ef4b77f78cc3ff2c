variable "a" {
  type    = number
  default = 1
  validation {
    condition     = var.a < var.b
    error_message = "a ${var.a} must be less than b ${var.b}."
  }
}
variable "b" {
  type    = number
  default = 0
  validation {
    condition     = var.b != local.l
    error_message = "b is l."
  }
}
locals { l = 0 }
