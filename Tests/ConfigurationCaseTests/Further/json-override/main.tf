resource "terraform_data" "a" {
  input = "base"
  lifecycle {
    prevent_destroy = true
  }
}
locals {
  x = 1
}
output "o" { value = [terraform_data.a.input, local.x] }
