import ArgumentParser
import Diagnostics
import Importing

/// `armature import`: takes live resources over.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", _superCommandName: "armature",
    abstract: "Takes live resources over and writes their HCL, so that the next plan is empty.",
    usage: """
      armature import [<options>] <directory> <id> ...
      armature import [<options>] <directory> <address>=<id> ...
      armature import [<options>] <directory> --resource-group <name>
      armature import [<options>] <directory> --from-terraform-state <file>
      """,
    discussion: """
      Nothing in Azure is changed. What the spec has no block for is written to a new file in the directory: references \
      between the resources are written as references, defaults are left out, and secrets become variables. What the spec \
      has a block for is taken over as it stands there. Both are shown first, and nothing is done unless the answer is yes.

      An id may have any letter case and may be pasted from the address of a page of the Azure portal. With an address \
      before it, as in azurerm_subnet.a=/subscriptions/..., the block gets that name.
      """)

  @ArgumentParser.Argument(help: "The directory of the spec's *.tf files; there need be none yet.")
  var directory: String

  @ArgumentParser.Argument(help: ArgumentHelp("Ids of live resources.", valueName: "id"))
  var ids: [String] = []

  @Option(help: ArgumentHelp("Take over a resource group with all that is in it.", valueName: "name"))
  var resourceGroup: String?

  @Option(
    help: ArgumentHelp(
      "Take over what a Terraform state (version 4) names. Only addresses and ids are read from it. Prints the blocks that "
        + "let Terraform forget what was taken over.",
      valueName: "file"))
  var fromTerraformState: String?

  @Option(
    help: ArgumentHelp(
      "The name of the new file in the directory; imported.tf, or one with a number, if it isn't said.",
      valueName: "name"))
  var file: String?

  @Flag(help: "Print the HCL that would be written, and do nothing.")
  var dryRun = false

  @OptionGroup var variables: VariableOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var execution: ExecutionOptions
  @OptionGroup var display: DisplayOptions

  func validate() throws {
    if directory.contains("/subscriptions/") {
      throw ValidationError("The directory comes first: armature import . '\(directory)'")
    }
    if ids.isEmpty, resourceGroup == nil, fromTerraformState == nil {
      throw ValidationError(
        "What is to be taken over? Name ids, or say --resource-group NAME or --from-terraform-state FILE.")
    }
    if fromTerraformState != nil, !ids.isEmpty || resourceGroup != nil {
      throw ValidationError(
        "--from-terraform-state says all that is taken over: there can be no ids and no group beside it.")
    }
    if let file, !file.hasSuffix(".tf") || file.contains("/") {
      throw ValidationError("--file has to be the name of a *.tf file in the directory, such as network.tf.")
    }
  }

  func run() async throws {
    try await CommandRun(display).reporting { run in
      try await ImportRun(run: run, command: self).carryOut()
    }
  }
}
