terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
      # Says whose defaults an absent argument takes: 4.x and 5.x differ in a few.
      version = "~> 4.58"
    }
  }
}

# Subscription, tenant and credentials come from the ARM_* variables or from `az login`.
provider "azurerm" {
  features {}

  # The resource providers that this environment needs are registered in most subscriptions; a plan says so if one is not.
  resource_provider_registrations = "none"
}

# Where Armature remembers what this environment owns. There is no state file: the record holds ids and hashes, no values.
armature {
  environment = "ai-conformant"

  record {
    resource_group_name = "armature-records"
    location            = var.location
  }
}
