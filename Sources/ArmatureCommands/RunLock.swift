import Applying
import Diagnostics
import Durability
import Resources

/// One apply of an environment from one directory at a time, and its journal.
final class RunLock: Sendable {
  private let path: String
  private let lock: LockFile

  /// Takes the lock; a directory that can't be written to, or another run, is an error before anything is changed.
  init(directory: String, environment: String) throws(DiagnosticsError) {
    let journals = "\(directory)/.armature/journal"
    guard ProcessEnvironment.makeDirectory(journals) else {
      throw DiagnosticsError(
        .error(
          "The journal can't be kept",
          detail:
            "The directory \(journals) can't be made. What is about to be done is written there before anything in "
            + "Azure is changed, so that a crash costs nothing.",
          hint: "make \(directory) writable"))
    }
    path = "\(journals)/\(environment)"
    do throws(StorageError) {
      lock = try LockFile("\(path).lock")
    } catch {
      throw Self.failure(error)
    }
  }

  /// The journal of this directory and environment, begun anew for a run: what an earlier run left unfinished is in the
  /// record and in Azure, and the plan has taken it into account.
  ///
  /// - Returns: whether there was such a run, too.
  func journal(run: String, environment: String) async throws(DiagnosticsError)
    -> (journal: Journal, wasInterrupted: Bool)
  {
    do throws(StorageError) {
      let (journal, unfinished) = try Journal.open("\(path).log")
      try await journal.restart(run: run, environment: environment)
      return (journal, !unfinished.isEmpty)
    } catch {
      throw Self.failure(error)
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

  /// Keeps the lock until here.
  func release() {}

  private static func failure(_ error: StorageError) -> DiagnosticsError {
    if case .locked = error {
      return DiagnosticsError(
        .error("Another run is under way", detail: error.message, hint: "wait until it has ended"))
    }
    return DiagnosticsError(
      .error(
        "The journal can't be kept",
        detail: "\(error.message) What is about to be done is written there before anything in Azure is changed.",
        hint: error.hint))
  }
}
