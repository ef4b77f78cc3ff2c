variable "label" {
  type = string
  validation {
    condition     = length(var.label) < 9
    error_message = "too long"
  }
}
resource "terraform_data" "r" { input = var.label }
output "label" {
  value      = terraform_data.r.output
  depends_on = [terraform_data.r]
  precondition {
    condition     = var.label != ""
    error_message = "empty"
  }
}
