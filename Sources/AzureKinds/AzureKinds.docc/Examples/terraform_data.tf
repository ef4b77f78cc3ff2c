resource "terraform_data" "example" {
  input            = "released"
  triggers_replace = [2]
}
