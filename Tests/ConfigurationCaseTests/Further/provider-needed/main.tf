terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
provider "terraform" { alias = "x" }
module "m" {
  source    = "./m"
}
module "n" {
  source    = "./m"
  providers = { terraform.in = terraform.x }
}
