import {
  to = terraform_data.a
  id = "myid"
}
resource "terraform_data" "a" { input = "1" }
output "i" { value = terraform_data.a.id }
