resource "terraform_data" "a" {
  depends_on = [terraform_data.a]
}
resource "terraform_data" "b" {
  count      = 2
  depends_on = [terraform_data.b[0], terraform_data.a]
}
resource "terraform_data" "c" {
  depends_on = [terraform_data.c.id]
}
