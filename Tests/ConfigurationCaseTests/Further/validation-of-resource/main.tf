resource "terraform_data" "r" { input = 1 }
variable "a" {
  default = 1
  validation {
    condition     = var.a == terraform_data.r.output
    error_message = "A."
  }
  validation {
    condition     = var.a == terraform_data.r.input + 1
    error_message = "Known."
  }
}
