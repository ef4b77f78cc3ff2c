resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "c" {
  count = 2
  input = count.index
}
resource "terraform_data" "single" { input = "s" }
