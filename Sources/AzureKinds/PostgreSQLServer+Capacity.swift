import Diagnostics
import Resources
import Values

/// How large a server is: its machine and its disk.
extension PostgreSQLServer {
  static let capacity: [Argument] = [
    Argument("sku_name", .string, .optionalComputed, at: "/sku", as: sku)
      .following(
        ValueRule(
          "must be a tier and a machine, such as \"B_Standard_B1ms\", \"GP_Standard_D2ds_v5\" or \"MO_Standard_E4ds_v5\"",
          candidates: machines
        ) { $0.stringValue.map(isMachine) ?? true }
      )
      .described("The tier and the machine: `B_` is burstable, `GP_` general purpose, `MO_` with more memory."),
    Argument("storage_mb", .number, .optionalComputed, at: "/properties/storage/storageSizeGB", as: megabytes)
      .following(
        ValueRule("must be one of \(tiers.map { String($0.megabytes) }.joined(separator: ", "))") { value in
          value.intValue.map { size in tiers.contains { $0.megabytes == size } } ?? true
        }
      )
      .replacing(when: "it goes down") { old, new in (new.intValue ?? 0) < (old.intValue ?? 0) }
      .described("The size of the disk in MiB."),
    Argument("storage_tier", .string, .optionalComputed, at: "/properties/storage/tier").oneOf(names)
      .described("How fast the disk is; the larger ones begin with faster tiers."),
    Argument(
      "auto_grow_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/storage/autoGrow",
      as: .enabledOrDisabled
    )
    .described("Whether the disk grows by itself before it is full."),
  ]

  /// The machines that Azure's documentation lists; there may be newer ones.
  static let machines: [String] = {
    let burstable = ["1ms", "2s", "2ms", "4ms", "8ms", "12ms", "16ms", "20ms"].map { "B_Standard_B\($0)" }
    func series(_ tier: String, _ letter: String, _ kinds: [String], _ cores: [Int]) -> [String] {
      kinds.flatMap { kind in
        cores.map { core in
          let parts = kind.split(separator: "_")
          return "\(tier)_Standard_\(letter)\(core)\(parts[0])_\(parts[1])"
        }
      }
    }
    let cores = [2, 4, 8, 16, 32, 48, 64]
    return burstable
      + series("GP", "D", ["s_v3", "ds_v4"], cores) + series("GP", "D", ["ds_v5", "ads_v5"], cores + [96])
      + series("MO", "E", ["s_v3", "ds_v4"], [2, 4, 8, 16, 20, 32, 48, 64])
      + series("MO", "E", ["ds_v5", "ads_v5"], [2, 4, 8, 16, 20, 32, 48, 64, 96])
  }()

  /// Whether a text has the form of a tier and a machine that fits it.
  private static func isMachine(_ text: String) -> Bool {
    let families = ["B": "B", "GP": "D", "MO": "E"]
    let parts = text.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 3, let family = families[parts[0]], parts[1] == "Standard", parts[2].hasPrefix(family),
      parts[2].dropFirst().first?.isNumber == true, parts[2].isMadeOfLettersDigits(and: ""),
      parts[2].dropFirst() == parts[2].dropFirst().lowercased()
    else { return false }
    if family == "B" { return parts.count == 3 }
    return parts.count == 4 && parts[3].hasPrefix("v") && Int(parts[3].dropFirst()) != nil
  }

  /// `GP_Standard_D2ds_v5` as a name and a tier.
  private static let sku = Codec(
    encode: { value in
      guard let text = value.stringValue, let place = text.firstIndex(of: "_"),
        let tier = skuTiers[String(text[..<place])]
      else { return .null(.dynamic) }
      return .object(
        Members([("name", .string(String(text[text.index(after: place)...]))), ("tier", .string(tier))]))
    },
    decode: { value in
      guard let name = value[member: "name"]?.stringValue, let tier = value[member: "tier"]?.stringValue,
        let short = skuTiers.first(where: { $0.value.lowercased() == tier.lowercased() })?.key
      else { return .null(.string) }
      return .string("\(short)_\(name)")
    })

  private static let skuTiers = ["B": "Burstable", "GP": "GeneralPurpose", "MO": "MemoryOptimized"]

  private static let megabytes = Codec(
    encode: { $0.intValue.map { .number($0 / 1024) } ?? .null(.number) },
    decode: { $0.intValue.map { .number($0 * 1024) } ?? .null(.number) })

  /// The sizes that a disk may have, each with the slowest tier for it and the fastest.
  private static let tiers: [(megabytes: Int, slowest: String, fastest: String)] = [
    (32768, "P4", "P50"), (65536, "P6", "P50"), (131072, "P10", "P50"), (262144, "P15", "P50"), (524288, "P20", "P50"),
    (1_048_576, "P30", "P50"), (2_097_152, "P40", "P50"), (4_193_280, "P50", "P50"), (4_194_304, "P50", "P50"),
    (8_388_608, "P60", "P80"), (16_777_216, "P70", "P80"), (33_553_408, "P80", "P80"),
  ]

  private static let names = ["P4", "P6", "P10", "P15", "P20", "P30", "P40", "P50", "P60", "P70", "P80"]

  private static func number(_ tier: String) -> Int? { Int(tier.dropFirst()) }

  static func capacityProblems(with server: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if let name = server.text("sku_name"), isMachine(name), !machines.contains(name) {
      problems.append(
        ArgumentProblem(
          .warning, at: .argument("sku_name"), "Unknown machine",
          detail:
            "`sku_name` is \"\(name)\", and Armature knows of no such machine; it may be newer than this version.",
          hint: suggestion(for: name, among: machines).map { "did you mean \"\($0)\"?" }))
    }
    let capacity = server[member: "storage_mb"] ?? .null(.number)
    if let tier = server.text("storage_tier"), let number = number(tier),
      let size = capacity.isNull ? 32768 : capacity.intValue,
      let bounds = tiers.first(where: { $0.megabytes == size }), let low = self.number(bounds.slowest),
      let high = self.number(bounds.fastest), !(low...high).contains(number)
    {
      problems.append(
        .combination(
          "storage_tier", "A disk of \(size) MiB can't be of the tier \(tier).",
          hint: "choose one from \(bounds.slowest) to \(bounds.fastest)"))
    }
    return problems
  }

  /// A larger disk doesn't stay at a tier that is too slow for it, whoever chose that.
  static func refined(_ planned: Value, prior: Value?, arguments: Value) -> Value {
    guard var server = planned.members, let prior, arguments[member: "storage_tier"]?.isNull == true,
      let size = planned[member: "storage_mb"]?.intValue, size != prior[member: "storage_mb"]?.intValue,
      let now = prior.text("storage_tier").flatMap(number),
      let slowest = tiers.first(where: { $0.megabytes == size })?.slowest, let needed = number(slowest), needed > now
    else { return planned }
    server["storage_tier"] = .string(slowest)
    return Value.object(server).marked(planned.marks)
  }
}
