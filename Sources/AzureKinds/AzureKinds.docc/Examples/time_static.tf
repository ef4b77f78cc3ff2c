resource "time_static" "example" {}

output "made" {
  value = time_static.example.rfc3339
}
