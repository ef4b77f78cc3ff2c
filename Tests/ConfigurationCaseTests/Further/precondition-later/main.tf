resource "terraform_data" "a" {
  input = 3
}
resource "terraform_data" "b" {
  input = "b"
  lifecycle {
    precondition {
      condition     = terraform_data.a.output > 5
      error_message = "a is ${terraform_data.a.output}"
    }
  }
}
resource "terraform_data" "c" {
  input = terraform_data.b.id
}
