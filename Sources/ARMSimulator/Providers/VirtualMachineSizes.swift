/// The sizes of virtual machines: their families, by which quotas count, and what they bring.
///
/// Names, processors, memory and accelerators are those of Azure's documentation of sizes; the list holds what AKS
/// clusters usually run on.
struct VirtualMachineSize: Sendable {
  let name: String
  /// The family as quotas name it, `standardDSv5Family` for instance.
  let family: String
  let processors: Int
  let memoryGB: Int
  let accelerators: Int

  private static let table = """
    Standard_B2s|standardBSFamily|2|4|0
    Standard_B2ms|standardBSFamily|2|8|0
    Standard_B4ms|standardBSFamily|4|16|0
    Standard_D2_v2|standardDv2Family|2|7|0
    Standard_D3_v2|standardDv2Family|4|14|0
    Standard_D4_v2|standardDv2Family|8|28|0
    Standard_DS2_v2|standardDSv2Family|2|7|0
    Standard_DS3_v2|standardDSv2Family|4|14|0
    Standard_DS4_v2|standardDSv2Family|8|28|0
    Standard_D2s_v3|standardDSv3Family|2|8|0
    Standard_D4s_v3|standardDSv3Family|4|16|0
    Standard_D8s_v3|standardDSv3Family|8|32|0
    Standard_D16s_v3|standardDSv3Family|16|64|0
    Standard_D2_v3|standardDv3Family|2|8|0
    Standard_D4_v3|standardDv3Family|4|16|0
    Standard_D2s_v5|standardDSv5Family|2|8|0
    Standard_D4s_v5|standardDSv5Family|4|16|0
    Standard_D8s_v5|standardDSv5Family|8|32|0
    Standard_D16s_v5|standardDSv5Family|16|64|0
    Standard_D32s_v5|standardDSv5Family|32|128|0
    Standard_D2ds_v5|standardDDSv5Family|2|8|0
    Standard_D4ds_v5|standardDDSv5Family|4|16|0
    Standard_D8ds_v5|standardDDSv5Family|8|32|0
    Standard_D4as_v5|standardDASv5Family|4|16|0
    Standard_D8as_v5|standardDASv5Family|8|32|0
    Standard_D4s_v4|standardDSv4Family|4|16|0
    Standard_D4ads_v5|standardDADSv5Family|4|16|0
    Standard_E4ds_v5|standardEDSv5Family|4|32|0
    Standard_E4ads_v5|standardEADSv5Family|4|32|0
    Standard_E4s_v5|standardESv5Family|4|32|0
    Standard_E8s_v5|standardESv5Family|8|64|0
    Standard_F8s_v2|standardFSv2Family|8|16|0
    Standard_NC6s_v3|standardNCSv3Family|6|112|1
    Standard_NC12s_v3|standardNCSv3Family|12|224|2
    Standard_NC24s_v3|standardNCSv3Family|24|448|4
    Standard_NC4as_T4_v3|Standard NCASv3_T4 Family|4|28|1
    Standard_NC8as_T4_v3|Standard NCASv3_T4 Family|8|56|1
    Standard_NC16as_T4_v3|Standard NCASv3_T4 Family|16|110|1
    Standard_NC64as_T4_v3|Standard NCASv3_T4 Family|64|440|4
    Standard_NC24ads_A100_v4|StandardNCADSA100v4Family|24|220|1
    Standard_NC48ads_A100_v4|StandardNCADSA100v4Family|48|440|2
    Standard_NC96ads_A100_v4|StandardNCADSA100v4Family|96|880|4
    Standard_NC40ads_H100_v5|StandardNCadsH100v5Family|40|320|1
    Standard_NC80adis_H100_v5|StandardNCadsH100v5Family|80|640|2
    Standard_ND96asr_v4|Standard NDASv4_A100 Family|96|900|8
    Standard_ND96amsr_A100_v4|Standard NDAMSv4_A100Family|96|1900|8
    Standard_ND96isr_H100_v5|standardNDSH100v5Family|96|1900|8
    Standard_NV36ads_A10_v5|StandardNVADSA10v5Family|36|440|1
    Standard_NV72ads_A10_v5|StandardNVADSA10v5Family|72|880|2
    """

  static let all: [VirtualMachineSize] = table.split(separator: "\n").compactMap { line in
    let cells = line.split(separator: "|").map(String.init)
    guard cells.count == 5, let processors = Int(cells[2]), let memory = Int(cells[3]), let accelerators = Int(cells[4])
    else { return nil }
    return VirtualMachineSize(
      name: cells[0], family: cells[1], processors: processors, memoryGB: memory, accelerators: accelerators)
  }

  /// The families, each once, in the order of the list.
  static let families: [String] = all.reduce(into: []) { if !$0.contains($1.family) { $0.append($1.family) } }

  /// Whether there is a size of this name: one of the list, or another of a series that the list has one of.
  static func isOffered(_ name: String) -> Bool { series.contains(Self.series(of: name)) }

  private static let series = Set(all.map { Self.series(of: $0.name) })

  /// A name with its number of processors left out, `standard_d#s_v5`.
  private static func series(of name: String) -> String {
    let parts = name.lowercased().split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return name.lowercased() }
    let letters = parts[1].prefix { !$0.isNumber }
    let rest = parts[1].dropFirst(letters.count).drop { $0.isNumber }
    return ([parts[0], letters + "#" + rest] + parts.dropFirst(2)).joined(separator: "_")
  }

  static func named(_ name: String) -> VirtualMachineSize? {
    all.first { $0.name.lowercased() == name.lowercased() }
  }
}
