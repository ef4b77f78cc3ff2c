internal import CJSONC
internal import Values

/// A text parsed by json-c, and its values taken over into ours.
struct JSONDocument: ~Copyable {
  /// Owned: released in `deinit`. Null for the JSON text `null`.
  private let root: OpaquePointer?

  /// The text must have passed ``JSONSource/checked()``.
  init(_ bytes: [UInt8]) throws(JSONError) {
    guard bytes.count < Int(Int32.max) else {
      throw JSONError(offset: 0, reason: "the text is longer than 2 GiB")
    }
    guard let tokener = json_tokener_new_ex(Int32(JSON.depthMax)) else {
      throw JSONError(offset: 0, reason: "there is no memory left")
    }
    defer { json_tokener_free(tokener) }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT)
    // A closing NUL ends a bare number, which json-c would else wait to see continued.
    let parsed = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { json_tokener_parse_ex(tokener, $0.baseAddress, Int32($0.count)) }
    }
    let status = json_tokener_get_error(tokener)
    guard status == json_tokener_success else {
      json_object_put(parsed)
      let offset = min(json_tokener_get_parse_end(tokener), bytes.count - 1)
      throw JSONError(offset: offset, reason: JSONDocument.reason(status))
    }
    root = parsed
  }

  deinit { json_object_put(root) }

  var value: Value { JSONDocument.value(root) }

  private static func reason(_ status: json_tokener_error) -> String {
    switch status {
    case json_tokener_continue, json_tokener_error_parse_eof: "the text ends too early"
    case json_tokener_error_depth: JSONError.tooDeep
    default: String(cString: json_tokener_error_desc(status))
    }
  }

  /// The value of an object that json-c keeps; the pointer is only borrowed.
  private static func value(_ object: OpaquePointer?) -> Value {
    guard let object else { return .null(.dynamic) }
    switch json_object_get_type(object) {
    case json_type_boolean: return .bool(json_object_get_boolean(object) != 0)
    case json_type_int: return .number(.int(json_object_get_int64(object)))
    case json_type_double: return .number(Number(decimal: String(cString: json_object_get_string(object))) ?? .zero)
    case json_type_string:
      let bytes = UnsafeRawBufferPointer(
        start: json_object_get_string(object), count: Int(json_object_get_string_len(object)))
      return .string(String(decoding: bytes, as: UTF8.self))
    case json_type_array:
      return .tuple((0..<json_object_array_length(object)).map { value(json_object_array_get_idx(object, $0)) })
    case json_type_object: return .object(members(object))
    default: return .null(.dynamic)
    }
  }

  private static func members(_ object: OpaquePointer) -> Members {
    guard let table = json_object_get_object(object) else { return Members() }
    var keys: [String] = []
    var values: [Value] = []
    keys.reserveCapacity(Int(table.pointee.count))
    values.reserveCapacity(Int(table.pointee.count))
    var isSorted = true
    var next = table.pointee.head
    while let entry = next {
      let key = entry.pointee.k.map { String(cString: $0.assumingMemoryBound(to: CChar.self)) } ?? ""
      if let last = keys.last, !last.precedesInUTF8(key) { isSorted = false }
      keys.append(key)
      values.append(value(entry.pointee.v.map { OpaquePointer($0) }))
      next = entry.pointee.next
    }
    return isSorted ? Members(sortedKeys: keys, values: values) : Members(zip(keys, values))
  }
}
