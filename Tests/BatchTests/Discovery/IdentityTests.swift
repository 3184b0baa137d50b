import Foundation
import JobDefinition
import TestSupport
import Testing

@testable import Batch

/// Flights are named, dated and assigned by rules, and nothing is guessed.
@Suite struct IdentityTests {
  @Test func `the file's name tells farm, day and sensor`() throws {
    let bench = try WatchBench()
    try bench.write("in/nord_20260504_mav.tif")
    let flight = try #require(
      try bench.survey(
        #"{watch: [in], name: "(?<farm>[a-z]+)_(?<date>\\d{8})_(?<sensor>[a-z]+)", sensors: {mav: dji-mavic-3m}}"#
      ).ready.first)
    #expect(flight.farm == "nord" && flight.date?.description == "2026-05-04")
    #expect(flight.sensorProfile == "dji-mavic-3m" && flight.name == "nord_20260504_mav")
  }

  @Test func `a pattern with a slash is asked of the path below the place`() throws {
    let bench = try WatchBench()
    try bench.write("in/nord/2026/05/04/ortho.tif")
    let pattern = #"^(?<farm>[^/]+)/(?<year>\\d+)/(?<month>\\d+)/(?<day>\\d+)/"#
    let flight = try #require(
      try bench.survey("{watch: [{folder: in, recursive: true}], name: \"\(pattern)\"}").ready.first)
    #expect(flight.farm == "nord" && flight.date?.description == "2026-05-04")
    #expect(flight.name == "nord_2026_05_04_ortho")
  }

  @Test func `a sidecar goes before the name, the name before the tags`() throws {
    let bench = try WatchBench()
    for name in ["side_2026-05-04", "named_2026-05-04", "tagged"] {
      try bench.write("in/x")
      try Oracle.tool(
        "gdal_create",
        ["-q", "-of", "GTiff", "-outsize", "8", "8", "-mo", "TIFFTAG_DATETIME=2024:03:02 10:11:12"]
          + [bench.path("in/\(name).tif")])
    }
    try bench.write("in/side_2026-05-04.yaml", "{date: 2025-01-31, name: s, farm: Süd, sensor: dji-mavic-3m}")
    func days(_ more: String) throws -> [String: String] {
      let ready = try bench.survey("{watch: [in]\(more)}").ready
      return Dictionary(uniqueKeysWithValues: ready.map { ($0.name, $0.date?.description ?? "none") })
    }
    #expect(try days("") == ["s": "2025-01-31", "named_2026-05-04": "2026-05-04", "tagged": "none"])
    #expect(try days(", date_tag: true")["tagged"] == "2024-03-02")
    #expect(try bench.survey("{watch: [in]}").ready.first?.farm == "Süd")
  }

  @Test func `what cannot be right concerns that flight alone`() throws {
    let bench = try WatchBench()
    for name in ["a_20260231", "b_20260504", "c_20260505", "d", "e_20260506", "good_20260507", "f_20260508"] {
      try bench.write("in/\(name).tif")
    }
    try bench.write("in/b_20260504.yaml", "{date: 2026-13-01}")
    try bench.write("in/c_20260505.tif.yaml", "{sensor: dji-mavic-3}")
    try bench.write("in/e_20260506.yaml", "{farm: x}")
    try bench.write("in/e_20260506.yml", "{farm: y}")
    try bench.link("in/f_20260508.yaml", to: "/etc/hostname")
    let survey = try bench.survey(#"{watch: [in], name: "(?<farm>[a-z]+)_(?<date>\\d{8})"}"#)
    #expect(survey.readyNames == ["good_20260507"])
    for word in [
      "'20260231', the date of", "b_20260504.yaml:1:8: '2026-13-01' is not a date",
      "'dji-mavic-3', which", "did you mean 'dji-mavic-3m'?", "d.tif' does not fit", "has 2 sidecars",
      "f_20260508.yaml': it is a symbolic link",
    ] {
      #expect(survey.refusals.count { $0.contains(word) } == 1, "\(word): \(survey.refusals)")
    }
    #expect(survey.refused.count == 6)
  }

  @Test func `a clock that was never set gives no day, an impossible tag is told`() throws {
    let bench = try WatchBench()
    for (name, tag) in [
      ("zero", "0000:00:00 00:00:00"), ("blank", "    :  :     :  :  "), ("odd", "2024:13:40 1"),
    ] {
      try bench.write("in/x")
      try Oracle.tool(
        "gdal_create",
        [
          "-q", "-of", "GTiff", "-outsize", "8", "8", "-mo", "TIFFTAG_DATETIME=\(tag)",
          bench.path("in/\(name).tif"),
        ])
    }
    let survey = try bench.survey("{watch: [in], date_tag: true}")
    #expect(survey.readyNames == ["blank", "zero"] && survey.ready.allSatisfy { $0.date == nil })
    #expect(survey.refusals.first?.contains("'2024:13:40") == true, "\(survey.refusals)")
  }

  @Test func `sidecars count for watched mosaics alone`() throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif")
    try bench.write("in/a.yaml", "version: 1\nname: a-job-beside-its-mosaic\n")
    #expect(try bench.survey("{mosaics: [{file: in/a.tif}]}").readyNames == ["a"])
    #expect(
      try bench.survey("{watch: [in]}").refusals.first?.contains("a.yaml:1:1: unknown key 'version'") == true)
  }

  @Test func `a flight's own sensor counts as if the job named it`() throws {
    let bench = try WatchBench()
    let job = try bench.job("{watch: [in]}", more: "sensor: {profile: micasense-altum, scale: 32768}")
    let other = try bench.job("{watch: [in]}", more: "sensor: {profile: dji-mavic-3m, scale: 32768}")
    var flight = FlightCandidate(name: "a", files: .one(JobPath("a.tif", in: "")))
    #expect(job.describing(flight).parametersJSON == job.parametersJSON)
    flight.sensorProfile = "dji-mavic-3m"
    #expect(job.describing(flight).parametersJSON == other.parametersJSON)
    #expect(job.parametersJSON != other.parametersJSON)
  }

  @Test func `words for sensors stand for profiles that there are`() throws {
    let bench = try WatchBench()
    let error = #expect(throws: JobPlanError.self) {
      try JobPlan(bench.job("{watch: [in], sensors: {mav: dji-mavic-3}}"))
    }
    #expect(error?.place == "/flights/sensors/mav" && error?.suggestion == "dji-mavic-3m")
  }
}
