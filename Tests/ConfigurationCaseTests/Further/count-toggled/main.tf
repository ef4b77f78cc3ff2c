resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" {
  count = 1
  input = 2
}
resource "terraform_data" "c" {
  count = 2
  input = 3
}
