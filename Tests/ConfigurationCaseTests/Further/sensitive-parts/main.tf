variable "s" {
  default   = "hidden"
  sensitive = true
}
resource "terraform_data" "a" {
  input = { open = 1, closed = var.s }
}
output "o" { value = terraform_data.a.input.open }
output "p" {
  value     = terraform_data.a.input
  sensitive = true
}
