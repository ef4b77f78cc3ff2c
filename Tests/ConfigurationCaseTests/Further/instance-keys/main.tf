resource "terraform_data" "c" { count = 2 }
output "a" { value = terraform_data.c[0.5].id }
output "b" { value = terraform_data.c[null].id }
output "c" { value = terraform_data.c[1].id }
