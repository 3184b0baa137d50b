import Batch
import GeoFiles
import Reporting

/// What the passes of a floor measurement took.
struct FloorSheet {
  /// The passes of one kind.
  struct Row {
    var work: FloorMeasurement.Work
    var passes: [FloorMeasurement.Pass]
    /// The most memory that the process had held when they were done.
    var peakMemoryByteCount: Int

    /// The pass of middle wall time, the shorter of two.
    var median: FloorMeasurement.Pass {
      passes.sorted { $0.wallSeconds < $1.wallSeconds }[(passes.count - 1) / 2]
    }
  }

  let measurement: FloorMeasurement
  let rows: [Row]

  /// The mosaic, then a row for each kind of pass.
  var text: String {
    let mosaic = measurement.file.mosaic
    let heading =
      "\(measurement.file.locator.name): \(mosaic.size.width) × \(mosaic.size.height) px, "
      + "\(Number.count(measurement.bands.count, "band")) of \(mosaic.sampleType.rawValue), "
      + "\(measurement.file.compression ?? "no compression"), \(Number.bytes(measurement.file.bytes)); "
      + "\(Number.count(measurement.threadCount, "thread")), median of \(rows.first?.passes.count ?? 0)"
    return Paragraph.wrapped(heading) + "\n" + TextTable(shown).text
  }

  /// The same for programs, with all that the heading says.
  var table: Table {
    let mosaic = measurement.file.mosaic
    return Table(
      columns: [
        .init("work"), .init("threads"), .init("passes"), .init("wall_s"), .init("cpu_s"), .init("mpx_per_s"),
        .init("decoded_mb_per_s"), .init("peak_memory_bytes"), .init("width_pixels"), .init("height_pixels"),
        .init("bands"), .init("file_bytes"), .init("file"),
      ],
      rows: rows.map { row in
        [
          .text(row.work.key), .integer(measurement.threadCount), .integer(row.passes.count),
          .number(row.median.wallSeconds), .number(row.median.cpuSeconds),
          .number(megapixelsPerSecond(row)), .number(megabytesPerSecond(row)),
          .integer(row.peakMemoryByteCount), .integer(mosaic.size.width), .integer(mosaic.size.height),
          .integer(measurement.bands.count), .integer(measurement.file.bytes),
          .text(measurement.file.locator.name),
        ]
      })
  }

  private var shown: Table {
    Table(
      columns: [
        .init("work"), .init("wall", unit: "s", decimals: 3), .init("CPU", unit: "s", decimals: 3),
        .init("speed", unit: "Mpx/s", decimals: 1), .init("decoded", unit: "MB/s", decimals: 0),
        .init("peak memory", unit: "MB", decimals: 0),
      ],
      rows: rows.map { row in
        [
          .text(row.work.title), .number(row.median.wallSeconds), .number(row.median.cpuSeconds),
          .number(megapixelsPerSecond(row)), .number(megabytesPerSecond(row)),
          .number(Double(row.peakMemoryByteCount) * 1e-6),
        ]
      })
  }

  private func megapixelsPerSecond(_ row: Row) -> Double {
    Double(measurement.file.mosaic.size.pixelCount) * 1e-6 / max(row.median.wallSeconds, 1e-9)
  }

  private func megabytesPerSecond(_ row: Row) -> Double {
    Double(measurement.decodedByteCount) * 1e-6 / max(row.median.wallSeconds, 1e-9)
  }
}

extension FloorMeasurement.Work {
  /// The kind of pass in words.
  var title: String {
    switch self {
    case .decode: "decode"
    case .mask: "decode, threshold, mask"
    }
  }

  /// The kind of pass in JSON and CSV.
  var key: String {
    switch self {
    case .decode: "decode"
    case .mask: "floor"
    }
  }
}
