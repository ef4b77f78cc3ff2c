variable "name" {}
module "inner" {
  source = "./inner"
  count  = 2
  label  = "${var.name}-${count.index}"
}
output "names" { value = module.inner[*].label }
