module "outer" {
  source   = "./outer"
  for_each = toset(["a", "b"])
  name     = each.key
}
output "o" { value = module.outer["a"].names }
output "p" { value = [for k, m in module.outer : m.names[0]] }
