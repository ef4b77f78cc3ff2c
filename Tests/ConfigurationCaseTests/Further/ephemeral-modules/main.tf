variable "e" {
  default   = "x"
  ephemeral = true
}
module "m" {
  source = "./m"
  w      = var.e
}
output "o" { value = ephemeralasnull(module.m.y) }
output "p" { value = module.m.z }
