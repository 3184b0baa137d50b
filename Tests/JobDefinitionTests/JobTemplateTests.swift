import JobDefinition
import Pixels
import Testing

@Suite struct JobTemplateTests {
  static func legend() throws -> Legend {
    try Legend([
      .init(code: 1, name: "soil", color: .init(red: 1, green: 2, blue: 3), kind: .stuff, group: .soil),
      .init(
        code: 2, name: "sugar \"beet\"", color: .init(red: 1, green: 2, blue: 3), kind: .thing, group: .crop),
      .init(code: 3, name: "weed", color: .init(red: 1, green: 2, blue: 3), kind: .thing, group: .weed),
    ])
  }

  static func full() throws -> JobTemplate {
    JobTemplate(
      name: "north", mosaicPath: "a # b: \"c\".tif", date: CalendarDate("2026-05-04"),
      fieldPath: "fields.gpkg", fieldIdentifier: "field: id", profile: "micasense-rededge-m",
      bands: [.blue: 1, .nearInfrared: 5], scale: .divisor(32768), index: "exg", legend: try legend())
  }

  @Test func `a full template is a job with what was given`() throws {
    let job = try JobDecoder.decode(text: Self.full().text, path: "job.yaml")
    #expect(job.name == "north")
    #expect(
      job.flights?.mosaics == [
        .init(files: .one(JobPath("a # b: \"c\".tif", in: "./")), date: CalendarDate("2026-05-04"))
      ])
    #expect(job.fields == FieldFile(file: JobPath("fields.gpkg", in: "./"), identifier: .column("field: id")))
    #expect(job.sensor.profile == "micasense-rededge-m")
    #expect(job.sensor.bands == .numbers([.blue: 1, .nearInfrared: 5]))
    #expect(job.sensor.scale == .divisor(32768))
    #expect(job.indices.report == ["exg"])
    #expect(job.legend == (try Self.legend()))
    #expect(job.segment?.rules == [.init(code: 2, condition: "exg > otsu")])
    #expect(job.segment?.otherwise == 1)
    #expect(job.cleaning.map(\.kind) == [.majority, .sieve])
  }

  @Test func `a bare template is a job`() throws {
    let template = JobTemplate(name: "n", mosaicPath: "m.tif", index: "ndvi", legend: try Self.legend())
    let job = try JobDecoder.decode(text: template.text, path: "job.yaml")
    #expect(job.fields == nil)
    #expect(job.sensor == SensorDescription())
  }

  @Test func `what the comments propose can be taken up`() throws {
    var template = try Self.full()
    template.fieldPath = nil
    template.profile = nil
    template.bands = [:]
    template.scale = nil
    let proposed = ["# fields:", "# sensor:", "# fixed:", "# - relabel:"]
    let lines = template.text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      let words = String(line.drop { $0 == " " })
      guard proposed.contains(where: { words.hasPrefix($0) }) else { return String(line) }
      return String(line.replacing("# ", with: "", maxReplacements: 1))
    }
    let job = try JobDecoder.decode(text: lines.joined(separator: "\n"), path: "job.yaml")
    #expect(job.fields?.identifier == .column("field_id"))
    #expect(job.sensor.scale == .counts)
    #expect(job.segment?.fixedThresholds == ["exg > otsu": 0.1])
    #expect(job.cleaning.map(\.kind) == [.majority, .relabel, .sieve])
  }
}
