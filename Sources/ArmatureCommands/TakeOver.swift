import Diagnostics
import Planning

/// What `--adopt-all` would make the environment's own: listed and asked for before anything else.
struct TakeOver {
  let changes: [InstanceChange]

  var text: String {
    "\nThese are live in Azure and no environment's. From now on this one would own, change and destroy them:\n"
      + changes.map { "  \($0.address)\n    \($0.priorID ?? $0.id ?? "")\n" }.joined()
  }

  static let question = "\nDo you want to take all of them over? Only 'yes' is accepted: "

  static var needsAddresses: Diagnostic {
    .error(
      "Nobody would be asked",
      detail: "--adopt-all shows what it would take over and asks, and --auto-approve says not to ask.",
      hint: "name each resource with --adopt ADDRESS; `armature plan --adopt-all` shows them")
  }

  static var nobodyToAsk: Diagnostic {
    .error(
      "Nobody to ask",
      detail: "--adopt-all takes over only what somebody at a terminal has agreed to, and standard input is none. "
        + "Nothing was changed.",
      hint: "name each resource with --adopt ADDRESS, or save the plan with `armature plan --adopt-all --out FILE` and "
        + "apply that")
  }
}
