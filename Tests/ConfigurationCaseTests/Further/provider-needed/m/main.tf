terraform {
  required_providers {
    terraform = {
      source = "terraform.io/builtin/terraform"
      configuration_aliases = [terraform.in]
    }
  }
}
resource "terraform_data" "c" { provider = terraform.in }
