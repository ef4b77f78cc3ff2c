resource "terraform_data" "a" {
  input = 3
}
output "o" {
  value = terraform_data.a.output
  precondition {
    condition     = terraform_data.a.output > 5
    error_message = "a is ${terraform_data.a.output}"
  }
}
