import Values

/// `null_resource`: nothing at all, made anew when its triggers change.
enum NullResource {
  static let kind = ResourceKind(
    recorded: "null_resource", provider: "registry.terraform.io/hashicorp/null", home: home,
    [
      AttributeSchema("id", .string, .computed, "A number that no other one is likely to have."),
      .cause("triggers"),
    ])

  private static let home: RecordHome = {
    var home = RecordHome()
    home.made = { _, moment in
      // 63 bits, as other programs that read it expect a number of that size.
      var stream = RandomSource([moment.uuid]).stream
      return Members([("id", .string(String(stream.below(1 << 63))))])
    }
    return home
  }()
}
