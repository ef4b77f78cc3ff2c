resource "terraform_data" "a" { input = "x" }
locals {
  cond = terraform_data.a.id != "" ? { a = terraform_data.a.id } : { a = "n" }
}
resource "terraform_data" "b" {
  input = {
    list   = [terraform_data.a.id, "k"]
    set    = toset([terraform_data.a.id, "k"])
    map    = tomap({ (terraform_data.a.input) = terraform_data.a.id })
    text   = "id-${terraform_data.a.id}"
    cond   = local.cond
    isnull = terraform_data.a.id == null
    length = length([terraform_data.a.id])
  }
}
output "o" { value = { known = 1, id = terraform_data.a.id } }
output "s" {
  value     = terraform_data.a.id
  sensitive = true
}
