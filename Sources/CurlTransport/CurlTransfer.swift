private import CCurl
internal import HTTP

/// One request under way: its easy handle, what curl reads from, and what has come back so far.
///
/// Lives on the transport's thread only. The memory that curl is given (body, header list, error text) is owned here and
/// freed after the handle.
final class CurlTransfer {
  let id: UInt64
  let continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>
  let easy: UnsafeMutableRawPointer
  /// Whether the request changes nothing, so that it can be given up at any time.
  let isRead: Bool

  /// The server, by scheme, host and port.
  var origin: String { url.origin }

  private let url: HTTPURL
  private let responseBytesMax: Int
  private let requestBody: UnsafeMutableBufferPointer<UInt8>
  private let errorText: UnsafeMutablePointer<CChar>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var headers = HTTPHeaders()
  private var headerBytes = 0
  private var body: [UInt8] = []
  private var isTooLarge = false
  /// Whether there is a proxy, which a host in NO_PROXY goes without.
  private var hasProxy = false

  /// Far more than any server sends; a bound against one that never stops.
  private static let headerBytesMax = 256 << 10

  init(_ submission: CurlWorker.Submission) throws(HTTPError) {
    let request = submission.request
    guard let easy = ccurl_easy_init() else { throw .failed(reason: "libcurl has no memory for a request") }
    self.easy = easy
    id = submission.id
    isRead = request.method.isRead
    continuation = submission.continuation
    url = request.url
    responseBytesMax = submission.options.responseBytesMax
    requestBody = .allocate(capacity: request.body.count)
    _ = requestBody.initialize(from: request.body)
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try configure(request, submission.options)
  }

  deinit {
    ccurl_easy_cleanup(easy)
    ccurl_slist_free_all(headerList)
    requestBody.deallocate()
    errorText.deallocate()
  }

  private func configure(_ request: HTTPRequest, _ options: CurlTransport.Options) throws(HTTPError) {
    let context = Unmanaged.passUnretained(self).toOpaque()  // The worker keeps this object as long as the handle.
    try set(CURLOPT_URL, request.url.text)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_NOSIGNAL, 1)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_SSL_VERIFYPEER, 1)
    try set(CURLOPT_SSL_VERIFYHOST, 2)
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    if request.url.scheme == .https { try set(CURLOPT_PIPEWAIT, 1) }
    try set(CURLOPT_ACCEPT_ENCODING, "")
    try set(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.milliseconds)
    try set(CURLOPT_TIMEOUT_MS, (request.timeout ?? options.timeout).milliseconds)
    try set(CURLOPT_LOW_SPEED_LIMIT, 1)
    try set(CURLOPT_LOW_SPEED_TIME, max(options.stallTimeout.milliseconds / 1000, 1))
    if let socket = options.unixSocket { try set(CURLOPT_UNIX_SOCKET_PATH, socket) }
    // What is meant for this machine must not go by way of a proxy. Set in any case, for curl would ask the environment.
    let isNear = options.unixSocket != nil || request.url.isLoopback || request.url.isLinkLocal
    hasProxy = !isNear && options.proxy != nil
    try set(CURLOPT_PROXY, isNear ? "" : options.proxy ?? "")
    try set(CURLOPT_NOPROXY, options.unproxiedHosts ?? "")
    if let file = options.certificateAuthorities { try set(CURLOPT_CAINFO, file) }

    try setMethod(request)
    try setHeaders(request)

    try check(ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText))
    try check(ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context))
    try check(ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context))
    try check(
      ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        CurlTransfer.receive(bytes, size * count, context) { $0.appendBody($1) }
      })
    try check(
      ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        CurlTransfer.receive(bytes, size * count, context) { $0.appendHeader($1) }
      })
  }

  private func setMethod(_ request: HTTPRequest) throws(HTTPError) {
    switch request.method {
    case .get where request.body.isEmpty: try set(CURLOPT_HTTPGET, 1)
    case .head: try set(CURLOPT_NOBODY, 1)
    case .delete where request.body.isEmpty, .options where request.body.isEmpty:
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    case .get, .put, .patch, .post, .delete, .options:
      try set(CURLOPT_POST, 1)
      try check(ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(requestBody.count)))
      // An empty buffer has no address, and without one curl would ask a read callback.
      if let base = requestBody.baseAddress, !requestBody.isEmpty {
        try check(ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, base))
      } else {
        try set(CURLOPT_COPYPOSTFIELDS, "")
      }
      try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
  }

  private func setHeaders(_ request: HTTPRequest) throws(HTTPError) {
    // A name with nothing after the colon takes back what curl would add; one with a semicolon is sent empty.
    var lines = ["Expect:"]
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for field in request.headers.fields {
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for line in lines {
      guard let list = ccurl_slist_append(headerList, line) else {
        throw .failed(reason: "libcurl has no memory for a header")
      }
      headerList = list
    }
    try check(ccurl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList))
  }

  private func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
    try check(ccurl_set_long(easy, option, value))
  }

  private func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
    try check(ccurl_set_string(easy, option, value))
  }

  private func check(_ code: CURLcode) throws(HTTPError) {
    guard code == CURLE_OK else { throw .failed(reason: String(cString: ccurl_easy_strerror(code))) }
  }

  // MARK: - What comes back

  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ append: (CurlTransfer, UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Int {
    guard let bytes, let context else { return count }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return bytes.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
      // Any other number than the one offered makes curl give up.
      append(transfer, UnsafeBufferPointer(start: bytes, count: count)) ? count : count + 1
    }
  }

  private func appendBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard body.count + bytes.count <= responseBytesMax else {
      isTooLarge = true
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  private func appendHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    headerBytes += bytes.count
    guard headerBytes <= Self.headerBytesMax else {
      isTooLarge = true
      return false
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      // A status line: what an interim answer such as 100 said is over.
      if line.starts(with: "HTTP/".utf8) { headers = HTTPHeaders() }
      return true
    }
    let value = line[line.index(after: colon)...].drop { $0 == 0x20 || $0 == 0x09 }
    let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { value.index(after: $0) } ?? value.startIndex
    headers.add(
      String(decoding: line[..<colon], as: UTF8.self), String(decoding: value[..<end], as: UTF8.self))
    return true
  }

  // MARK: - How it ended

  /// The outcome, given curl's verdict on the transfer (a `CURLcode`).
  func result(_ verdict: UInt32) -> Result<HTTPResponse, HTTPError> {
    let code = CURLcode(rawValue: verdict)
    guard code == CURLE_OK else { return .failure(error(code)) }
    let status = info(CURLINFO_RESPONSE_CODE)
    guard (100...999).contains(status) else {
      return .failure(.malformedResponse(host: url.authority, reason: "it has no status"))
    }
    return .success(HTTPResponse(status, headers: headers, body: body))
  }

  private func error(_ code: CURLcode) -> HTTPError {
    let host = url.authority
    if isTooLarge { return .responseTooLarge(host: host, limitBytes: responseBytesMax) }
    let wasSent = info(CURLINFO_REQUEST_SIZE) > 0
    let proxyStatus = info(CURLINFO_HTTP_CONNECTCODE)
    if proxyStatus != 0, !(200...299).contains(proxyStatus) { return .proxyRefused(host: host, status: proxyStatus) }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: return .couldNotResolve(host: url.host)
    // What curl says about these may show the proxy's password.
    case CURLE_COULDNT_RESOLVE_PROXY:
      return .proxyUnreachable(host: host, reason: "its address is none, or its name was not found in DNS")
    // Which of the two it was shows only in curl's words, which name whom it connected to.
    case CURLE_COULDNT_CONNECT where hasProxy && !reason(code).contains(url.host):
      return .proxyUnreachable(host: host, reason: connectFailure)
    case CURLE_COULDNT_CONNECT: return .couldNotConnect(to: host, reason: connectFailure)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      return .tls(host: host, reason: reason(code))
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(host: host, afterSending: wasSent)
    case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
      return .connectionLost(host: host, afterSending: wasSent)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING:
      return .malformedResponse(host: host, reason: reason(code))
    default: return .failed(reason: reason(code))
    }
  }

  private var connectFailure: String {
    let number = info(CURLINFO_OS_ERRNO)
    return number == 0 ? "it was not accepted" : systemErrorText(Int32(truncatingIfNeeded: number))
  }

  private func reason(_ code: CURLcode) -> String {
    let own = String(cString: errorText)
    return own.isEmpty ? String(cString: ccurl_easy_strerror(code)) : own
  }

  private func info(_ what: CURLINFO) -> Int {
    var value = 0
    return ccurl_get_long(easy, what, &value) == CURLE_OK ? value : 0
  }
}

extension Duration {
  /// In whole milliseconds, at least 1: curl takes 0 for no limit.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
    return Int(min(max(milliseconds, 1), 1e12))
  }
}
