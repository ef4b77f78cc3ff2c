extension Function {
  static let formatting: [Function] = []
}
extension Function {
  static let encodings: [Function] = []
}
extension Function {
  static let hashes: [Function] = []
}
extension Function {
  static let files: [Function] = []
}
extension Function {
  static let dates: [Function] = []
}
extension Function {
  static let networks: [Function] = []
}
