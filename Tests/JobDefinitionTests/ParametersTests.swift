import JobDefinition
import Testing

@Suite struct ParametersTests {
  static func parameters(_ text: String, path: String = "job.yaml") throws -> String {
    try JobDecoder.decode(text: text, path: path).parametersJSON
  }

  @Test func `the parameters of a small job, letter by letter`() throws {
    #expect(
      try Self.parameters(JobTexts.other)
        == #"{"cleaning":[],"fields":{"crop":null,"crs":null,"file":"fields.gpkg","id":"fid","layer":null,"row_spacing":null},"indices":{"custom":[],"report":[]},"legend":null,"outputs":{"confidence":false,"indices":[],"patches":true,"report":true},"segment":null,"sensor":{"bands":"BGRReN","crs":null,"nodata":{"rule":"all","value":"nan"},"profile":null,"scale":"counts"},"version":1}"#
    )
  }

  @Test(arguments: [
    ("name: north-farm", "name: south-farm"), ("folder: flights", "folder: others"),
    ("folder: out", "folder: elsewhere"), ("tile_size: 256", "tile_size: 1024"), ("threads: 2", "threads: 7"),
    ("max_pixels: 1000000", "max_pixels: 7"), ("remote: false", "remote: true"),
    ("code: 1, name: soil", "name: soil, code: 1"), ("#2E7D32", "#2e7d32"),
    ("scale: 32768", "scale: 32768.0"),
    ("when: exg > otsu}", "when: 'exg > otsu'}"), ("- {file: a.tif,", "- {file: z.tif,"),
  ])
  func `what does not change results is not in the parameters`(old: String, new: String) throws {
    #expect(try Self.parameters(JobTexts.full(old, new)) == Self.parameters(JobTexts.full))
  }

  @Test(arguments: [
    ("id: field_id", "id: plot"), ("profile: micasense-rededge-m", "profile: other"), ("nir: 5", "nir: 4"),
    ("scale: 32768", "scale: 10000"), ("scale: 32768", "scale: reflectance"), ("rule: any", "rule: all"),
    ("value: 0,", "value: -10000,"), ("report: [ndvi, myidx]", "report: [ndvi]"),
    ("/ (nir + red)", "/ (nir + red + 1)"),
    ("#8c6d46", "#8c6d47"), ("kind: stuff", "kind: thing"), ("ndvi < 0.2", "ndvi < 0.3"),
    ("otherwise: soil", "otherwise: crop"), ("0.113", "0.114"), ("size: 3", "size: 5"),
    ("radius: 2", "radius: 3"),
    ("0.05", "0.06"), ("connectivity: 4", "connectivity: 8"),
    ("smaller_than_m2: 0.02", "smaller_than_m2: 0.03"),
    ("confidence: true", "confidence: false"), ("indices: [ndvi]", "indices: []"),
    ("only: fields\n", ""), ("patches: false", "patches: true"), ("larger_than_m2: 2", "smaller_than_m2: 2"),
  ])
  func `what changes results is in the parameters`(old: String, new: String) throws {
    #expect(try Self.parameters(JobTexts.full(old, new)) != Self.parameters(JobTexts.full))
  }

  @Test func `the job file's folder is not in the parameters`() throws {
    #expect(
      try Self.parameters(JobTexts.full, path: "/x/job.yaml")
        == Self.parameters(JobTexts.full, path: "/y/z.yaml"))
  }
}
