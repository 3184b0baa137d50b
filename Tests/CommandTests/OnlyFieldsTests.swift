import Grid
import TestSupport
import Testing

/// `only: fields` through the program.
@Suite struct OnlyFieldsTests {
  private static let mosaic = MadeMosaic(size: PixelSize(width: 420, height: 330), nodata: 0)

  /// A folder with a mosaic and one field.
  private func bench(field columns: ClosedRange<Double>) throws -> FaultsBench {
    let bench = try FaultsBench()
    try Self.mosaic.write(to: bench.path("flights/wide.tif")) { band, column, row in
      MadeMosaic.halves(band: band, column: (column + row / 2) % 100, row: row)
    }
    try bench.writeFields([("A", columns, 75.5...110.2)], on: Self.mosaic)
    return bench
  }

  private static func job(_ only: String) -> FaultsJob {
    var job = FaultsJob(fields: "{file: fields.gpkg}")
    job.more = "cleaning: [{majority: {size: 3}}]\n" + only
    job.outputs = "{folder: results, indices: [ndvi]}"
    return job
  }

  @Test func `figures by field are the same and the rest is nodata`() throws {
    let (whole, only) = (try bench(field: 70.3...120.7), try bench(field: 70.3...120.7))
    for (bench, key) in [(whole, ""), (only, "only: fields")] {
      let ending = try bench.run(Self.job(key))
      #expect(ending.code == 0, "\(ending.errors)")
    }
    for view in ["class_area", "index_figure", "field_result"] {
      let sql = "SELECT * FROM \(view) ORDER BY 1, 2, 3"
      #expect(try !only.value(sql).isEmpty)
      #expect(try only.value(sql) == whole.value(sql))
    }
    let pixels = "SELECT nodata_pixels, valid_pixels FROM run"
    #expect(try whole.value(pixels) == "0|138600")
    // Squares 1 of both axes, and a ring around them for the majority's reach of 1.
    #expect(try only.value(pixels) == "\(138_600 - 192 * 192)|\(192 * 192)")
  }

  @Test func `a mosaic without any field is refused`() throws {
    let bench = try bench(field: 5_000...5_020)
    let ending = try bench.run(Self.job("only: fields"))
    #expect(ending.code == 65)
    #expect(ending.sentences.first?.contains("no field lies on") == true, "\(ending.errors)")
  }

  @Test func `a job without fields cannot work through them alone`() throws {
    let bench = try bench(field: 70...120)
    var job = Self.job("only: fields")
    job.fields = nil
    let ending = try bench.run(job)
    #expect(ending.code == 65)
    #expect(ending.errors.contains("key 'fields' is missing, which 'only' needs"), "\(ending.errors)")
  }
}
