import HTTP
import Testing

@Suite("HTTPError")
struct HTTPErrorTests {
  @Test("an error says whether the server may have got the request")
  func mayHaveArrived() {
    #expect(!HTTPError.couldNotConnect(to: "a:1", reason: "refused").mayHaveArrived)
    #expect(!HTTPError.timedOut(host: "a", afterSending: false).mayHaveArrived)
    #expect(HTTPError.timedOut(host: "a", afterSending: true).mayHaveArrived)
    #expect(HTTPError.connectionLost(host: "a", afterSending: true).mayHaveArrived)
    #expect(HTTPError.cancelled.mayHaveArrived)
  }
}
