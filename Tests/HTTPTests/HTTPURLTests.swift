import HTTP
import Testing

@Suite("HTTPURL")
struct HTTPURLTests {
  @Test(
    "an absolute URL is taken apart and put together as it was",
    arguments: [
      ("https://management.azure.com/subscriptions?api-version=2022-12-01", "management.azure.com", 443),
      ("http://127.0.0.1:8080/", "127.0.0.1", 8080),
      ("http://[::1]:81/a%20b", "::1", 81),
      ("https://example.com/a?b=c?d", "example.com", 443),
    ])
  func roundTrip(text: String, host: String, port: Int) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.text == text)
    #expect(url.host == host)
    #expect(url.effectivePort == port)
  }

  @Test(
    "what is not an absolute http URL is refused",
    arguments: [
      "", "/a", "ftp://a/", "https://", "https:///a", "https://user:secret@a/", "https://a:0/", "https://a:70000/",
      "https://a:b/", "https://a b/", "https://a/\n", "https://[::1/", "https://[::1]x/", "https://ä/",
    ])
  func refused(text: String) {
    #expect(HTTPURL(text) == nil)
  }

  @Test("a fragment is dropped, a missing path is a slash, and the scheme's own port goes without saying")
  func normalised() throws {
    #expect(try #require(HTTPURL("HTTPS://Example.COM:443?x=1#y")).text == "https://example.com/?x=1")
  }

  @Test(
    "loopback is what can't be another machine",
    arguments: [
      ("127.0.0.1", true), ("127.255.0.9", true), ("localhost", true), ("LOCALHOST", true), ("::1", true),
      ("127.0.0.1.example.com", false), ("127.1", false), ("0127.0.0.1", false), ("127.0.0.256", false),
      ("10.0.0.1", false), ("localhost.example.com", false), ("::2", false),
    ])
  func loopback(host: String, expected: Bool) {
    #expect(HTTPURL(scheme: .http, host: host).isLoopback == expected)
  }

  @Test("query items are encoded on the way in and decoded on the way out")
  func query() throws {
    var url = try #require(HTTPURL("https://a/b"))
    url.addQuery("$filter", "resourceGroup eq 'a b'")
    url.addQuery("API-version", "1")
    #expect(url.text == "https://a/b?$filter=resourceGroup%20eq%20%27a%20b%27&API-version=1")
    #expect(url.queryValue("api-version") == "1")
    #expect(url.queryValue("$filter") == "resourceGroup eq 'a b'")
    #expect(url.queryValue("none") == nil)
  }

  @Test("a signature in a query is not shown")
  func description() throws {
    #expect("\(try #require(HTTPURL("https://a/op?s=secret")))" == "https://a/op")
  }

  @Test(
    "same origin is scheme, host and port",
    arguments: [("https://A:443/x", true), ("https://a:444/", false), ("http://a:443/", false)])
  func origin(text: String, expected: Bool) throws {
    #expect(try #require(HTTPURL("https://a/")).isSameOrigin(as: try #require(HTTPURL(text))) == expected)
  }

  @Test(
    "what is told by a cloud to its machines alone is at 169.254.0.0/16",
    arguments: [
      ("169.254.169.254", true), ("169.254.0.1", true), ("169.255.0.1", false), ("169.254.169", false),
      ("169.254.169.254.example", false), ("169.254.169.0254", false), ("127.0.0.1", false),
    ])
  func linkLocal(host: String, expected: Bool) {
    #expect(HTTPURL(scheme: .http, host: host).isLinkLocal == expected)
  }
}
