resource "terraform_data" "values" {
  input = { nothing = null, text = "maybe", number = 5, list = [], true = true, false = false }
}
locals {
  nothing = terraform_data.values.input.nothing
  text    = terraform_data.values.input.text
  number  = terraform_data.values.input.number
  list    = terraform_data.values.input.list
  true    = terraform_data.values.input.true
  false   = terraform_data.values.input.false
  secret  = sensitive("x")
}
resource "terraform_data" "null" {
  lifecycle {
    precondition {
      condition     = local.nothing
      error_message = "x"
    }
  }
}
resource "terraform_data" "text" {
  lifecycle {
    postcondition {
      condition     = local.text
      error_message = "x"
    }
  }
}
resource "terraform_data" "message" {
  lifecycle {
    precondition {
      condition     = local.false
      error_message = local.nothing
    }
  }
}
resource "terraform_data" "list" {
  lifecycle {
    precondition {
      condition     = local.true
      error_message = local.list
    }
  }
}
resource "terraform_data" "secret" {
  lifecycle {
    precondition {
      condition     = local.true
      error_message = local.secret
    }
  }
}
resource "terraform_data" "empty" {
  lifecycle {
    precondition {
      condition     = local.false
      error_message = ""
    }
  }
}
check "null" {
  assert {
    condition     = local.nothing
    error_message = "x"
  }
}
check "number" {
  assert {
    condition     = local.number
    error_message = "x"
  }
}
check "blank" {
  assert {
    condition     = local.false
    error_message = "  x \n"
  }
}
output "null" {
  value = 1
  precondition {
    condition     = tobool(local.nothing)
    error_message = "x"
  }
}
output "list" {
  value = 1
  precondition {
    condition     = local.list
    error_message = "x"
  }
}
output "secret" {
  value = 1
  precondition {
    condition     = local.false
    error_message = local.secret
  }
}
