#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// What the system calls an error number, as in `Connection refused`.
func systemErrorText(_ number: Int32) -> String {
  // Glibc keeps the text per thread; it is copied at once, and only ever shown.
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}
