#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// The seconds since 1970 by this machine's clock.
@Sendable package func secondsSince1970() -> Int64 {
  Int64(time(nil))
}
