import ARM
import Resources
import Values

/// Claims are versions of the environment's template spec, each under a name of its run's own.
extension TemplateSpecRecordStore {
  package func write(_ claim: Claim, environment: String) async throws(ProviderFailure) -> StandingClaim {
    do throws(ARMError) {
      let body = try await write(
        RecordBodies.claim(claim), "\(claim.holder) is changing this environment.", as: RecordNames.claim(claim.run),
        of: environment
      ) { RecordBodies.spec(environment, region: $0) }
      guard let standing = RecordBodies.standingClaim(body) else {
        throw ARMError(.malformed, message: "Azure doesn't say when the claim on the environment was written.")
      }
      return standing
    } catch {
      throw failure(error, doing: "claimed")
    }
  }

  package func claimants(environment: String) async throws(ProviderFailure) -> [String] {
    do throws(ARMError) {
      return try await listing(environment)?.claimants ?? []
    } catch {
      throw failure(error, doing: "claimed")
    }
  }

  package func claim(of run: String, environment: String) async throws(ProviderFailure) -> StandingClaim? {
    do throws(ARMError) {
      return try await found("\(specID(environment))/versions/\(RecordNames.claim(run))")
        .flatMap { RecordBodies.standingClaim($0) }
    } catch {
      throw failure(error, doing: "claimed")
    }
  }

  package func removeClaim(of run: String, environment: String) async throws(ProviderFailure) {
    do throws(ARMError) {
      try await delete("\(specID(environment))/versions/\(RecordNames.claim(run))")
    } catch {
      throw failure(error, doing: "released")
    }
  }
}
