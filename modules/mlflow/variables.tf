variable "name" {
  description = "Name of the identity, and start of the names of the server and the endpoints."
  type        = string
  default     = "mlflow"
  nullable    = false
}

variable "resource_group_name" {
  description = "The group to create everything in."
  type        = string
  nullable    = false
}

variable "location" {
  description = "Azure region of everything."
  type        = string
  nullable    = false
}

variable "oidc_issuer_url" {
  description = "Issuer of the cluster that MLflow runs in."
  type        = string
  nullable    = false
}

variable "namespace" {
  description = "Namespace that MLflow runs in."
  type        = string
  default     = "mlflow"
  nullable    = false
}

variable "service_account" {
  description = "Service account of MLflow's pods."
  type        = string
  default     = "mlflow"
  nullable    = false
}

variable "postgresql" {
  description = "The server for runs, parameters and metrics."
  type = object({
    version               = optional(string, "15")
    sku_name              = optional(string, "B_Standard_B1ms")
    storage_mb            = optional(number, 32768)
    backup_retention_days = optional(number, 7)
    zone                  = optional(string, "1")
  })
  default  = {}
  nullable = false
}

variable "storage_account_name" {
  description = "Name of the account for artifacts, which no other account in the world has; one is made up if unset."
  type        = string
  default     = null

  validation {
    condition     = var.storage_account_name == null || can(regex("^[a-z0-9]{3,24}$", var.storage_account_name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits, and nothing else."
  }
}

variable "storage_replication_type" {
  description = "How many copies of artifacts there are, and where: LRS, ZRS, GRS, RAGRS, GZRS or RAGZRS."
  type        = string
  default     = "LRS"
  nullable    = false
}

variable "private_link" {
  description = "The subnet and the network from which server and account are reached; the internet if null."
  type = object({
    subnet_id          = string
    virtual_network_id = string
  })
  default = null
}

variable "tags" {
  description = "Tags on everything."
  type        = map(string)
  default     = {}
  nullable    = false
}
