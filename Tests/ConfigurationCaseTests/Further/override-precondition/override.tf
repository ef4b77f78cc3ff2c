resource "terraform_data" "a" {
  lifecycle {
    precondition {
      condition     = path.module == "y"
      error_message = "over"
    }
  }
}
