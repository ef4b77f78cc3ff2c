import ARMSimulator
import Applying
import Planning
import TestWorld
import Testing

@Suite("Limits on the number of calls")
struct ThrottlingTests {
  private static let spec = """
    resource "azurerm_resource_group" "g" {
      count    = 40
      name     = "rg-${count.index}"
      location = "centralus"
    }

    resource "azurerm_user_assigned_identity" "i" {
      count               = 400
      name                = "id-${count.index}"
      resource_group_name = azurerm_resource_group.g[count.index % 40].name
      location            = "centralus"
    }

    resource "azurerm_storage_account" "s" {
      count                    = 30
      name                     = "account${count.index}"
      resource_group_name      = azurerm_resource_group.g[count.index % 40].name
      location                 = "centralus"
      account_tier             = "Standard"
      account_replication_type = "LRS"
    }
    """

  /// How many calls were refused for being too many while a spec was applied, planned again and destroyed, by one run
  /// right after the other, each with a client that knows nothing of the one before, in a cloud with ARM's limits.
  private static func refusals(isPaced: Bool) throws -> Int {
    let timeline = Timeline(seed: 1)
    let simulator = ARMSimulator(
      SimulatorSettings(speed: .factor(1), throttles: true), clock: timeline.simulatorClock)
    @Sendable func run(_ seed: UInt64) -> World {
      World(simulator: simulator, timeline: timeline, seed: seed, isPaced: isPaced)
    }
    return try timeline.run { () -> Result<Int, any Error> in
      do {
        let result = try await run(1).apply(spec, parallelism: 50)
        if isPaced {
          #expect(result.isComplete)
          #expect(result.added == 470)
          #expect(try await run(2).plan(spec).isEmpty)
          #expect(try await run(3).destroy(spec).isComplete)
        }
        return .success(await simulator.requests().filter { $0.status == 429 }.count)
      } catch {
        return .failure(error)
      }
    }.get()
  }

  @Test("calls that are paced run into no limit, and without pacing they would")
  func pacing() throws {
    #expect(try Self.refusals(isPaced: true) == 0)
    #expect(try Self.refusals(isPaced: false) > 0)
  }
}
