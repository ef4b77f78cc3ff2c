import ARMSimulator
import ARMSimulatorServer

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The simulator that `armature` starts as its child, with the words `child SOCKET`.
///
/// It is started before its parent knows what is to be simulated. That comes on standard input, the folder of the cloud and
/// the speed, each with a zero byte after it. No option says this, for the parser of options takes longer than all else that
/// a simulator does until it listens.
struct ChildSimulator {
  private var service: SimulatorService

  /// - Returns: nil for the words of anybody else.
  init?(_ arguments: [String]) {
    guard arguments.count == 2, arguments[0] == "child" else { return nil }
    service = SimulatorService(at: .unixSocket(path: arguments[1]))
    service.exitsWithParent = true
  }

  /// Serves until it is told to end; not at all if the parent ends first.
  consuming func run() throws {
    try service.run { service in
      guard let store = Self.field(), let speed = Self.field() else { return false }
      service.store = store
      if let speed = SimulatorSpeed(speed) { service.settings.speed = speed }
      return true
    }
  }

  /// The bytes of standard input before the next zero; nil if it ends without one.
  private static func field() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      switch read(STDIN_FILENO, &byte, 1) {
      case 1 where byte == 0: return String(decoding: bytes, as: UTF8.self)
      case 1: bytes.append(byte)
      case -1 where errno == EINTR: continue
      default: return nil
      }
    }
  }
}
