import Values

extension Function {
  static let networks: [Function] = [cidrhost, cidrnetmask, cidrsubnet, cidrsubnets]

  private static let cidrhost = Function(
    "cidrhost", [Parameter("prefix", .string), Parameter("hostnum", .number)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    let number = try wide(arguments.number(1))
    let network = try IPNetwork(arguments.string(0))
    let last = network.last - network.address.value
    let isNegative = number < 0
    let offset = isNegative ? UInt128(-(number + 1)) : UInt128(number)
    if offset > last {
      // Counted from the end, the last address has the number zero.
      let shown = isNegative ? number + 1 : number
      throw FunctionError("prefix of \(network.prefixLength) does not accommodate a host numbered \(shown)")
    }
    let host = isNegative ? last - offset : offset
    return .string(IPAddress(width: network.address.width, value: network.address.value | host).text)
  }

  private static let cidrnetmask = Function("cidrnetmask", [Parameter("prefix", .string)], result: .string) {
    (arguments, _) throws(FunctionError) in
    let network = try IPNetwork(arguments.string(0))
    if network.address.width != 32 {
      throw FunctionError("IPv6 addresses cannot have a netmask: \(arguments.string(0))")
    }
    return .string(IPAddress(width: 32, value: network.mask).text)
  }

  private static let cidrsubnet = Function(
    "cidrsubnet", [Parameter("prefix", .string), Parameter("newbits", .number), Parameter("netnum", .number)],
    result: .string
  ) { (arguments, _) throws(FunctionError) in
    let newBits = try arguments.int(1)
    let number = try wide(arguments.number(2))
    let network = try IPNetwork(arguments.string(0))
    let width = network.address.width
    let (length, isOverflow) = network.prefixLength.addingReportingOverflow(newBits)
    if isOverflow || length > width {
      throw FunctionError(
        "insufficient address space to extend prefix of \(network.prefixLength) by \(newBits)")
    }
    if length < 0 { throw FunctionError("a prefix can't have less than no bits") }
    // Terraform takes fewer bits than none, and numbers below zero, for what their bits say.
    if newBits >= 0, newBits < 64, number.magnitude > UInt128(1) << UInt128(newBits) - 1 {
      throw FunctionError("prefix extension of \(newBits) does not accommodate a subnet numbered \(number)")
    }
    let shifted = UInt128(truncatingIfNeeded: number) << UInt128(width - length)
    let joined = network.address.value | shifted
    let value = number < 0 ? Int128(truncatingIfNeeded: joined).magnitude : joined
    let kept = width == 32 ? value & 0xFFFF_FFFF : value
    return .string(IPNetwork(address: IPAddress(width: width, value: kept), prefixLength: length).text)
  }

  private static let cidrsubnets = Function(
    "cidrsubnets", [Parameter("prefix", .string)], variadic: Parameter("newbits", .number), result: .list(.string)
  ) { (arguments, _) throws(FunctionError) in
    let network: IPNetwork
    do throws(FunctionError) {
      network = try IPNetwork(arguments.string(0))
    } catch {
      throw FunctionError(argument: 0, error.message)
    }
    let width = network.address.width
    var subnets: [Value] = []
    var previous: IPNetwork?
    for index in arguments.indices.dropFirst() {
      let newBits = try arguments.int(index, argument: index)
      if newBits < 1 { throw FunctionError(argument: index, "must extend prefix by at least one bit") }
      if newBits > 32 { throw FunctionError(argument: index, "may not extend prefix by more than 32 bits") }
      let length = network.prefixLength + newBits
      if length > width {
        throw FunctionError(
          argument: index,
          "would extend prefix to \(length) bits, which is too long for an \(width == 32 ? "IPv4" : "IPv6") address")
      }
      let last = network.last
      var start = network.address.value
      if let previous {
        // The first address behind the previous subnet at which one of this size can begin.
        let next = IPNetwork(address: IPAddress(width: width, value: previous.last), prefixLength: length)
        let (following, isOverflow) = next.last.addingReportingOverflow(1)
        if isOverflow || following > last {
          throw FunctionError(
            argument: index,
            "not enough remaining address space for a subnet with a prefix of \(length) bits after \(previous.text)")
        }
        start = following
      }
      let subnet = IPNetwork(address: IPAddress(width: width, value: start), prefixLength: length)
      subnets.append(.string(subnet.text))
      previous = subnet
    }
    return .list(subnets, of: .string)
  }

  /// A whole number of up to 127 bits.
  private static func wide(_ number: Number) throws(FunctionError) -> Int128 {
    guard let digits = number.digits(base: 10) else { throw FunctionError("value must be a whole number") }
    guard let wide = Int128(digits) else { throw FunctionError("value is out of range") }
    return wide
  }
}
