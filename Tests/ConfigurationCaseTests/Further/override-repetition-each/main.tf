resource "terraform_data" "a" {
  count = 2
  input = each.key
}
resource "terraform_data" "b" {
  for_each = toset(["a"])
  input = count.index
}
module "m" {
  source = "./m"
  count = 2
}
module "n" {
  source = "./m"
  for_each = toset(["x"])
}
output "m" { value = module.m }
output "n" { value = module.n }
output "a" { value = length(terraform_data.a) }
