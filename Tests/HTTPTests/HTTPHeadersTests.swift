import HTTP
import Testing

@Suite("HTTPHeaders")
struct HTTPHeadersTests {
  @Test("names are found whatever their case, and order is kept")
  func lookup() {
    var headers: HTTPHeaders = ["Retry-After": "1", "b": "2"]
    headers.add("RETRY-AFTER", "3")
    #expect(headers["retry-after"] == "1")
    #expect(headers.values(of: "Retry-after") == ["1", "3"])
    headers["retry-AFTER"] = "4"
    #expect(headers.fields.map(\.value) == ["2", "4"])
    headers["B"] = nil
    #expect(headers == ["Retry-After": "4"])
    #expect(headers.hashValue == HTTPHeaders(dictionaryLiteral: ("retry-after", "4")).hashValue)
  }

  @Test("no description of a message shows a header's value or a body")
  func secrets() throws {
    let url = try #require(HTTPURL("https://a/b?sig=canary"))
    let request = HTTPRequest(.put, url, headers: ["Authorization": "Bearer canary"], body: Array("canary".utf8))
    let response = HTTPResponse(200, headers: ["x": "canary"], body: Array("canary".utf8))
    var dumped = ""
    dump(request, to: &dumped)
    dump(response, to: &dumped)
    #expect(!"\(request) \(response) \(request.headers) \(dumped)".contains("canary"))
  }
}
