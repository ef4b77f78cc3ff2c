import JSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How many calls of Azure Resource Manager a plan makes that finds nothing to do, by how much there is to look at.
struct CallCount {
  struct Row {
    let resources: Int
    /// The distinct pairs of a type and a parent: what a list can answer.
    let places: Int
    let calls: Int

    static let head = """
      | resources | types and parents | ARM calls |
      | --: | --: | --: |
      """

    var markdown: String { "| \(resources) | \(places) | \(calls) |" }

    var json: OrderedJSON {
      .object([("resources", .number(resources)), ("places", .number(places)), ("calls", .number(calls))])
    }
  }

  /// The resources of each group, itself among them.
  private static let resourcesOfGroup = 20

  let sizes: [Int]

  func rows(_ show: (Row) -> Void) throws -> [Row] {
    try sizes.map { size in
      let row = try row(groups: max(size / Self.resourcesOfGroup, 1))
      show(row)
      return row
    }
  }

  private func row(groups: Int) throws -> Row {
    let directory = try ProgramRun.directory([Shape.File(path: "main.tf", text: Self.spec(groups: groups))])
    let run = ProgramRun(arguments: [], directory: directory)
    defer { run.cleanUp() }
    let program = try ProgramRun.sibling("armature")
    _ = try Self.output("ARMATURE_SIMULATE_SPEED=instant '\(program)' apply --simulate --auto-approve '\(directory)'")
    let plan = try Self.output("'\(program)' plan --simulate --detailed-exitcode '\(directory)'")
    // `Refreshed in 0.0 s with 14 ARM calls.`
    let words = plan.split(whereSeparator: \.isWhitespace)
    guard let place = words.firstIndex(of: "ARM"), let calls = Int(words[place - 1]) else {
      throw ProgramRun.Failure(description: "the plan doesn't say how many calls it made")
    }
    // The groups are one place, and each has four more: the identities, addresses and network in it, and the subnets in
    // that.
    return Row(resources: groups * Self.resourcesOfGroup, places: 1 + groups * 4, calls: calls)
  }

  private static func spec(groups: Int) -> String {
    func resource(_ kind: String, _ label: String, each: Int, _ body: String) -> String {
      "resource \"\(kind)\" \"\(label)\" {\n  count = \(groups * each)\n\(body)}\n\n"
    }
    func place(_ each: Int) -> String {
      """
        resource_group_name = azurerm_resource_group.g[floor(count.index / \(each))].name
        location            = "centralus"

      """
    }
    return resource(
      "azurerm_resource_group", "g", each: 1, "  name     = \"rg-${count.index}\"\n  location = \"centralus\"\n")
      + resource("azurerm_user_assigned_identity", "i", each: 8, "  name = \"id-${count.index}\"\n" + place(8))
      + resource(
        "azurerm_public_ip", "p", each: 6,
        "  name = \"ip-${count.index}\"\n  allocation_method = \"Static\"\n" + place(6))
      + resource(
        "azurerm_virtual_network", "v", each: 1,
        "  name = \"net-${count.index}\"\n  address_space = [\"10.0.0.0/16\"]\n" + place(1))
      + resource(
        "azurerm_subnet", "s", each: 4,
        """
          name                 = "subnet-${count.index}"
          resource_group_name  = azurerm_resource_group.g[floor(count.index / 4)].name
          virtual_network_name = azurerm_virtual_network.v[floor(count.index / 4)].name
          address_prefixes     = ["10.0.${count.index % 4}.0/24"]

        """)
  }

  /// What a command writes to its standard output.
  private static func output(_ command: String) throws -> String {
    guard let stream = popen(command, "r") else {
      throw ProgramRun.Failure(description: "no shell can be started")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
    guard pclose(stream) == 0 else { throw ProgramRun.Failure(description: "\(command) failed") }
    return String(decoding: bytes, as: UTF8.self)
  }
}
