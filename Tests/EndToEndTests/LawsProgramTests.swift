import Foundation
import Testing

/// The program that goes through what takes longer than a test should, as one calls it.
@Suite struct LawsProgramTests {
  @Test(
    "help on anything is told, and nothing is begun",
    arguments: [[], ["schedule"], ["two"], ["soak"], ["hostile"], ["kinds"], ["wrong"], ["apply"]])
  func help(subcommand: [String]) throws {
    let place = try Workplace(copying: [])
    let said = try Program.run("armature-laws", subcommand + ["--help"], in: place.folder)
    #expect(said.status == 0)
    #expect(said.errors == "")
    #expect(said.output.contains((["USAGE: armature-laws"] + subcommand).joined(separator: " ")), "\(said.output)")
  }

  @Test(
    "what can't be understood is refused, and nothing is begun",
    arguments: [
      ["--cuont", "1"], ["soak", "--operations", "many"], ["kinds", "azurerm_lbb"], ["apply", "--count", "0"],
    ])
  func refused(arguments: [String]) throws {
    let place = try Workplace(copying: [])
    let said = try Program.run("armature-laws", arguments, in: place.folder)
    #expect(said.status == 64)
    #expect(said.output == "")
    #expect(said.errors.hasPrefix("Error: "))
  }

  @Test("a count and a seed go to random scenarios")
  func scenarios() throws {
    let place = try Workplace(copying: [])
    let said = try Program.run("armature-laws", ["--count", "2", "--seed", "7"], in: place.folder)
    #expect(said.status == 0)
    #expect(said.output.contains("from seed 7"))
  }
}
