variable "e" {
  type      = string
  ephemeral = true
  default   = "a"
}
output "o" {
  value     = var.e
  ephemeral = true
}
output "p" { value = var.e }
output "q" { value = var.nope }
resource "terraform_data" "a" { input = local.nope }
