resource "random_integer" "example" {
  min = 10000
  max = 99999
}
