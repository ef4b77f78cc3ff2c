import {
  to = terraform_data.a
  id = "some-id"
}
