import Foundation
import JobDefinition
import TestSupport
import Testing

@testable import Batch

/// What folders, patterns and lists hold.
@Suite struct PlaceTests {
  @Test func `a folder is searched alone, or with all that is in it`() throws {
    let bench = try WatchBench()
    for name in ["in/a.tif", "in/b.txt", "in/deep/er/c.tif", "in/.hidden/d.tif", "in/.part.tif"] {
      try bench.write(name)
    }
    #expect(try bench.survey("{watch: [in]}").readyNames == ["a"])
    #expect(try bench.survey("{watch: [{folder: in, recursive: true}]}").readyNames == ["a", "deep_er_c"])
    #expect(try bench.survey("{watch: [\"in/*/*/c.tif\", in]}").readyNames == ["a", "deep_er_c"])
  }

  @Test func `a list names files, and may name and date them`() throws {
    let bench = try WatchBench()
    try bench.write("far/a 1.tif")
    try bench.write("in/b.tif")
    try bench.write(
      "lists/tonight.txt",
      "\u{FEFF}# tonight\r\n../far/a 1.tif\r\n\n\(bench.path("in/b.tif"))\tnorth\t2026-05-04\n../gone.tif\n"
        + "x.tif\t../up\ny.tif\tok\t2026-02-30\n/vsis3/bucket/z.tif\n")
    let survey = try bench.survey("{watch: [{list: lists/tonight.txt}]}")
    #expect(survey.readyNames == ["north", "a_1"])
    #expect(survey.ready.first?.date?.description == "2026-05-04")
    #expect(survey.reasons == ["'\(bench.path("lists/../gone.tif"))' is not there yet"])
    #expect(survey.refused.count == 3)
    for word in [
      "tonight.txt:6: '../up' is not a name", "tonight.txt:7: '2026-02-30'", "tonight.txt:8: '/vsis3",
    ] {
      #expect(survey.refusals.contains { $0.contains(word) }, "\(survey.refusals)")
    }
  }

  @Test func `a place that cannot be read stops no other`() throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif")
    let survey = try bench.survey("{watch: [gone, {list: gone.txt}, in, in/a.tif/x*.tif]}")
    #expect(survey.readyNames == ["a"])
    #expect(survey.refused.count == 3)
    #expect(survey.refusals.contains("cannot look into '\(bench.path("gone"))': no such file or directory"))
    #expect(survey.refused.allSatisfy { !$0.error.mayPass })
  }

  @Test func `odd names are taken or refused, and all are told on one line`() throws {
    let bench = try WatchBench()
    for name in ["Süd Äcker.tif", "Ma\u{308}rz.tif", "日本.tif", "new\nline.tif", "-rf.tif", "%s.tif"] {
      try bench.write("in/\(name)")
    }
    let raw = Array(bench.path("in/").utf8) + [0xFF] + Array(".tif".utf8) + [0]
    let file = raw.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o644) }
    }
    #expect(file >= 0)
    close(file)
    let survey = try bench.survey("{watch: [in]}")
    #expect(Set(survey.readyNames) == ["S_d__cker", "Ma_rz", "__", "-rf", "_s"])
    #expect(survey.refused.count == 2)
    for refusal in survey.refusals {
      #expect(
        refusal.contains("its name is not UTF-8 or holds control characters") && !refusal.contains("\n"))
    }
    for flight in survey.ready { #expect(FileManager.default.fileExists(atPath: flight.paths[0])) }
  }

  @Test func `links are followed within the place and never out of it`() throws {
    let bench = try WatchBench()
    try bench.write("in/deep/a.tif")
    let secret = try bench.write("out/secret.tif")
    try bench.link("in/near.tif", to: "deep/a.tif")
    try bench.link("in/far.tif", to: secret)
    try bench.link("in/up.tif", to: "../out/secret.tif")
    try bench.link("in/nowhere.tif", to: "gone.tif")
    try bench.link("in/loop", to: ".")
    try bench.link("in/folder.tif", to: "deep")
    try bench.link("place", to: "in")
    for place in ["in", "place"] {
      let survey = try bench.survey("{watch: [{folder: \(place), recursive: true}]}")
      #expect(survey.readyNames == ["deep_a", "near"])
      #expect(survey.refused.count == 3)
      #expect(survey.refusals.count { $0.contains("out of the watched folder, to '\(secret)'") } == 2)
      #expect(survey.refusals.count { $0.contains("nowhere.tif' is not taken: the link leads nowhere") } == 1)
    }
  }

  @Test func `a pipe is not waited for`() throws {
    let bench = try WatchBench()
    try bench.write("in/a.tif")
    #expect(mkfifo(bench.path("in/pipe.tif"), 0o644) == 0)
    #expect(mkfifo(bench.path("in/a.yaml"), 0o644) == 0)
    let survey = try bench.survey("{watch: [in]}")
    #expect(survey.refusals.contains { $0.contains("pipe.tif' is not taken: it is not a regular file") })
    #expect(
      survey.refusals.contains { $0.contains("a.yaml': it is not a regular file") }, "\(survey.refusals)")
  }

  @Test func `a file is one flight, and two flights of one name are none`() throws {
    let bench = try WatchBench()
    for name in ["in/a.tif", "in/b_c.tif", "in/b/c.tif", "own.tif", "in/own.tif"] { try bench.write(name) }
    let survey = try bench.survey(
      "{mosaics: [{file: own.tif}], watch: [in, in/*.tif, {folder: in, recursive: true}]}")
    #expect(survey.readyNames == ["a", "own"])
    #expect(survey.ready.last?.paths == [bench.path("own.tif")])
    #expect(survey.refused.map(\.candidate.name).sorted() == ["b_c", "b_c", "own"])
    #expect(survey.refusals.contains { $0.hasPrefix("two flights are named 'b_c': ") })
    #expect(throws: DiscoveryError.self) { try bench.survey("{folder: in, mosaics: [{file: own.tif}]}") }
  }

  @Test func `ten thousand files are told apart`() throws {
    let bench = try WatchBench()
    try bench.write("in/x.txt")
    for number in 0..<10_000 {
      let day = String(20_260_500 + 1 + number % 28)
      _ = FileManager.default.createFile(atPath: bench.path("in/farm\(number)_\(day).tif"), contents: nil)
    }
    let survey = try bench.survey(#"{watch: [in], name: "(?<farm>[a-z0-9]+)_(?<date>\\d{8})"}"#)
    #expect(survey.ready.count == 10_000 && survey.held.isEmpty && survey.refused.isEmpty)
    #expect(Set(survey.ready.map(\.farm)).count == 10_000)
    #expect(survey.ready.first?.date?.day == 1 && survey.ready.last?.date?.day == 28)
    #expect(try bench.survey("{watch: [in]}", after: 0).held.count == 10_000)
  }

  /// Random trees and patterns, held against Python's glob.
  @Test func `patterns find what Python's glob finds`() throws {
    var generator = SeededGenerator(seed: 7)
    let names = ["a", "b", "ab", "a1", ".h", "c.tif", "d.tif", "a.tif"]
    let parts = ["*", "**", "a*", "[ab]", "[!a]*", "a", "?", ".h", "*.tif", "c.tif"]
    for _ in 0..<12 {
      let bench = try WatchBench()
      for _ in 0..<40 {
        let folders = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
          names[Int.random(in: 0..<5, using: &generator)]
        }
        let file = names[Int.random(in: 5..<8, using: &generator)]
        try bench.write((["in"] + folders + [file]).joined(separator: "/"))
      }
      let patterns = (0..<20).map { _ in
        let folders = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
          parts[Int.random(in: 0..<parts.count, using: &generator)]
        }
        return (["in"] + folders + [parts[Int.random(in: 8..<10, using: &generator)]]).joined(separator: "/")
      }
      let script = """
        import glob, os, sys
        for p in sys.argv[2:]:
            found = {f for f in glob.glob(p, root_dir=sys.argv[1], recursive=True)
                     if os.path.isfile(os.path.join(sys.argv[1], f))}
            print("|".join(sorted(found)))
        """
      let expected = try Oracle.tool(Oracle.systemPython, ["-c", script, bench.path("")] + patterns)
        .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      for (pattern, expected) in zip(patterns, expected) {
        let place = try #require(PathPattern(pattern, in: bench.path("")))
        var walk = PlaceWalk(place, listing: LocalFolders())
        try? walk.run()
        let found = walk.files.map { String($0.path.resolved.dropFirst(bench.path("").count)) }
        #expect(found.sorted().joined(separator: "|") == expected, "\(pattern)")
        #expect(Set(found).count == found.count)
      }
    }
  }
}
