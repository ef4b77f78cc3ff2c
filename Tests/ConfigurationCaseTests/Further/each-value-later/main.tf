resource "terraform_data" "a" {
  input = "x"
}
module "m" {
  source   = "./m"
  for_each = { k = terraform_data.a.id, l = "known" }
  value    = each.value
}
output "o" { value = { for k, m in module.m : k => m.out } }
