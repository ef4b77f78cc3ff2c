resource "random_uuid" "example" {}
