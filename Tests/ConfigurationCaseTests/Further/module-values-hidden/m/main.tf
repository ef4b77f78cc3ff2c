variable "size" {
  validation {
    condition     = contains(["small", "medium"], var.size)
    error_message = "The size must be small or medium."
  }
}
variable "number" {
  type = string
  validation {
    condition     = var.size == "small" || length(var.number) > 9
    error_message = "The number must be long."
  }
}
variable "key" {
  type = string
}
resource "terraform_data" "t" {
  count = tonumber(var.number)
  input = { a = 1 }[var.key]
}
