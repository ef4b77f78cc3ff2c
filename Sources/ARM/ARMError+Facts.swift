/// What the sentences of an error name, where its kind is one that names something.
extension ARMError {
  private var texts: [String] { [message] + details.map(\.message) }

  private func first<Fact>(_ find: (TextScanner) -> Fact?) -> Fact? {
    texts.compactMap { find(TextScanner($0)) }.first
  }

  /// Of what there is too little, by an error about a quota.
  package var quotaShortage: QuotaShortage? { kind == .quota ? QuotaShortage(texts) : nil }

  /// The resource provider that isn't registered.
  package var missingNamespace: String? {
    guard kind == .missingRegistration else { return nil }
    return details.lazy.compactMap(\.target).first { $0.hasPrefix("Microsoft.") }
      ?? first { $0.text(after: "namespace '", upTo: "'") }
  }

  /// The preview feature that isn't registered, and whose it is.
  package var missingFeature: (namespace: String, name: String)? {
    guard kind == .featureNotRegistered else { return nil }
    let path = first { text in
      text.word(after: "eature ") ?? text.word(after: "eature flag ") ?? text.text(after: "feature '", upTo: "'")
    }
    let parts = (path ?? "").split(separator: "/")
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
  }

  /// The scope that a lock is on.
  package var lockedScope: String? {
    guard kind == .locked else { return nil }
    return first { $0.text(after: "locked: '", upTo: "'") }
  }

  /// The tenant that the subscription is in, where the token is of another.
  package var rightTenant: String? {
    guard kind == .unauthenticated else { return nil }
    return first { $0.text(after: "must match the tenant 'https://sts.windows.net/", upTo: "/") }
  }
}

extension ARMError {
  /// What to do about the error, from what it names or, failing that, from its kind.
  var factualHint: String? {
    if let quota = quotaShortage { return Self.hint(quota) }
    if let scope = lockedScope {
      return "remove the lock on \(scope), if it is meant to go: `az lock list --scope \(scope)` shows it"
    }
    if let tenant = rightTenant { return "set tenant_id, or ARM_TENANT_ID, to the subscription's tenant \(tenant)" }
    return nil
  }

  private static func hint(_ quota: QuotaShortage) -> String {
    let what = (quota.name.map { " for \($0)" } ?? "") + (quota.region.map { " in \($0)" } ?? "")
    let amount = quota.shortfall.map { " by at least \($0)" } ?? ""
    let state =
      if let limit = quota.limit, let usage = quota.usage { " (of \(limit), \(usage) are used)" } else {
        quota.remaining.map { " (\($0) are left)" } ?? ""
      }
    return "raise the quota\(what)\(amount) in the portal under Quotas\(state), or choose another size or region"
  }
}
