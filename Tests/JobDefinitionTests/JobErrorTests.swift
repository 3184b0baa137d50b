import JobDefinition
import Testing
import TestSupport

@Suite struct JobErrorTests {
  /// The errors' descriptions; empty where the job is read.
  static func errors(_ text: String) -> [String] {
    do {
      _ = try JobDecoder.decode(text: text, path: "job.yaml")
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  @Test func `a misspelt key is named with its place and the right one`() {
    let errors = Self.errors(JobTexts.full("- {class: crop, when:", "- {clas: crop, when:"))
    #expect(
      errors == [
        "job.yaml:32:7: key 'class' is missing in /segment/rules/1",
        "job.yaml:32:8: unknown key 'clas' in /segment/rules/1; did you mean 'class'?",
      ])
  }

  @Test func `all errors are told, from top to bottom`() {
    let errors = Self.errors(
      """
      version: 1
      name: ../../x
      flights: {pattern: "a/b", mosaics: [{file: a.tif, date: 2026-02-30}]}
      sensor: {scale: count, bands: {red: 1, nir: 1}, nodata: {rule: some}}
      indices: {report: [ndvi, ndvi], custom: [{name: 1x, expression: ""}]}
      processing: {tile_size: 63, threads: yes}

      """)
    #expect(
      errors == [
        "job.yaml:2:7: '../../x' is not a name (a letter or digit, then up to 63 letters, digits, '.', '_' or '-') in /name",
        "job.yaml:3:20: 'a/b' is not a pattern for file names in /flights/pattern",
        "job.yaml:3:20: a pattern means nothing without 'folder' in /flights/pattern",
        "job.yaml:3:57: '2026-02-30' is not a date such as 2026-05-04 in /flights/mosaics/0/date",
        "job.yaml:4:17: expected a number above 0, counts or reflectance, found 'count' in /sensor/scale; did you mean 'counts'?",
        "job.yaml:4:45: band 1 is both red and nir in /sensor/bands/nir",
        "job.yaml:4:57: key 'value' is missing in /sensor/nodata",
        "job.yaml:4:64: expected one of all, any, found 'some' in /sensor/nodata/rule",
        "job.yaml:5:26: 'ndvi' is named twice in /indices/report/1",
        "job.yaml:5:49: '1x' is not a name of letters, digits and underscores in /indices/custom/0/name",
        "job.yaml:5:65: the text is empty in /indices/custom/0/expression",
        "job.yaml:6:25: expected a whole number from 64 to 8192, found '63' in /processing/tile_size",
        "job.yaml:6:38: expected a whole number from 1 to 256, found 'yes' in /processing/threads",
      ])
  }

  @Test(arguments: [
    "../../x", #""a\0b""#, #""a\nb""#, #""a\n""#, String(repeating: "a", count: 65),
    String(repeating: "a", count: 300), ".hidden", "-x", "a b", "é", "2026", "''", "a/b", "~",
  ])
  func `a name that is none is refused`(name: String) {
    let errors = Self.errors(JobTexts.full("name: a\n", "name: \(name)\n", in: JobTexts.minimal))
    #expect(errors.count == 1)
    #expect(errors.allSatisfy { $0.hasPrefix("job.yaml:2:7: ") && $0.hasSuffix(" in /name") })
    #expect(errors.allSatisfy { error in error.unicodeScalars.allSatisfy { $0.value >= 32 } })
  }

  @Test(arguments: ["a", "9", "north-farm_2.b", String(repeating: "a", count: 64)])
  func `a right name is taken`(name: String) {
    #expect(Self.errors(JobTexts.full("name: a\n", "name: \"\(name)\"\n", in: JobTexts.minimal)).isEmpty)
  }

  @Test func `a newer version is refused with both versions named`() {
    let newer = JobTexts.full("version: 1", "version: 3\nfuture: true", in: JobTexts.minimal)
    #expect(
      Self.errors(newer) == [
        "job.yaml:1:10: the job has version 3, but versions up to 1 can be read in /version"
      ])
    #expect(
      Self.errors(JobTexts.full("version: 1\n", "", in: JobTexts.minimal)) == [
        "job.yaml:1:1: key 'version' is missing"
      ])
    #expect(Self.errors(JobTexts.full("version: 1", "version: 0", in: JobTexts.minimal)).count == 1)
  }

  @Test(arguments: [
    ("class: weed, when", "class: wead, when", "31:15: the legend has no class 'wead'", "weed"),
    ("otherwise: soil", "otherwise: siol", "33:14: the legend has no class 'siol'", "soil"),
    ("become: weed", "become: wed", "39:59: the legend has no class 'wed'", "weed"),
    ("0.01, class: weed", "0.01, class: Weed", "41:43: the legend has no class 'Weed'", "weed"),
    ("kind: stuff", "kind: stuf", "26:51: expected one of stuff, thing, found 'stuf'", "stuff"),
  ])
  func `an unknown word is met with the nearest`(old: String, new: String, error: String, nearest: String) {
    let errors = Self.errors(JobTexts.full(old, new))
    #expect(
      errors.contains { $0.hasPrefix("job.yaml:\(error)") && $0.contains("did you mean '\(nearest)'?") })
  }

  @Test(arguments: [
    ("- majority: {size: 3}\n", "- majority: {size: 4}\n", "expected an odd number, found '4'"),
    ("- fill_holes: {smaller_than_m2: 0.01}", "- majority: {size: 3}", "majority must come before relabel"),
    ("- open: {class: crop,", "- open: {class: soil,", "'soil' is the background"),
    ("become: weed}", "become: crop}", "a class cannot become itself"),
    ("smaller_than_m2: 0.05,", "", "key 'smaller_than_m2' or 'larger_than_m2' is missing"),
    ("smaller_than_m2: 0.05,", "smaller_than_m2: 0.05, larger_than_m2: 1,", "a step has either"),
    ("- majority: {size: 3}", "- majority: {size: 3}\n    open: {class: crop, radius: 1}", "expected one of"),
    ("connectivity: 4", "connectivity: 6", "expected 4 or 8, found '6'"),
    ("code: 2", "code: 1", "two classes have code 1"),
    ("code: 2", "code: 255", "expected a whole number from 0 to 254, found '255'"),
    ("name: crop, color", "name: weed, color", "two classes are named 'weed'"),
    ("\"#8c6d46\"", "#8c6d46", "not YAML"),
    ("\"#8c6d46\"", "\"#8c6d4g\"", "is not a colour"),
    ("{file: a.tif,", "{file: a.tif, bands: {red: r.tif},", "a mosaic has either 'file' or 'bands'"),
    ("name: second", "name: p4d", "two mosaics are named 'p4d'"),
    ("name: second", "name: ../p4d", "'../p4d' is not a name"),
    ("name: p4d, ", "", "key 'name' is missing"),
    ("\"\\\\d{4}-\\\\d{2}-\\\\d{2}\"", "\"(\"", "is not a regular expression"),
    ("confidence: true", "confidence: yes", "expected true or false, found 'yes'"),
    ("layer: fields", "layer: 5", "expected text, found '5' without quotes"),
    ("layer: fields", "layer: ~", "expected text, found nothing"),
    ("max_pixels: 1000000", "max_pixels: 1e30", "expected a whole number from 1"),
    ("smaller_than_m2: 0.02", "smaller_than_m2: .inf", "expected a number above 0, found '.inf'"),
    (
      "fixed: {\"exg > otsu\": 0.113}", "fixed: {\"exg > otsu\": x}",
      "expected a number, found 'x' in /segment/fixed/exg > otsu"
    ),
    ("pattern: \"*.tif\"", "pattern: \"[a\"", "is not a pattern for file names"),
    ("blue: 1", "blu: 1", "unknown key 'blu' in /sensor/bands; did you mean 'blue'?"),
  ])
  func `what cannot be is refused`(old: String, new: String, reason: String) {
    let errors = Self.errors(JobTexts.full(old, new))
    #expect(errors.contains { $0.contains(reason) }, "\(errors)")
  }

  @Test(arguments: [
    ("", "job.yaml:1:1: the file is empty"),
    ("# nothing\n", "job.yaml:1:1: the file is empty"),
    ("- 1\n", "job.yaml:1:1: expected a mapping, found a list"),
    ("hello", "job.yaml:1:1: expected a mapping, found 'hello'"),
    ("version: 1\nname: [a\n", "job.yaml:3:1: the file is not YAML: did not find expected ',' or ']'"),
    ("version: 1\nname: a\nname: b\n", "key 'name' is given twice"),
    ("a: &x 1\nb: *x\n", "anchors and aliases ('&x', '*x') are not read"),
    ("version: 1\nname: a\u{1}\n", "job.yaml:2:8: the file is not YAML: control characters are not allowed"),
    ("version: 1\n---\nversion: 1\n", "found another document"),
    ("version: 1\nname: !!binary a\n", "job.yaml:2:7: the tag 'tag:yaml.org,2002:binary' is not read"),
    ("version: 1\r\nname: a\u{1}\r\n", "job.yaml:2:8: the file is not YAML"),
    ("version: 1\n? [a]\n: b\n", "a key must be text"),
  ])
  func `what is not a job file is refused`(text: String, error: String) {
    let errors = Self.errors(text)
    #expect(errors.contains { $0.contains(error) }, "\(errors)")
  }

  @Test func `endless and deep files are refused`() {
    let deep = "version: 1\nname: " + String(repeating: "[", count: 20_000)
    #expect(Self.errors(deep).count == 1)
    let steps = "version: 1\nname:\n" + String(repeating: "- ", count: 20_000)
    #expect(Self.errors(steps).count == 1)
    let long = JobTexts.minimal + "#" + String(repeating: "x", count: 1 << 20)
    #expect(Self.errors(long) == ["job.yaml:1:1: the file is larger than 1048576 bytes"])
  }

  @Test func `what needs another section says so`() {
    let text = "version: 1\nname: a\nflights: {folder: f}\ncleaning: []\n"
    #expect(
      Self.errors(text) == [
        "job.yaml:1:1: the job asks for nothing: key 'segment', 'indices', 'train' or 'evaluate' is missing",
        "job.yaml:4:11: there are no classes to clean without 'segment' in /cleaning",
      ])
    let rules = "segment: {rules: [{class: a, when: b}], otherwise: a}\n"
    #expect(
      Self.errors(JobTexts.minimal + rules) == [
        "job.yaml:1:1: key 'legend' is missing, which 'segment' needs"
      ])
  }

  @Test(arguments: 0..<40) func `mangled files are refused or read, never more`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var bytes = Array(JobTexts.full.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.remove(at: index)
      case 1: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 2: bytes.insert("[]{}:,\"'&*#|>-? \n".utf8.randomElement(using: &generator) ?? 0, at: index)
      default: bytes.removeSubrange(index...)
      }
      if bytes.isEmpty { break }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lineCount = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    do {
      _ = try JobDecoder.decode(text: text, path: "job.yaml")
    } catch {
      #expect(!error.errors.isEmpty)
      for error in error.errors { #expect((1...(lineCount + 1)).contains(error.line) && error.column >= 1) }
    }
  }
}
