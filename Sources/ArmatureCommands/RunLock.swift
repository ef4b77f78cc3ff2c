import Applying
import Diagnostics
import Durability
import Resources

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One apply of an environment from one directory at a time, and where its journal is.
struct RunLock {
  let journal: Journal
  private let path: String

  /// Whether a journal can be kept beside a spec: asked before anything else, for without one nothing is changed.
  static func check(directory: String) throws(DiagnosticsError) {
    let ancestors = [journals(directory), "\(directory)/.armature", directory]
    guard let existing = ancestors.first(where: { access($0, F_OK) == 0 }) else { return }
    var status = stat()
    guard access(existing, W_OK | X_OK) == 0, stat(existing, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw unwritable(directory, existing)
    }
  }

  private static func unwritable(_ directory: String, _ path: String) -> DiagnosticsError {
    DiagnosticsError(
      .error(
        "The journal can't be kept",
        detail:
          "\(path) is not a directory that this user can write to. What is about to be done is written to "
          + "\(journals(directory)) before anything in Azure is changed, so that a crash costs nothing.",
        hint: "make \(path) writable, or apply from a copy of \(directory)"))
  }

  /// Runs a body that nothing else runs beside in this directory for this environment.
  static func holding<Result>(
    directory: String, environment: String, _ body: (RunLock) async throws -> Result
  ) async throws -> Result {
    do throws(StorageError) {
      // Durably: a journal in a directory that is gone after a crash is of no use.
      try Directory.make(journals(directory))
    } catch {
      throw failure(.storage(error))
    }
    // Held to the end of this scope, and by nobody once the process is gone.
    let path = path(directory, environment)
    let lock: LockFile
    do throws(StorageError) {
      lock = try LockFile("\(path).lock")
    } catch {
      throw failure(.storage(error))
    }
    let journal: Journal
    do throws(Journal.Failure) {
      journal = try Journal.open(
        "\(path).log", environment: environment, now: FileText.secondsSince1970)
    } catch {
      throw failure(error)
    }
    let result = try await body(RunLock(journal: journal, path: path))
    _ = consume lock
    return result
  }

  /// What an earlier run left unfinished, for those that only look.
  static func unfinished(directory: String, environment: String) throws(DiagnosticsError) -> UnfinishedRun? {
    do throws(Journal.Failure) {
      return try UnfinishedRun.read("\(path(directory, environment)).log", environment: environment)
    } catch {
      throw failure(error)
    }
  }

  /// The run of this directory that has left its claim behind: it is over, as this one has the lock.
  var claimant: String? {
    get throws(ProviderFailure) {
      do throws(StorageError) {
        let run = try AtomicFile.read("\(path).claim").map { String(decoding: $0, as: UTF8.self) }
        return run?.isEmpty == true ? nil : run
      } catch {
        throw ProviderFailure("The journal can't be read", detail: error.message, hint: error.hint)
      }
    }
  }

  /// Notes that a run is about to claim the environment; nil once it has let go of it.
  func note(claimant run: String?) throws(ProviderFailure) {
    do throws(StorageError) {
      try AtomicFile.replace("\(path).claim", Array((run ?? "").utf8))
    } catch {
      throw ProviderFailure(
        "The journal can't be kept",
        detail: "\(error.message) What is about to be done is written there before anything in Azure is changed.",
        hint: error.hint)
    }
  }

  private static func journals(_ directory: String) -> String { "\(directory)/.armature/journal" }

  private static func path(_ directory: String, _ environment: String) -> String {
    "\(journals(directory))/\(environment)"
  }

  static func failure(_ failure: Journal.Failure) -> DiagnosticsError {
    let reason: String
    let hint: String?
    switch failure {
    case .storage(.locked(let path, let owner)):
      return DiagnosticsError(
        .error(
          "Another run is under way", detail: StorageError.locked(path: path, owner: owner).message,
          hint: "wait until it has ended"))
    case .storage(let error): (reason, hint) = (error.message, error.hint)
    case .newer(let version):
      reason = "It was begun by a newer version of Armature, in version \(version) of the journal's format."
      hint = "use that version, or move the journal away: the next run then goes by what Azure and the record have"
    case .malformed:
      reason = "What is in it is no record of a run."
      hint = "move the journal away: the next run then goes by what Azure and the record have"
    case .otherEnvironment(let name):
      reason = "It is about the environment \"\(name)\"."
      hint = "move the journal away, and back to the directory that it came from"
    }
    return DiagnosticsError(
      .error(
        "The journal can't be kept",
        detail: "\(reason) What is about to be done is written to it before anything in Azure is changed.",
        hint: hint))
  }
}
