/// A query of Resource Graph: a table, and what is done with its rows, one step after the other.
///
/// It is a part of Kusto's language: `where`, `project`, `extend`, `order by`, `take`, `count` and `summarize count() by`, with
/// the operators and functions that ``QueryTerm`` has. Anything else is refused.
struct Query: Sendable {
  enum Table: String, Sendable {
    case resources
    case containers = "resourcecontainers"
    case changes = "resourcechanges"
  }

  enum Step: Sendable {
    case filter(QueryTerm)
    case project([Column])
    case extend([Column])
    case sort([(key: QueryTerm, isAscending: Bool)])
    case take(Int)
    case count
    case summarize(counts: [String?], by: [Column])

    /// The name of its operator, for errors.
    var name: String {
      switch self {
      case .filter: "where"
      case .project: "project"
      case .extend: "extend"
      case .sort: "order"
      case .take: "take"
      case .count: "count"
      case .summarize: "summarize"
      }
    }
  }

  /// A column to make, with the name that the query gives it.
  struct Column: Sendable {
    let name: String?
    let term: QueryTerm
  }

  let table: Table
  let steps: [Step]
}

/// What stands for a value in a query.
indirect enum QueryTerm: Sendable {
  case literal(QueryToken)
  case bool(Bool)
  case column(String)
  /// `properties.a[0]['b']`.
  case path(QueryTerm, [Part])
  case call(String, [QueryTerm])
  case all([QueryTerm])
  case any([QueryTerm])
  /// A comparison by an operator as the query writes it.
  case comparison(QueryTerm, String, QueryTerm)
  /// `in`, `in~` and their opposites.
  case isOneOf(QueryTerm, [QueryTerm], operatorName: String)

  /// What is taken out of an object or an array.
  enum Part: Hashable, Sendable {
    case member(String)
    case element(Int)
  }
}
