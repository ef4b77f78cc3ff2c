variable "e" {
  default   = "x"
  ephemeral = true
}
module "m" {
  source = "./m"
  v      = var.e
}
