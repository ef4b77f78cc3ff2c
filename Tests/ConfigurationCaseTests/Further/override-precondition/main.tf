resource "terraform_data" "a" {
  lifecycle {
    precondition {
      condition     = path.module == "x"
      error_message = "base"
    }
  }
}
