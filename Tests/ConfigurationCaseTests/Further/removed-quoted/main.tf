resource "terraform_data" "k" {}
removed {
  from = terraform_data.d
  lifecycle { destroy = "false" }
}
