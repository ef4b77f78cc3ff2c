resource "terraform_data" "a" {
  for_each = toset(["x"])
}
resource "terraform_data" "b" {
  count = 2
}
module "m" {
  for_each = toset(["x"])
}
