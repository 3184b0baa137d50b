import JobDefinition
import TestSupport
import Testing

@testable import Batch

@Suite struct SeamSensitivityTests {
  @Test func `other rules give other hashes of the classes and the same of the indices`() throws {
    let first = try hashes(threshold: "0.4")
    let second = try hashes(threshold: "0.41")
    #expect(first.isDisjoint(with: second, in: ["mask", "classes"]))
    #expect(first["indices"] == second["indices"])
    #expect(first == (try hashes(threshold: "0.4")))
  }

  private func hashes(threshold: String) throws -> [String: String] {
    let farm = try TinyFarm.shared.get()
    let job = try JobDecoder.decode(
      text: """
        version: 1
        name: seams
        flights: {mosaics: [{file: "\(farm.mosaic)"}]}
        fields: {file: "\(farm.fields)", id: field_id}
        indices: {report: [ndvi]}
        legend:
          - {code: 0, name: soil, color: "#000000", kind: stuff, group: soil}
          - {code: 1, name: plants, color: "#00ff00", kind: thing, group: crop}
        segment: {rules: [{class: plants, when: "ndvi > \(threshold)"}], otherwise: soil}
        """, path: "job.yaml")
    let trials = try SeamVerification(job).run(tileSizes: [256], threadCounts: [2])
    return Dictionary(uniqueKeysWithValues: zip(SeamVerification.parts, trials[0].hashes))
  }
}

extension [String: String] {
  fileprivate func isDisjoint(with other: Self, in keys: [String]) -> Bool {
    keys.allSatisfy { self[$0] != nil && self[$0] != other[$0] }
  }
}
