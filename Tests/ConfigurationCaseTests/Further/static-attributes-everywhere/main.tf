resource "terraform_data" "a" {}
resource "terraform_data" "c" {
  count = 2
}
output "arm" {
  value = true ? 1 : terraform_data.a.nope
}
output "tried" {
  value = try(terraform_data.a.nope, 1)
}
output "can" {
  value = can(terraform_data.c[0].nope)
}
output "fine" {
  value = try(terraform_data.a.output.nope, 1)
}
