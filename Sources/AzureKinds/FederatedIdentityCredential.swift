import Diagnostics
import Resources
import Values

extension AzureKind {
  /// A federated credential: whose tokens, of another issuer, a user-assigned identity takes for its own.
  package static let federatedIdentityCredential = AzureKind(
    "azurerm_federated_identity_credential", at: "{user_assigned_identity_id}/federatedIdentityCredentials/{name}",
    apiVersion: "2024-11-30"
  ) {
    Argument("name", .string, .required)
      .matching("must be 3 to 120 letters, digits, '-' and '_', and begin with a letter or digit") { name in
        (3...120).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_") && name.beginsWithLetterOrDigit
      }
      .described("The name of the credential.")
    Argument("user_assigned_identity_id", .string, .required).compared(by: .resourceID).formerly("parent_id")
      .described("The identity.")
    Argument("resource_group_name", .string, .optional)
      .described("The resource group of the identity, which its id says already: it has no effect.")
    Argument("issuer", .string, .required, at: "/properties/issuer")
      .matching("must be a URL that begins with https://") { $0.hasPrefix("https://") }
      .described("The URL of the issuer of tokens, to the letter: a slash at its end counts.")
    Argument("subject", .string, .required, at: "/properties/subject")
      .matching("must not be empty") { !$0.isEmpty }
      .described("Whom the tokens are of, such as `system:serviceaccount:NAMESPACE:NAME`.")
    Argument("audience", .list(.string), .required, at: "/properties/audiences")
      .described("Whom the tokens are for: one text, for Azure's own exchange `api://AzureADTokenExchange`.")
  }
  .ofType("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials")
  // Azure refuses two writes at once to the credentials of one identity.
  .serialized(by: "{user_assigned_identity_id}")
  .listed()
  .taking(seconds: 3)
  .checked { arguments in
    guard let audience = arguments[member: "audience"], audience.isWhollyKnown, let texts = audience.elements else {
      return []
    }
    guard texts.count == 1, let text = texts[0].stringValue, !text.isEmpty else {
      return [
        ArgumentProblem(
          at: .argument("audience"), "Invalid value for argument",
          detail: "`audience` must have one text in it; it has \(texts.count).",
          hint: "say [\"api://AzureADTokenExchange\"]")
      ]
    }
    if text.hasPrefix("api://") { return [] }
    return [
      ArgumentProblem(
        .warning, at: .argument("audience"), "Unusual audience",
        detail:
          "`audience` is \"\(text)\", and tokens that are exchanged for Azure's are for an audience that begins with "
          + "api://.",
        hint: "say [\"api://AzureADTokenExchange\"], unless the issuer writes another")
    ]
  }
}
