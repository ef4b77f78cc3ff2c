locals {
  a = "Hi $${name}%%{ if up }!%%{ endif }"
  b = templatestring(local.a, { name = "x", up = true })
  list = { k = "$${v}-$${upper(v)}" }
}
output "b" { value = local.b }
output "c" { value = templatestring(local.list.k, { v = "q" }) }
output "d" { value = templatestring(local.list["k"], { v = 1 }) }
resource "terraform_data" "a" { input = "$${x}" }
output "e" { value = templatestring(terraform_data.a.input, { x = 5 }) == "" ? 1 : 2 }
output "f" { value = templatestring(terraform_data.a.id, { x = 5 }) }
