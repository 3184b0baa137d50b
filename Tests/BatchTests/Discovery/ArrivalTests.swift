import Foundation
import TestSupport
import Testing

@testable import Batch

/// A flight is not touched before its files have arrived.
@Suite struct ArrivalTests {
  @Test func `a watched mosaic lies still for two minutes before it is taken`() throws {
    let bench = try WatchBench()
    let path = try bench.write("in/north_2026-05-04.tif")
    let early = try bench.survey("{watch: [in]}", after: 60)
    #expect(early.ready.isEmpty && early.held.count == 1)
    #expect(early.held.first?.hold.kind == .settling)
    #expect(early.held.first?.candidate.name == "north_2026-05-04")
    #expect(early.reasons.first?.contains("'\(path)' was changed ") == true, "\(early.reasons)")
    #expect(early.reasons.first?.contains("lain still for 2 min") == true, "\(early.reasons)")
    #expect(try bench.survey("{watch: [in]}", after: 122).readyNames == ["north_2026-05-04"])
  }

  @Test func `what the job names itself is taken at once unless it says otherwise`() throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif")
    try bench.write("b.tif")
    let flights = "folder: in, mosaics: [{file: b.tif}]"
    #expect(try bench.survey("{\(flights)}", after: 0).readyNames == ["a", "b"])
    #expect(try bench.survey("{\(flights), settle: 1 h}", after: 10).held.count == 2)
    #expect(try bench.survey("{watch: [in], settle: 0s}", after: 0).readyNames == ["a"])
    #expect(try bench.survey("{mosaics: [{file: gone.tif}], settle: 1 h}").readyNames == ["gone"])
  }

  @Test func `a copy that keeps the old time of writing is new all the same`() throws {
    let bench = try WatchBench()
    let path = try bench.write("in/a.tif")
    for date in [Date(timeIntervalSince1970: 1e9), Date() + 1e9] {
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      #expect(try bench.survey("{watch: [in]}", after: 60).readyNames == [])
      #expect(try bench.survey("{watch: [in]}", after: 130).readyNames == ["a"], "\(date)")
    }
    let early = try bench.survey("{watch: [in]}", after: -500)
    #expect(early.reasons.first?.contains("ahead of this machine's clock") == true, "\(early.reasons)")
  }

  @Test func `a sidecar that still arrives holds its mosaic`() throws {
    let bench = try WatchBench()
    let mosaic = try #require(FileStamp(ofFileAt: try bench.write("in/a.tif")))
    usleep(60_000)
    let sidecar = try bench.write("in/a.tfw")
    let moment = Date(timeIntervalSince1970: Double(mosaic.changed ?? 0) / 1e9 + 120.03)
    let survey = try FlightDiscovery.survey(bench.job("{watch: [in]}"), at: moment)
    #expect(survey.reasons.first?.contains("'\(sidecar)'") == true, "\(survey.reasons)")
  }

  @Test func `an empty manifest is enough, a missing one is waited for`() throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif")
    try bench.write("in/b.tif")
    let done = try bench.write("in/a.done", "")
    let survey = try bench.survey("{watch: [in], manifest: \"{name}.done\"}", after: 0)
    #expect(survey.readyNames == ["a"])
    #expect(
      survey.reasons == ["'\(done.replacing("a.done", with: "b.done"))', its manifest, is not there yet"])
    #expect(
      try bench.survey("{watch: [in], manifest: \"{name}.done\", settle: 1 h}", after: 5).held.count == 2)
  }

  @Test func `sums that sha256sum wrote are held against the files when work begins`() throws {
    let bench = try WatchBench()
    try bench.write("in/süd 1.tif", "south")
    try bench.write("in/b.tif", "north")
    let sums = try Oracle.tool("sh", ["-c", "cd '\(bench.path("in"))' && sha256sum -b *.tif"])
    try bench.write("in/SHA256SUMS", sums)
    let job = try bench.job("{watch: [in], manifest: SHA256SUMS}")
    let survey = try FlightDiscovery.survey(job)
    #expect(survey.readyNames == ["b", "s_d_1"], "\(survey.reasons)")
    for flight in survey.ready { #expect(try flight.brokenPromise(allowsRemote: false) == nil) }
    try bench.write("in/b.tif", "nqrth")
    let damaged = try #require(try FlightDiscovery.survey(job).ready.first)
    let hold = try #require(try damaged.brokenPromise(allowsRemote: false))
    #expect(hold.kind == .settling && hold.reason.contains("in/b.tif' is not what its manifest promises"))
    try bench.write("in/c.tif")
    let reasons = try FlightDiscovery.survey(job).reasons
    #expect(reasons == ["'\(bench.path("in/SHA256SUMS"))' does not list 'c.tif' yet"])
  }

  @Test(arguments: ["stat -c '%s %n' *.tif", "wc -c *.tif"])
  func `sizes that the system's tools print must agree`(command: String) throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif", "whole")
    try bench.write("in/b.tif", "whole")
    try bench.write("in/LIST", try Oracle.tool("sh", ["-c", "cd '\(bench.path("in"))' && \(command)"]))
    try bench.write("in/b.tif", "who")
    let survey = try bench.survey("{watch: [in], manifest: LIST}", after: 0)
    #expect(survey.readyNames == ["a"])
    #expect(survey.reasons.first?.contains("b.tif' has 3 of the 5 bytes") == true, "\(survey.reasons)")
  }

  @Test func `a file that grows after the survey is not begun`() throws {
    let bench = try WatchBench()
    let path = try bench.write("in/a.tif", "half")
    let flight = try #require(try bench.survey("{watch: [in]}").ready.first)
    #expect(flight.changeSinceSurvey() == nil)
    try bench.write("in/a.tif", "half and more")
    #expect(
      flight.changeSinceSurvey()?.reason
        == "'\(path)' has changed since it was found: it had 4 bytes and has 13")
    try FileManager.default.removeItem(atPath: path)
    #expect(flight.changeSinceSurvey()?.kind == .settling)
  }

  @Test func `lengths of time are told in few words`() {
    let texts = [0, 7, 60, 90, 600, 3600, 5400, 90_000].map { Duration.seconds($0).forReaders }
    #expect(texts == ["0 s", "7 s", "1 min", "90 s", "10 min", "1 h", "90 min", "25 h"])
  }
}
