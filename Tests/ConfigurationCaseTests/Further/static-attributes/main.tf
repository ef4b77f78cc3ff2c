resource "terraform_data" "a" { for_each = toset(["k"]) }
resource "terraform_data" "c" { count = 2 }
output "a" { value = terraform_data.a["k"].nope }
output "c" { value = terraform_data.c[0].nope }
output "d" { value = terraform_data.c[0].id.x }
output "u" { value = local.none }
output "w" { value = upper([]) }
