#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Why a file could not be read, written or made durable.
package enum StorageError: Error, Sendable, Hashable {
  case diskFull(path: String)
  case readOnly(path: String)
  case permissionDenied(path: String)
  case missing(path: String)
  case notADirectory(path: String)
  case isADirectory(path: String)
  /// Another process holds the lock; its number where it is known.
  case locked(path: String, owner: Int32?)
  /// The file is not of the format that it should have; nothing in it was touched.
  case foreign(path: String)
  case recordTooLarge(path: String, limitBytes: Int)
  case failed(path: String, operation: String, reason: String)

  /// The error that the system's number stands for.
  init(_ number: Int32, path: String, operation: String) {
    self =
      switch number {
      case ENOSPC, EDQUOT, EFBIG: .diskFull(path: path)
      case EROFS: .readOnly(path: path)
      case EACCES, EPERM: .permissionDenied(path: path)
      case ENOENT: .missing(path: path)
      case ENOTDIR: .notADirectory(path: path)
      case EISDIR: .isADirectory(path: path)
      default:
        .failed(
          path: path, operation: operation,
          reason: strerror(number).map { String(cString: $0) } ?? "error \(number)")
      }
  }

  package var path: String {
    switch self {
    case .diskFull(let path), .readOnly(let path), .permissionDenied(let path), .missing(let path),
      .notADirectory(let path), .isADirectory(let path), .locked(let path, _), .foreign(let path),
      .recordTooLarge(let path, _), .failed(let path, _, _):
      path
    }
  }

  /// What happened, as a full sentence.
  package var message: String {
    switch self {
    case .diskFull(let path): "The disk, or the quota on it, is full: `\(path)` could not be written."
    case .readOnly(let path): "`\(path)` lies on a file system that is mounted read-only."
    case .permissionDenied(let path): "This user may not access `\(path)`."
    case .missing(let path): "`\(path)` does not exist."
    case .notADirectory(let path): "A part of the path `\(path)` is not a directory."
    case .isADirectory(let path): "`\(path)` is a directory, and a file is expected there."
    case .locked(let path, let owner):
      "`\(path)` is in use by another process\(owner.map { " (number \($0))" } ?? "")."
    case .foreign(let path): "`\(path)` is not a file that Armature wrote; it was left as it is."
    case .recordTooLarge(let path, let limit): "A record for `\(path)` is larger than \(limit) bytes."
    case .failed(let path, let operation, let reason): "`\(path)` could not be \(operation): \(reason)."
    }
  }

  /// What to do about it, as a phrase.
  package var hint: String? {
    switch self {
    case .diskFull: "free some space, then run the command again"
    case .readOnly, .permissionDenied: "check the owner and the mode of the file and of its directory"
    case .locked: "wait for the other run to end, or stop it"
    case .foreign: "move the file away"
    case .missing, .notADirectory, .isADirectory, .recordTooLarge, .failed: nil
    }
  }
}

extension StorageError: CustomStringConvertible {
  package var description: String { message }
}
