# What is registered in a subscription.

resource "azurerm_resource_provider_registration" "monitor" {
  name = "Microsoft.Monitor"

  feature { # error 3: Invalid combination of arguments
    name       = "Preview"
    registered = true
  }

  feature {
    name       = "preview"
    registered = false
  }
}
