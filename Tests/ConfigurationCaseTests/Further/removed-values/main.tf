resource "terraform_data" "a" {
  input            = "x"
  triggers_replace = ["t"]
}
output "o" { value = terraform_data.a.input }
