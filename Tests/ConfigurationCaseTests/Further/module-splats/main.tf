module "m" {
  source = "./m"
  count  = 2
}
module "n" { source = "./m" }
module "e" {
  source   = "./m"
  for_each = toset(["a"])
}
output "a" { value = module.m[*].nope }
output "b" { value = module.m.*.nope }
output "e" { value = [for x in module.m : x.nope] }
output "f" { value = values(module.e)[*].nope }
output "g" { value = { for k, v in module.e : k => v.nope } }
output "h" { value = module.m["x"] }
output "i" { value = module.e[*].nope }
output "k" { value = length(module.m) + module.m }
