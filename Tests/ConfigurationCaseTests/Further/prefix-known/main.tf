resource "terraform_data" "x" {}
output "yes" { value = startswith("ab-${terraform_data.x.id}", "ab") }
output "no" { value = startswith("ab-${terraform_data.x.id}", "ac") }
output "open" { value = startswith("ab-${terraform_data.x.id}", "ab-z") }
output "never" { value = "p-${terraform_data.x.id}" == "" }
