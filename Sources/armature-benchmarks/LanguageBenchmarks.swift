import Diagnostics
import JSON
import Syntax
import Values

extension Benchmark {
  /// What text, numbers and values cost.
  static let language: [Benchmark] = [
    Benchmark("lex", "tokens of a specification of 10,000 resources") {
      let text = specification
      return (.bytes(text.count), { Lexer.tokens(text) })
    },
    Benchmark("parse", "lexing and parsing a specification of 10,000 resources") {
      let text = specification
      let sources = SourceMap()
      let file = sources.add(name: "main.tf", bytes: text)
      return (.bytes(text.count), { Parser.parse(file: file, in: sources) })
    },
    Benchmark("json-read", "JSON of 10,000 objects into values") {
      let text = JSON.text(document)
      return (.bytes(text.count), { try JSON.parse(text) })
    },
    Benchmark("json-write", "values into JSON of 10,000 objects") {
      let value = document
      return (.bytes(JSON.text(value).count), { JSON.text(value) })
    },
    Benchmark("number-small", "sums of whole numbers") {
      let numbers = (0..<100_000).map { Number($0) }
      return (.operations(numbers.count), { numbers.reduce(Number.zero) { Number.sum($0, $1) ?? $0 } })
    },
    Benchmark("number-large", "products of numbers of 512 bits") {
      let third = Number.quotient(Number(1), Number(3)) ?? .zero
      let numbers = (1...1000).compactMap { Number.product(third, Number($0)) }
      return (.operations(numbers.count), { numbers.map { Number.product($0, third) } })
    },
    Benchmark("number-text", "decimal fractions read and written") {
      let texts = (0..<1000).map { "\($0).\($0 % 97)1" }
      return (.operations(texts.count), { texts.map { Number(decimal: $0)?.description } })
    },
    Benchmark("value-hash", "hashes of objects with three members") {
      let values = document.elements ?? []
      return (.operations(values.count), { values.map(\.hashValue) })
    },
    Benchmark("value-convert", "objects converted to maps of strings") {
      let values = (document.elements ?? []).compactMap { $0[member: "tags"] }
      return (.operations(values.count), { try values.map { try $0.converted(to: .map(.string)) } })
    },
    Benchmark("member", "members of an object of 1,000 found by name") {
      let names = (0..<1000).map { "name-\($0)" }
      let members = Members(names.map { ($0, Value.bool(true)) })
      return (.operations(names.count), { names.map { members[$0] } })
    },
  ]

  private static var specification: [UInt8] {
    Array(Shape.chain.files(size: 10_000).map(\.text).joined().utf8)
  }

  private static var document: Value {
    .tuple(
      (0..<10_000).map { number in
        [
          "id": .string("/subscriptions/0/resourceGroups/group-\(number % 100)/providers/Example/things/\(number)"),
          "size": .number(number), "tags": ["owner": "somebody", "number": .number(number)],
        ]
      })
  }
}
