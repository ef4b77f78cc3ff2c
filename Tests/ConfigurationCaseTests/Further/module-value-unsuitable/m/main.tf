variable "text" {
  type = string
}
variable "needed" {
  type     = string
  nullable = false
}
