terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.58"
    }
  }
}

# Subscription, tenant and credentials come from the ARM_* variables or from `az login`.
provider "azurerm" {
  features {}

  resource_provider_registrations = "none"
}

# Where Armature remembers what this environment owns.
armature {
  environment = "mlops"

  record {
    resource_group_name = "armature-records"
    location            = var.location
  }
}
