variable "e" {
  type      = number
  ephemeral = true
  default   = 1
}
resource "terraform_data" "a" {
  lifecycle {
    precondition {
      condition     = var.e == 2
      error_message = "E ${var.e}"
    }
  }
}
