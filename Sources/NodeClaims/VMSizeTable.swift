/// The names behind ``VMSize``, without `Standard_`; braces stand for each of the texts in them.
enum VMSizeTable {
  /// Sizes in service.
  static let current = [
    // With accelerators.
    "NC{4,8,16,64}as_T4_v3", "NC{24,48,96}ads_A100_v4", "NC40ads_H100_v5", "NC80adis_H100_v5", "NCC40ads_H100_v5",
    "ND96asr_v4", "ND96asr_A100_v4", "ND96amsr_A100_v4", "ND96isr_H100_v5", "ND96isr_H200_v5", "ND96isr_MI300X_v5",
    "ND96is_MI300X_v5", "ND96is_H100_v5", "ND128isr_NDR_GB200_v6", "NV{6,12,18,36,72}ads_A10_v5", "NV36adms_A10_v5",
    "NV{4,8,12,16,24,28}ads_V710_v5", "NG{8,16,32}ads_V620_v1", "NG32adms_V620_v1", "NP{10,20,40}s",
    // Burstable.
    "B{1ls,1s,1ms,2s,2ms,4ms,8ms,12ms,16ms,20ms}", "B2{,t,l}s_v2", "B{4,8,16,32}{,l}s_v2", "B2{a,at,al}s_v2",
    "B{4,8,16,32}{a,al}s_v2", "B2{p,pt,pl}s_v2", "B{4,8,16}{p,pl}s_v2",
    // General purpose.
    "A{1,2,4,8}_v2", "A{2,4,8}m_v2", "D{1,2,3,4,5,11,12,13,14,15}_v2", "DS{1,2,3,4,5,11,12,13,14,15}_v2",
    "D{2,4,8,16,32,48,64}{,s}_v3", "D{2,4,8,16,32,48,64}{,s,d,ds}_v4", "D{2,4,8,16,32,48,64,96}{a,as}_v4",
    "D{2,4,8,16,32,48,64,96}{,s,d,ds,ls,lds,as,ads}_v5", "D{2,4,8,16,32,48,64}{ps,pds,pls,plds}_v5",
    "D{2,4,8,16,32,48,64,96,128}{s,ds,ls,lds}_v6", "D{2,4,8,16,32,48,64,96}{as,ads,als,alds,ps,pds,pls,plds}_v6",
    "DC{2,4,8,16,32,48,64,96}{as,ads}_v5", "DC{1,2,4,8,16,24,32,48}{s,ds}_v3",
    // With more memory.
    "E{2,4,8,16,20,32,48,64}{,s}_v3", "E{2,4,8,16,20,32,48,64}{,s,d,ds}_v4", "E{2,4,8,16,20,32,48,64,96}{a,as}_v4",
    "E{2,4,8,16,20,32,48,64,96,104}{,s,d,ds}_v5", "E{2,4,8,16,20,32,48,64,96}{as,ads,bs,bds}_v5",
    "E{2,4,8,16,20,32}{ps,pds}_v5", "E{2,4,8,16,20,32,48,64,96,128}{s,ds}_v6",
    "E{2,4,8,16,20,32,48,64,96}{as,ads,ps,pds}_v6", "M{8,16,32,64,128}ms", "M{32,64,128}{s,ls,ts}",
    // For computing, with local disks, and with fast networks.
    "F{1,2,4,8,16}{,s}", "F{2,4,8,16,32,48,64,72}s_v2", "F{2,4,8,16,32,48,64}{as,als,ams}_v6",
    "FX{4,12,24,36,48}mds", "L{8,16,32,48,64,80}s_v2", "L{8,16,32,48,64,80}{s,as}_v3",
    "HB120{,-16,-32,-64,-96}rs_v3", "HB120rs_v2", "HB176{,-24,-48,-96,-144}rs_v4", "HC44rs", "HX176rs",
  ]

  /// Series that Azure has retired, with what takes their places for the same work.
  static let retired: [(sizes: String, successors: [String])] = [
    ("NC6s_v3", ["NC24ads_A100_v4", "NC40ads_H100_v5"]),
    ("NC12s_v3", ["NC48ads_A100_v4", "NC80adis_H100_v5"]),
    ("NC24{,r}s_v3", ["NC96ads_A100_v4", "NC80adis_H100_v5"]),
    ("NC6{,s_v2}", ["NC4as_T4_v3", "NC24ads_A100_v4"]),
    ("NC12{,s_v2}", ["NC16as_T4_v3", "NC48ads_A100_v4"]),
    ("NC24{,r,s_v2,rs_v2}", ["NC64as_T4_v3", "NC96ads_A100_v4"]),
    ("NC{6,12,24,24r}_Promo", ["NC4as_T4_v3", "NC24ads_A100_v4"]),
    ("ND{6,12,24}s", ["NC24ads_A100_v4", "ND96asr_v4"]),
    ("ND24rs", ["ND96asr_v4", "ND96amsr_A100_v4"]),
    ("ND40rs_v2", ["ND96asr_v4", "ND96amsr_A100_v4"]),
    ("NV{6,12,24}{,_Promo}", ["NV6ads_A10_v5", "NV36ads_A10_v5"]),
    ("NV12s_v3", ["NV12ads_A10_v5", "NV18ads_A10_v5"]),
    ("NV24s_v3", ["NV18ads_A10_v5", "NV36ads_A10_v5"]),
    ("NV48s_v3", ["NV36ads_A10_v5", "NV72ads_A10_v5"]),
    ("NV{4,8,16,32}as_v4", ["NV6ads_A10_v5", "NV36ads_A10_v5"]),
  ]

  /// The names that a pattern stands for.
  static func expanded(_ pattern: String) -> [String] {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern[open...].firstIndex(of: "}") else {
      return [pattern]
    }
    let choices = pattern[pattern.index(after: open)..<close].split(separator: ",", omittingEmptySubsequences: false)
    return choices.flatMap { choice in
      expanded(String(pattern[..<open]) + choice + pattern[pattern.index(after: close)...])
    }
  }
}
