resource "terraform_data" "a" {
  count = 2
  input = 1
}
resource "terraform_data" "b" { input = 2 }
resource "terraform_data" "c" { input = 3 }
