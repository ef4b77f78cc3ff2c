extension Function {
  static let dates: [Function] = []
  static let networks: [Function] = []
}
