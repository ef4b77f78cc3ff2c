resource "terraform_data" "a" {
  input            = { x = 1, y = 1 }
}
resource "terraform_data" "whole" {
  lifecycle { replace_triggered_by = [terraform_data.a] }
}
resource "terraform_data" "attribute" {
  lifecycle { replace_triggered_by = [terraform_data.a.input] }
}
resource "terraform_data" "other" {
  lifecycle { replace_triggered_by = [terraform_data.a.id] }
}
