import Testing

@testable import JobDefinition

@Suite struct WatchTests {
  private func flights(_ text: String) throws -> FlightSelection {
    try #require(
      try JobDecoder.decode(
        text: "version: 1\nname: a\nflights: \(text)\nindices: {report: [ndvi]}\n",
        path: "/jobs [old]/job.yaml"
      ).flights)
  }

  private func reasons(_ text: String) -> String {
    do {
      _ = try flights(text)
      return "nothing"
    } catch {
      return "\(error)"
    }
  }

  @Test func `places are told by how they are written`() throws {
    let watched = try flights(
      #"{watch: [in, "in/*.tif", "/data/**/n?.tif", {folder: "in[1]", recursive: true}, {list: a.txt}]}"#
    ).watched
    guard case .folder(let folder, isRecursive: false, pattern: .geoTIFF) = watched[0],
      case .files(_, let near) = watched[1],
      case .files(_, let far) = watched[2],
      case .folder(let bracket, isRecursive: true, pattern: _) = watched[3],
      case .list(let list) = watched[4]
    else { Issue.record("\(watched)"); return }
    #expect(folder.resolved == "/jobs [old]/in")
    #expect(near.root == "/jobs [old]/in" && near.parts == [.matching(.geoTIFF)])
    #expect(far.root == "/data" && far.parts.count == 2 && far.parts[0] == .anyFolders)
    #expect(bracket.resolved == "/jobs [old]/in[1]" && list.resolved == "/jobs [old]/a.txt")
  }

  @Test(arguments: [
    ("{watch: []}", "the list is empty"), ("{watch: in}", "expected a list"),
    ("{watch: [{}]}", "key 'folder', 'files' or 'list' is missing"),
    ("{watch: [{folder: a, list: b}]}", "a place has one of 'folder' and 'list'"),
    ("{watch: [{list: a, recursive: true}]}", "'recursive' means nothing without 'folder'"),
    ("{watch: [\"a/**\"]}", "is not a pattern for paths of files"),
    ("{watch: [\"a/[b\"]}", "is not a pattern"),
    ("{watch: [/vsis3/bucket/a]}", "is not a local file, which only 'allow: {remote: true}' permits"),
    ("{watch: [a], settle: 5}", "expected text"),
    ("{watch: [a], settle: 5 minutes}", "is not a length of time"),
    ("{watch: [a], manifest: \"done/{name}\"}", "is not a file's name"),
    ("{watch: [a], manifest: \"{nam}.done\"}", "is not a file's name"),
    ("{watch: [a], name: \"(?<fram>[a-z]+)\"}", "did you mean 'farm'?"),
    ("{watch: [a], name: \"[a-z]+\"}", "has no group such as"),
    ("{watch: [a], name: \"(\"}", "regular expression"),
    ("{settle: 5 s}", "key 'folder', 'mosaics' or 'watch' is missing"),
  ])
  func `what is wrong is told`(text: String, reason: String) {
    #expect(reasons(text).contains(reason), "\(reasons(text))")
  }

  @Test(arguments: [("0s", 0), ("90 s", 90_000), ("1.5min", 90_000), ("2 h", 7_200_000), ("1 d", 86_400_000)])
  func `lengths of time have units`(text: String, milliseconds: Int) throws {
    #expect(try flights("{folder: a, settle: \(text)}").arrival.rest == .milliseconds(milliseconds))
  }

  @Test func `a manifest's name is made of the mosaic's`() throws {
    #expect(ManifestName("{name}.done")?.name(beside: "north.a.tif") == "north.a.done")
    #expect(ManifestName("{file}.md5")?.name(beside: ".tif") == ".tif.md5")
    #expect(ManifestName("SHA256SUMS")?.name(beside: "x.tif") == "SHA256SUMS")
  }

  @Test func `groups are found in names, and in paths where the pattern has a slash`() throws {
    let name = try NamePattern.read(#"(?<farm>\p{L}+)_(?<date>\d{8})"#).get()
    #expect(name.values(in: "south_20250101/süd_20260504.tif") == [.farm: "süd", .date: "20260504"])
    #expect(name.values(in: "x.tif") == nil)
    let path = try NamePattern.read("^(?<farm>[^/]+)/(?<sensor>mav|alt)?").get()
    #expect(path.values(in: "nord/2026.tif") == [.farm: "nord"])
    #expect(path.values(in: "2026.tif") == nil)
  }

  @Test func `a sidecar says what it knows, and its faults have places`() throws {
    let sidecar = try FlightSidecar(text: "date: 2026-05-04\nfarm: Süd\nnote: hail in June\n", path: "n.yaml")
    #expect(sidecar.date?.month == 5 && sidecar.farm == "Süd" && sidecar.name == nil)
    for (text, reason) in [
      ("date: 2026-02-30", "n.yaml:1:7: '2026-02-30' is not a date"), ("fram: x", "did you mean 'farm'?"),
      ("- a", "expected a mapping"), ("farm: [", "is not YAML"), ("name: ../x", "is not a name"),
      ("", "is empty"),
      ("farm: 7", "expected text"), ("a: &x b\nc: *x", "anchors and aliases"),
    ] {
      let error = #expect(throws: InvalidJob.self) { try FlightSidecar(text: text, path: "n.yaml") }
      #expect("\(error.map { "\($0)" } ?? "")".contains(reason), "\(error.map { "\($0)" } ?? "")")
    }
  }
}

@Suite struct QualityLimitsTests {
  private func limits(_ text: String) throws -> QualityLimits? {
    try JobDecoder.decode(
      text: "version: 1\nname: a\nflights: {folder: a}\nindices: {report: [ndvi]}\n\(text)\n",
      path: "job.yaml"
    ).quality
  }

  @Test func `a section without more has the usual limits, and off takes one away`() throws {
    #expect(try limits("") == nil)
    #expect(try limits("quality: {}") == QualityLimits())
    let changed = try limits("quality: {min_sharpness: off, min_coverage: 0.5, action: note}")
    #expect(changed?.minimumSharpness == nil && changed?.minimumCoverage == 0.5 && changed?.action == .note)
    #expect(changed?.maximumNodata == QualityLimits().maximumNodata)
    for text in ["{max_nodata: 2}", "{max_nodata: on}", "{min_sharpness: -1}", "{action: stop}", "[]"] {
      #expect(throws: InvalidJob.self) { try limits("quality: \(text)") }
    }
  }

  @Test func `limits do not change what results are`() throws {
    let plain = try JobDecoder.decode(text: JobTexts.minimal, path: "job.yaml")
    let judged = try JobDecoder.decode(text: JobTexts.minimal + "quality: {}\n", path: "job.yaml")
    #expect(plain.parametersJSON == judged.parametersJSON)
  }
}
