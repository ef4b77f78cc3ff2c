variable "value" {}
resource "terraform_data" "r" {
  for_each = { inner = { v = var.value } }
  input    = "${each.key} ${each.value.v}"
}
output "out" { value = terraform_data.r["inner"].output }
