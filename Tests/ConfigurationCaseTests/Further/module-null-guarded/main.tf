variable "on" {
  type    = bool
  default = false
}
module "absent" {
  source = "./m"
}
module "null" {
  source   = "./m"
  settings = null
  on       = var.on
}
