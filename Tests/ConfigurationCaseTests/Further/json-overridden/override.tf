resource "terraform_data" "a" {
  input = "native"
}
