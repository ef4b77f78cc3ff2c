locals {
  n = null
  l = []
  sec = sensitive("x")
}
variable "a" {
  default = 1
  validation {
    condition = var.a == 2
    error_message = local.sec
  }
}
variable "b" {
  default = 1
  validation {
    condition = var.b == 2
    error_message = local.n
  }
}
variable "c" {
  default = 1
  validation {
    condition = var.c == 2
    error_message = local.l
  }
}
variable "d" {
  default = 1
  validation {
    condition = var.d == 1
    error_message = local.l
  }
}
variable "e" {
  default = 1
  validation {
    condition = var.e == 2
    error_message = ""
  }
}
variable "f" {
  default = 1
  validation {
    condition = var.f == 2
    error_message = "a"
  }
}
variable "g" {
  default = 1
  validation {
    condition     = var.g == 1 ? null : true
    error_message = "x"
  }
}
