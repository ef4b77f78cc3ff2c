import ARM
import Testing
import Values

@Suite("AccessToken")
struct AccessTokenTests {
  @Test("a token says who holds it")
  func claims() {
    // {"alg":"none"} . {"tid":"t","oid":"ö?"} . x
    let token = AccessToken(secret: "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJ0Iiwib2lkIjoiw7Y_In0.x", expiresAt: 0)
    #expect(token.claims?[member: "tid"] == "t")
    #expect(token.claims?[member: "oid"] == "ö?")
    for text in ["", "a.b", "a.b.c", "a.!.c"] { #expect(AccessToken(secret: text, expiresAt: 0).claims == nil) }
  }
}
