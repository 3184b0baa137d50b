import JobDefinition
import Pixels
import Testing

@Suite struct JobDecoderTests {
  @Test func `flights, fields and sensor are read`() throws {
    let job = try JobDecoder.decode(text: JobTexts.full, path: "/farm/job.yaml")
    #expect(job.name == "north-farm")
    #expect(job.flights?.folder?.resolved == "/farm/flights")
    #expect(job.flights?.pattern.text == "*.tif")
    let day = CalendarDate(year: 2026, month: 5, day: 4)
    #expect(
      job.flights?.mosaics == [
        .init(files: .one(JobPath("a.tif", in: "/farm/")), date: day),
        .init(
          name: "p4d",
          files: .bands([
            .red: JobPath("red.tif", in: "/farm/"), .nearInfrared: JobPath("/data/nir.tif", in: "/farm/"),
          ]), date: day),
        .init(name: "second", files: .one(JobPath("b_20260505.tif", in: "/farm/"))),
      ])
    #expect(job.flights?.datePattern.date(in: "x-2026-05-09.tif")?.day == 9)
    #expect(
      job.fields
        == FieldFile(
          file: JobPath("fields.gpkg", in: "/farm/"), layer: "fields", identifier: .column("field_id"),
          cropColumn: "crop", rowSpacingColumn: "row_spacing_m", referenceSystem: "EPSG:32632"))
    #expect(
      job.sensor
        == SensorDescription(
          profile: "micasense-rededge-m",
          bands: .numbers([.blue: 1, .green: 2, .red: 3, .nearInfrared: 5]), scale: .divisor(32768),
          nodata: .init(value: 0, rule: .any), referenceSystem: "EPSG:32632"))
  }

  @Test func `indices, classes and cleaning are read`() throws {
    let job = try JobDecoder.decode(text: JobTexts.full, path: "job.yaml")
    #expect(
      job.indices
        == IndexSelection(
          report: ["ndvi", "myidx"], custom: [.init(name: "myidx", expression: "(nir - red) / (nir + red)")]))
    #expect(job.legend?.entries.map(\.name) == ["soil", "crop", "weed"])
    #expect(job.legend?[2]?.color.hex == "#2e7d32")
    #expect(
      job.segment
        == RuleSet(
          rules: [
            .init(code: 3, condition: "exg > otsu and ndvi < 0.2"), .init(code: 2, condition: "exg > otsu"),
          ], otherwise: 1, fixedThresholds: ["exg > otsu": 0.113]))
    #expect(
      job.cleaning == [
        .majority(size: 3), .open(code: 2, radius: 1), .close(code: 2, radius: 2),
        .relabel(code: 2, limit: .smallerThan(squareMetres: 0.05), become: 3),
        .relabel(code: 3, limit: .largerThan(squareMetres: 2), become: 2),
        .sieve(smallerThanSquareMetres: 0.01, code: 3, connectivity: .four),
        .sieve(smallerThanSquareMetres: 0.02, code: nil, connectivity: .eight),
        .fillHoles(smallerThanSquareMetres: 0.01),
      ])
  }

  @Test func `outputs, processing and limits are read`() throws {
    let job = try JobDecoder.decode(text: JobTexts.full, path: "job.yaml")
    #expect(
      job.outputs
        == OutputSelection(
          folder: JobPath("out", in: "./"), writesConfidence: true, indices: ["ndvi"], writesPatches: false,
          writesReport: false))
    #expect(job.processing == Processing(tileSize: 256, threadCount: 2))
    var limits = Limits(maximumPixels: 1_000_000, maximumMemoryMebibytes: 512)
    limits.maximumSeconds = 600
    limits.maximumProcessorSeconds = 900
    limits.maximumFileMebibytes = 1024
    limits.maximumOpenFiles = 256
    #expect(job.limits == limits)
    #expect(!job.allowsRemote)
  }

  @Test func `what is left out has its default`() throws {
    var expected = Job(name: "a", flights: FlightSelection(folder: JobPath("flights", in: "d/")))
    expected.file = "d/job.yaml"
    expected.indices.report = ["ndvi"]
    expected.outputs.folder = JobPath("results", in: "d/")
    let job = try JobDecoder.decode(text: JobTexts.minimal, path: "d/job.yaml")
    #expect(job == expected)
    #expect(job.outputs.folder.resolved == "d/results")
    #expect(job.processing == Processing(tileSize: 512, threadCount: nil))
    #expect(job.limits == Limits(maximumPixels: 50_000_000_000, maximumMemoryMebibytes: 2048))
    #expect(
      job.flights?.pattern.matches("north.tif") == true && job.flights?.pattern.matches("north.tiff") == false
    )
    #expect(job.outputs.writesPatches && job.outputs.writesReport && !job.outputs.writesConfidence)
  }

  @Test func `the other forms of values are read`() throws {
    let job = try JobDecoder.decode(text: JobTexts.other, path: "job.yaml")
    #expect(job.fields?.identifier == .featureNumber)
    #expect(job.sensor.bands == .code("BGRReN"))
    #expect(job.sensor.scale == .counts)
    #expect(job.sensor.nodata?.value.isNaN == true)
    #expect(job.sensor.nodata?.rule == .all)
    #expect(job == (try JobDecoder.decode(text: JobTexts.other, path: "job.yaml")))
    let dotted = JobTexts.full("value: nan", "value: .nan", in: JobTexts.other)
    #expect(try JobDecoder.decode(text: dotted, path: "job.yaml") == job)
  }

  @Test func `paths follow the job file and cannot be taken for drivers`() {
    #expect(JobPath("a.tif", in: "/farm").resolved == "/farm/a.tif")
    #expect(JobPath("a.tif", in: "/farm/").resolved == "/farm/a.tif")
    #expect(JobPath("/b/a.tif", in: "/farm/").resolved == "/b/a.tif")
    #expect(JobPath("<VRTDataset/>", in: "./").resolved == "./<VRTDataset/>")
    #expect(JobPath("<VRTDataset/>", in: "./.").resolved == "./<VRTDataset/>")
    #expect(JobPath("vsimem/a.tif", in: "/").isRemote)
    #expect(JobPath("x/a.tif", in: "/").fileName == "a.tif")
  }

  @Test(arguments: ["/vsicurl/x.tif", "https://example.org/x.tif", "/VSIS3/b/x.tif", "s3://b/x"])
  func `remote paths need permission`(path: String) throws {
    let text = JobTexts.full("file: a.tif", "file: \"\(path)\"")
    #expect(throws: InvalidJob.self) { try JobDecoder.decode(text: text, path: "/farm/job.yaml") }
    let allowed = JobTexts.full("remote: false", "remote: true", in: text)
    let job = try JobDecoder.decode(text: allowed, path: "/farm/job.yaml")
    #expect(job.allowsRemote)
    guard case .one(let file) = job.flights?.mosaics[0].files else {
      Issue.record("the mosaic is not one file")
      return
    }
    #expect(file.resolved == path && file.isRemote)
  }
}
