resource "null_resource" "example" {
  triggers = { release = "2" }
}
