resource "terraform_data" "a" {}
resource "terraform_data" "b" { count = terraform_data.a.id == "x" ? 1 : 2 }
resource "terraform_data" "c" { for_each = toset([terraform_data.a.id]) }
resource "terraform_data" "d" { count = length(terraform_data.b) }
resource "terraform_data" "e" { for_each = terraform_data.c }
resource "terraform_data" "f" { count = terraform_data.b[0].id == "x" ? 1 : 0 }
module "m" {
  source = "./m"
  count = terraform_data.a.id == "x" ? 1 : 2
}
module "n" {
  source = "./m"
  for_each = toset([terraform_data.a.id])
}
resource "terraform_data" "g" { count = length(module.m) }
resource "terraform_data" "h" { input = terraform_data.b[0].id }
resource "terraform_data" "i" { for_each = {for k, v in module.n : k => v} }
