output "modules" {
  value = [module.nope.o, module.nope[0].o, module.nope, module.nope[0], module.nope["a"].o.b]
}
output "resources" {
  value = [terraform_data.nope.o, terraform_data.nope[0].o, terraform_data.nope["a"], data.a.b["k"].c]
}
