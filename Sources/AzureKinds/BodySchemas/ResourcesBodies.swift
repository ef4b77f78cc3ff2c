/// Bodies of Microsoft.Resources, Microsoft.ManagedIdentity, Microsoft.Authorization and Microsoft.Features.
///
/// From the API specifications of these versions, in the form that ``BodySchema`` reads.
enum ResourcesBodies {
  static let text = #"""
    Microsoft.Authorization/locks 2020-05-01
      properties!:
        level!: "NotSpecified"|"CanNotDelete"|"ReadOnly"|*
        notes: string
        owners[]:
          applicationId: string
    Microsoft.Authorization/roleAssignments 2022-04-01
      properties!:
        scope-: string
        roleDefinitionId!: string
        principalId!: string
        principalType: "User"|"Group"|"ServicePrincipal"|"ForeignGroup"|"Device"|"AgentUser"|"AgentServicePrincipal"|*
        description: string
        condition: string
        conditionVersion: string
        createdOn-: string
        updatedOn-: string
        createdBy-: string
        updatedBy-: string
        delegatedManagedIdentityResourceId: string
    Microsoft.Authorization/roleDefinitions 2022-05-01-preview
      properties:
        roleName: string
        description: string
        type: string
        permissions[]:
          actions[]: string
          notActions[]: string
          dataActions[]: string
          notDataActions[]: string
          condition-: string
          conditionVersion-: string
        assignableScopes[]: string
        createdOn-: string
        updatedOn-: string
        createdBy-: string
        updatedBy-: string
    Microsoft.Features/featureProviders/subscriptionFeatureRegistrations 2021-07-01
      properties:
        tenantId-: string
        subscriptionId-: string
        featureName-: string
        displayName-: string
        providerNamespace-: string
        state: "NotSpecified"|"NotRegistered"|"Pending"|"Registering"|"Registered"|"Unregistering"|"Unregistered"|*
        authorizationProfile:
          requestedTime-: string
          requester-: string
          requesterObjectId-: string
          approvedTime-: string
          approver-: string
        metadata{}: string(..1000)
        releaseDate-: string
        registrationDate-: string
        documentationLink-: string(..1000)
        approvalType-: "NotSpecified"|"ApprovalRequired"|"AutoApproval"|*
        shouldFeatureDisplayInPortal: bool
        description: string(..1000)
    Microsoft.ManagedIdentity/userAssignedIdentities 2024-11-30
      properties:
        tenantId-: string(36..36) /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/
        principalId-: string(36..36) /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/
        clientId-: string(36..36) /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/
        isolationScope: "None"|"Regional"|*
      tags{}: string
      location!: string
    Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials 2024-11-30
      properties:
        issuer!: string
        subject!: string
        audiences[]!: string
    Microsoft.Resources/deploymentStacks 2024-03-01
      properties:
        error-: object
        template{}+: any
        templateLink+:
          uri: string
          id: string
          relativePath: string
          queryString: string
          contentVersion: string
        parameters{}:
          value: any
          type: string
          reference:
            keyVault!:
              id!: string
            secretName!: string
            secretVersion: string
        parametersLink:
          uri!: string
          contentVersion: string
        actionOnUnmanage!:
          resources!: "delete"|"detach"|*
          resourceGroups: "delete"|"detach"|*
          managementGroups: "delete"|"detach"|*
        debugSetting:
          detailLevel: string
        deploymentScope: string
        description: string(..4096)
        denySettings!:
          mode!: "denyDelete"|"denyWriteAndDelete"|"none"|*
          excludedPrincipals[]: string
          excludedActions[]: string
          applyToChildScopes: bool
        provisioningState-: "creating"|"validating"|"waiting"|"deploying"|"canceling"|"updatingDenyAssignments"|\#
    "deletingResources"|"succeeded"|"failed"|"canceled"|"deleting"|*
        correlationId-: string
        bypassStackOutOfSyncError+: bool
        detachedResources[]-: object
        deletedResources[]-: object
        failedResources[]-: object
        resources[]-: object
        deploymentId-: string
        outputs{}-: any
        duration-: string
      location: string
      tags{}: string
    Microsoft.Resources/resourceGroups 2023-07-01
      properties:
        provisioningState-: string
      location!: string
      managedBy: string
      tags{}: string
    Microsoft.Resources/tags 2023-07-01
      properties!:
        tags{}: string
    """#
}
