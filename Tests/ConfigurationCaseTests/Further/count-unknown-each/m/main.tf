resource "terraform_data" "q" {}
resource "terraform_data" "r" { count = terraform_data.q.id == "x" ? 1 : 2 }
output "o" { value = 1 }
