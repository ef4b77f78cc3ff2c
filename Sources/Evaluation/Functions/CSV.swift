import Values

/// Comma-separated values as RFC 4180 has them.
enum CSV {
  /// The records, all with as many fields as the first; empty lines are passed over.
  static func rows(_ text: String) throws(FunctionError) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var wasQuoted = false
    var line = 1
    var rowLine = 1
    let scalars = Array(text.unicodeScalars)
    var place = 0

    func endRow() throws(FunctionError) {
      if row.isEmpty, field.isEmpty, !wasQuoted { return }
      row.append(String(field))
      if let first = rows.first, first.count != row.count {
        throw FunctionError("CSV parse error on line \(rowLine): wrong number of fields")
      }
      rows.append(row)
      row = []
      field = String.UnicodeScalarView()
      wasQuoted = false
    }

    while place < scalars.count {
      let scalar = scalars[place]
      let next = place + 1 < scalars.count ? scalars[place + 1] : nil
      place += 1
      if scalar == "\n" { line += 1 }
      switch scalar {
      case "\"" where isQuoted && next == "\"":
        field.append(scalar)
        place += 1
      case "\"" where isQuoted: isQuoted = false
      case "\"" where field.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case _ where isQuoted: if !(scalar == "\r" && next == "\n") { field.append(scalar) }
      case "\"": throw FunctionError("CSV parse error on line \(line): bare \" in non-quoted-field")
      case ",":
        row.append(String(field))
        field = String.UnicodeScalarView()
        wasQuoted = false
      case "\n":
        try endRow()
        rowLine = line
      case "\r" where next == "\n": break
      case _ where wasQuoted:
        throw FunctionError("CSV parse error on line \(line): extraneous or missing \" in quoted-field")
      default: field.append(scalar)
      }
    }
    if isQuoted { throw FunctionError("CSV parse error on line \(line): extraneous or missing \" in quoted-field") }
    try endRow()
    return rows
  }

  /// The names of the columns.
  static func header(_ rows: [[String]]) throws(FunctionError) -> [String] {
    guard let header = rows.first else { throw FunctionError("missing header line") }
    var seen: Set<String> = []
    for name in header where !seen.insert(name).inserted {
      throw FunctionError("duplicate column name \(quoted(name))")
    }
    return header.map(\.normalized)
  }
}
