import Diagnostics
import Syntax
import Values

extension ModuleDecoder {
  /// The version of Terraform's language that Armature follows.
  static let languageVersion = Version("1.11.4")

  /// A `terraform` block; a module may have several.
  mutating func settings(_ block: SyntaxBlock, extending earlier: TerraformSettings) -> TerraformSettings {
    var settings = earlier
    let content = content(
      of: block,
      BodyForm(
        ["required_version", "experiments", "language"],
        blocks: [
          .init("required_providers"), .init("backend", "type"), .init("cloud"), .init("provider_meta", "provider"),
        ]))
    if let argument = content["required_version"], let requirement = requirement(argument) {
      settings.requiredVersions.append(requirement)
      checkLanguage(requirement, argument)
    }
    if let experiments = content["experiments"] {
      diagnostics.append(.experiments(at: experiments.nameRange))
    }
    var first = settings.requiredProvidersRange
    for providers in content.blocks("required_providers") {
      if let first {
        diagnostics.append(.duplicateRequiredProviders(at: providers.headerRange, earlier: first))
        continue
      }
      first = providers.headerRange
      let body = providers.body.resolvingJSON(diagnostics: &diagnostics) { _ in .argument(.text) }
      for nested in body.blocks {
        diagnostics.append(
          .error("Unexpected \"\(nested.type)\" block", detail: "Blocks are not allowed here.", at: nested.typeRange))
      }
      settings.requiredProviders = body.arguments.compactMap { providerRequirement($0) }
    }
    settings.requiredProvidersRange = first
    for state in content.blocks where state.type == "backend" || state.type == "cloud" {
      let isBackend = state.type == "backend"
      if let earlier = isBackend ? settings.backendRange : settings.cloudRange {
        diagnostics.append(.duplicateStateSettings(state, earlier: earlier))
        continue
      }
      if isBackend { settings.backendRange = state.headerRange } else { settings.cloudRange = state.headerRange }
      if let backend = settings.backendRange, let cloud = settings.cloudRange {
        diagnostics.append(.backendAndCloud(backend, cloud: cloud))
      } else {
        diagnostics.append(.stateSettings(state))
      }
    }
    return settings
  }

  private mutating func requirement(_ argument: Argument) -> VersionRequirement? {
    // None at all is as good as none that matters.
    guard let value = constant(argument.expression), !value.isNull else { return nil }
    let text: String
    do throws(ConversionError) {
      text = try value.converted(to: .string).stringValue ?? ""
    } catch {
      diagnostics.append(
        .error(
          "Invalid version constraint", detail: "A string value is required for required_version.",
          at: argument.expression.range, hint: "write it in quotes, such as `\">= 1.5\"`"))
      return nil
    }
    guard let constraint = VersionConstraint(text) else {
      diagnostics.append(.invalidVersionConstraint(at: argument.expression.range))
      return nil
    }
    return VersionRequirement(constraint: constraint, range: argument.range)
  }

  private mutating func checkLanguage(_ requirement: VersionRequirement, _ argument: Argument) {
    guard let version = ModuleDecoder.languageVersion else { return }
    let failing = requirement.constraint.terms.filter { !$0.allows(version) }
    if failing.isEmpty { return }
    // What only asks for something newer may well work, since most versions add little; what rules this version out
    // was written against another language.
    diagnostics.append(
      failing.allSatisfy { $0.wantsNewer(than: version) }
        ? .newerLanguage(requirement.constraint, version: version, at: argument.range)
        : .unsupportedLanguage(requirement.constraint, version: version, at: argument.range))
  }

  private mutating func providerRequirement(_ argument: Argument) -> ProviderRequirement? {
    if argument.name != argument.name.lowercased() {
      diagnostics.append(
        .error(
          "Invalid provider local name",
          detail: """
            Provider names must be normalized. Replace "\(argument.name)" with "\(argument.name.lowercased())" to fix \
            this error.
            """,
          at: argument.expression.range))
    }
    var requirement = ProviderRequirement(name: argument.name, range: argument.range)
    if let text = argument.expression.asString {
      // The short form of Terraform 0.12: a version constraint alone.
      requirement.version = versionRequirement(text, at: argument.expression.range)
      return requirement
    }
    guard let items = argument.expression.asObject else {
      if !argument.expression.isInvalid {
        diagnostics.append(
          .invalidRequirement("required_providers entries must be strings or objects.", at: argument.expression.range))
      }
      return nil
    }
    for item in items { decode(item, into: &requirement) }
    return requirement
  }

  private mutating func decode(_ item: ObjectItem, into requirement: inout ProviderRequirement) {
    let range = item.value.range
    switch item.literalKey {
    case "source":
      guard let source = item.value.asString else {
        diagnostics.append(.error("Invalid source", detail: "Source must be specified as a string.", at: range))
        return
      }
      if !ModuleDecoder.isProviderSource(source) { diagnostics.append(.invalidProviderSource(at: range)) }
      requirement.source = source
    case "version":
      guard let text = item.value.asString else {
        diagnostics.append(
          .error("Invalid version constraint", detail: "Version must be specified as a string.", at: range))
        return
      }
      requirement.version = versionRequirement(text, at: range)
    case "configuration_aliases":
      for element in item.value.asTuple ?? [] {
        if let reference = providerReference(element) { requirement.configurationAliases.append(reference) }
      }
      if item.value.asTuple == nil { diagnostics.append(.staticListExpected(at: range)) }
      for alias in requirement.configurationAliases where alias.name != requirement.name {
        diagnostics.append(
          .error(
            "Invalid configuration_aliases value",
            detail: """
              Configuration aliases must be prefixed with the provider name. Expected "\(requirement.name)", but found \
              "\(alias.name)".
              """,
            at: alias.range))
      }
    default:
      diagnostics.append(
        .invalidRequirement(
          """
          required_providers objects can only contain "version", "source" and "configuration_aliases" attributes. To \
          configure a provider, use a "provider" block.
          """,
          at: item.key.range))
    }
  }

  private mutating func versionRequirement(_ text: String, at range: SourceRange) -> VersionRequirement? {
    // An empty constraint allows everything.
    if text.isEmpty { return nil }
    guard let constraint = VersionConstraint(text) else {
      diagnostics.append(.invalidVersionConstraint(at: range))
      return nil
    }
    return VersionRequirement(constraint: constraint, range: range)
  }

  private static func isProviderSource(_ source: String) -> Bool {
    let parts = source.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 3 && parts.allSatisfy { !$0.isEmpty }
  }

  /// A `provider` block.
  mutating func provider(_ block: SyntaxBlock) -> ProviderDeclaration? {
    let name = block.labels[0].text
    if name != name.lowercased() {
      diagnostics.append(
        .error(
          "Invalid provider local name",
          detail:
            "Provider names must be normalized. Replace \"\(name)\" with \"\(name.lowercased())\" to fix this error.",
          at: block.headerRange))
    }
    let content = content(of: block, BodyForm(["alias", "version"], isOpen: true))
    if let version = content["version"] { diagnostics.append(.providerVersion(at: version.range)) }
    var items: [SyntaxBody.Item] = []
    for item in withoutReserved(content.rest, in: "provider").items {
      if case .argument(let argument) = item, ["count", "depends_on", "for_each", "source"].contains(argument.name) {
        diagnostics.append(.reservedArgument(argument.name, in: "provider", at: argument.nameRange))
      } else {
        items.append(item)
      }
    }
    let body = SyntaxBody(items: items, range: block.body.range, endRange: block.body.endRange)
    var provider = ProviderDeclaration(name: name, body: body, headerRange: block.headerRange, range: block.range)
    if let argument = content["alias"], let alias = string(argument) {
      if !Identifier.isValid(alias) {
        diagnostics.append(
          .error(
            "Invalid provider configuration alias", detail: "An alias must be a valid name. \(Identifier.rule)",
            at: argument.expression.range))
      }
      provider.alias = alias
    }
    return provider
  }

  /// The `armature` block.
  mutating func armature(_ block: SyntaxBlock) -> ArmatureSettings {
    let content = content(of: block, BodyForm(["environment"], blocks: [.init("record")]))
    var settings = ArmatureSettings(range: block.headerRange)
    settings.environment = content["environment"]?.expression
    var first: SyntaxBlock?
    for record in content.blocks("record") {
      if let first {
        diagnostics.append(.duplicateBlock(record, in: "armature block", earlier: first))
        continue
      }
      first = record
      let content = self.content(
        of: record, BodyForm(["resource_group_name", "location", "claim_settle_seconds", "claim_expiry_seconds"]))
      settings.record = ArmatureSettings.Record(
        resourceGroupName: content["resource_group_name"]?.expression, location: content["location"]?.expression,
        claimSettleSeconds: content["claim_settle_seconds"]?.expression,
        claimExpirySeconds: content["claim_expiry_seconds"]?.expression, range: record.headerRange)
    }
    return settings
  }
}
