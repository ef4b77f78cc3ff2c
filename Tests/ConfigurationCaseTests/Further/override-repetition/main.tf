resource "terraform_data" "a" {
  count = 2
  input = 1
}
resource "terraform_data" "b" {
  for_each = toset(["a"])
  input = 1
}
module "m" {
  source = "./m"
  count = 2
}
