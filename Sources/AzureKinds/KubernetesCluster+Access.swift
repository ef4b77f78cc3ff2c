import Resources
import Values

/// Who the cluster is, who may reach it, and what it trusts.
extension KubernetesCluster {
  static let identities: [Argument] = [
    .identity(types: "SystemAssigned", "UserAssigned"),
    // A cluster with an identity answers a service principal called "msi", which is none: what is there stays.
    .block("service_principal", .single, .optionalComputed, at: "/properties/servicePrincipalProfile") {
      Argument("client_id", .string, .required, at: "/clientId")
        .described("The application's id.")
      Argument("client_secret", .string, .required, at: "/secret").sensitive().writeOnly()
        .described("The application's secret.")
    }
    .staying()
    .described("The application that the cluster acts as, if not with an identity."),
    .block("kubelet_identity", .single, .optionalComputed, at: "/properties/identityProfile/kubeletidentity") {
      Argument("client_id", .string, .optionalComputed, at: "/clientId").replacing()
        .described("The identity's client id.")
      Argument("object_id", .string, .optionalComputed, at: "/objectId").replacing()
        .described("The identity's object id, for role assignments such as pulling images.")
      Argument("user_assigned_identity_id", .string, .optionalComputed, at: "/resourceId")
        .isResourceID().replacing()
        .described("The identity.")
    }
    .staying()
    .described("The identity that nodes act with."),
    // It can't be switched off, so that what a cluster has stays, whatever newer versions of azurerm would have it be.
    Argument("oidc_issuer_enabled", .bool, .optionalOnCreate(.bool(true)), at: "/properties/oidcIssuerProfile/enabled")
      .before(.five, .optionalOnCreate(.bool(false)))
      .replacing(when: "it is switched off") { old, new in old.boolValue == true && new.boolValue == false }
      .described("Whether the cluster issues tokens that Entra ID trusts. Azure can't switch it off again."),
    Argument("oidc_issuer_url", .string, .computed, at: "/properties/oidcIssuerProfile/issuerURL")
      .changing(with: "oidc_issuer_enabled")
      .described("The issuer that federated credentials name."),
    Argument(
      "workload_identity_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/securityProfile/workloadIdentity/enabled"
    )
    .described("Whether pods may act as managed identities; needs the OIDC issuer."),
  ]

  static let apiServerAccess = Argument.block("api_server_access_profile", .single, .optional, at: "") {
    Argument(
      "authorized_ip_ranges", .set(.string), .optional, at: "/properties/apiServerAccessProfile/authorizedIPRanges"
    )
    .described("The addresses that may reach the API server.")
    Argument(
      "virtual_network_integration_enabled", .bool, .optional,
      at: "/properties/apiServerAccessProfile/enableVnetIntegration"
    )
    .described("Whether the API server has an address in the cluster's network.")
    Argument("subnet_id", .string, .optional, at: "/properties/apiServerAccessProfile/subnetId")
      .isResourceID()
      .described("The subnet of that address.")
  }
  .staying().vanishingWhenEmpty()
  .described("From where the API server can be reached.")

  static let access: [Argument] = [
    Argument(
      "role_based_access_control_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/enableRBAC"
    )
    .replacing()
    .described("Whether Kubernetes decides by roles who may do what."),
    Argument(
      "local_account_disabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/disableLocalAccounts"
    )
    .described("Whether only Entra ID lets users in."),
    .block("azure_active_directory_role_based_access_control", .single, .optional, at: "/properties/aadProfile") {
      Argument("tenant_id", .string, .optionalComputed, at: "/tenantID")
        .described("The tenant of the users.")
      Argument("managed", .bool, .optional)
        .retired("AKS manages the integration with Entra ID by itself wherever there is this block.")
        .described("Whether AKS manages the integration, which it always does.")
      Argument("azure_rbac_enabled", .bool, .optional, at: "/enableAzureRBAC")
        .described("Whether Azure's role assignments decide who may do what in Kubernetes.")
      Argument("admin_group_object_ids", .list(.string), .optional, at: "/adminGroupObjectIDs")
        .compared(by: .unordered(ignoringCase: true))
        .described("The groups whose members are administrators.")
    }
    .marked(by: "/managed", is: .bool(true)).staying()
    .described("Login with Entra ID. It can't be removed again."),
    Argument(
      "private_cluster_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/apiServerAccessProfile/enablePrivateCluster"
    )
    .replacing()
    .described("Whether the API server has a private address only."),
    Argument(
      "private_cluster_public_fqdn_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/apiServerAccessProfile/enablePrivateClusterPublicFQDN"
    )
    .described("Whether a private cluster's name is known to public DNS."),
    Argument(
      "private_dns_zone_id", .string, .optional, at: "/properties/apiServerAccessProfile/privateDNSZone"
    )
    .isResourceID(or: "System", "None").replacing()
    .described("The private DNS zone of a private cluster: an id, `System` or `None`."),
    Argument(
      "run_command_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/apiServerAccessProfile/disableRunCommand", as: .inverted
    )
    .described("Whether commands can be run in the cluster by way of Azure."),
    Argument(
      "public_network_access_enabled", .bool, .optional, at: "/properties/publicNetworkAccess",
      as: Codec.enabledOrDisabled.leaving(.string("Enabled"))
    )
    .described("Whether the API server can be reached from the internet."),
    // Its members stand beside others of the cluster's own, so the block is there where one of its members is.
    apiServerAccess,
    Argument("api_server_authorized_ip_ranges", .set(.string), .optional)
      .succeeded(by: "api_server_access_profile.authorized_ip_ranges", since: .four)
      .described("The addresses that may reach the API server."),
    Argument(
      "custom_ca_trust_certificates_base64", .list(.string), .optional,
      at: "/properties/securityProfile/customCATrustCertificates", as: .leaving([])
    )
    .described("Further certificate authorities that nodes trust, PEM in base64."),
    .block("key_management_service", .single, .optional, at: "/properties/securityProfile/azureKeyVaultKms") {
      Argument("key_vault_key_id", .string, .required, at: "/keyId")
        .described("The key that Kubernetes' secrets are encrypted with.")
      Argument(
        "key_vault_network_access", .string, .optionalWithDefault(.string("Public")), at: "/keyVaultNetworkAccess"
      )
      .oneOf("Public", "Private")
      .described("From where the vault can be reached.")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Encryption of Kubernetes' secrets with a key of one's own."),
    .block("microsoft_defender", .single, .optional, at: "/properties/securityProfile/defender") {
      Argument("log_analytics_workspace_id", .string, .required, at: "/logAnalyticsWorkspaceResourceId")
        .isResourceID()
        .described("The workspace that findings go to.")
    }
    .marked(by: "/securityMonitoring/enabled", is: .bool(true), absent: .bool(false))
    .described("Microsoft Defender for Containers."),
    Argument(
      "image_cleaner_enabled", .bool, .optional, at: "/properties/securityProfile/imageCleaner/enabled",
      as: .leaving(false)
    )
    .described("Whether unused images with known weaknesses are removed from nodes."),
    Argument(
      "image_cleaner_interval_hours", .number, .optional, at: "/properties/securityProfile/imageCleaner/intervalHours",
      as: .leaving(168)
    )
    .between(24...2160)
    .described("How often."),
  ]
}
