import Values

/// Action groups of Azure Monitor: whom alerts tell.
enum ActionGroups {
  static let type: ResourceType = {
    var type = ResourceType(
      "Microsoft.Insights/actionGroups",
      APIVersions("2019-06-01", "2021-09-01", "2022-06-01", "2023-01-01", "2024-10-01-preview"))
    type.schema = {
      Schema(
        """
        location: string
        tags{}: string
        identity: any
        properties required
          groupShortName: string required
          enabled: bool required
          emailReceivers[]
            name: string required
            emailAddress: string required
            useCommonAlertSchema: bool
            status: any readOnly
          smsReceivers: any
          webhookReceivers[]
            name: string required
            serviceUri: string required
            useCommonAlertSchema: bool
            useAadAuth: bool
            objectId: string
            identifierUri: string
            tenantId: string
          itsmReceivers: any
          azureAppPushReceivers: any
          automationRunbookReceivers: any
          voiceReceivers: any
          logicAppReceivers: any
          azureFunctionReceivers: any
          armRoleReceivers: any
          eventHubReceivers: any
          incidentReceivers: any
        """)
    }
    type.location = .global
    type.hasState = false
    type.hooks.prepare = { draft, _ throws(Refusal) in
      let name = draft.body["properties", "groupShortName"]?.stringValue ?? ""
      guard (1...12).contains(name.count) else {
        throw Refusal(
          400, "BadRequest", "The short name of an action group has 1 to 12 characters; \"\(name)\" doesn't.")
      }
      for list in receivers { draft.body.fill("properties", list, with: []) }
      let mails = draft.body["properties", "emailReceivers"]?.elements ?? []
      draft.body["properties", "emailReceivers"] = .tuple(
        mails.map { mail in
          var mail = mail
          mail.fill("useCommonAlertSchema", with: false)
          mail["status"] = "Enabled"
          return mail
        })
    }
    return type
  }()

  private static let receivers = [
    "emailReceivers", "smsReceivers", "webhookReceivers", "itsmReceivers", "azureAppPushReceivers",
    "automationRunbookReceivers", "voiceReceivers", "logicAppReceivers", "azureFunctionReceivers", "armRoleReceivers",
  ]
}
