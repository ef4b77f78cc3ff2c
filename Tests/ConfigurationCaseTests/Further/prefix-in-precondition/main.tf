resource "terraform_data" "a" {}
resource "terraform_data" "b" {
  input = "k"
  lifecycle {
    precondition {
      condition     = length(terraform_data.a.id) > 3
      error_message = "Too short ${terraform_data.a.id}."
    }
    precondition {
      condition     = terraform_data.a.id != null
      error_message = "Null."
    }
    precondition {
      condition     = startswith("x${terraform_data.a.id}", "y")
      error_message = "Prefix known."
    }
  }
}
