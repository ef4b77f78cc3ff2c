variable "e" {
  default   = "x"
  ephemeral = true
}
locals { l = var.e }
output "o" { value = var.e }
resource "terraform_data" "r" {
  count = length(var.e)
}
resource "terraform_data" "r2" {
  for_each = toset([var.e])
}
resource "terraform_data" "r3" {
  input            = { a = [local.l], b = 1 }
  triggers_replace = local.l
}
