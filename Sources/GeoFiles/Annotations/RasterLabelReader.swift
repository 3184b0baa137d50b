import Grid
import Pixels

/// One worker's own access to a label raster.
final class RasterLabelReader: LabelReader {
  private let labels: RasterLabels
  private let window: LabelWindow
  private let transformer: CoordinateTransformer?
  private let size: PixelSize

  /// The most pixels of the raster that are held at once.
  private static let pixelLimit = 16 << 20

  init(_ labels: RasterLabels) throws {
    self.labels = labels
    window = LabelWindow(
      dataset: try LabelDataset(labels.path, policy: labels.policy), layout: labels.layout,
      values: labels.values)
    size = window.dataset.raster.size
    if case .map(let mosaic, _, let crs) = labels.placing {
      transformer = try mosaic.crs.transformer(to: crs)
    } else {
      transformer = nil
    }
  }

  func read(
    _ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int
  ) throws {
    guard !window.isEmpty else { return }
    switch labels.placing {
    case .same:
      guard PixelWindow(size).contains(window) else {
        throw AnnotationFileError(
          file: labels.path, problem: "it has \(size) pixels now, \(window) is not in it")
      }
      try copy(window) { index, code in
        classes[index / window.width * stride + index % window.width] = code
      }
    case .map(let mosaic, let raster, _):
      try sample(window, into: classes, stride: stride, mosaic: mosaic.transform, raster: raster)
    }
  }

  private func copy(_ area: PixelWindow, take: (Int, ClassCode) -> Void) throws {
    try window.read(area, take: take, unmapped: { _, _ in })
  }

  /// Takes the label at the centre of each pixel; large areas in two halves.
  private func sample(
    _ area: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int, mosaic: GeoTransform,
    raster: GeoTransform
  ) throws {
    let places = try places(area, mosaic: mosaic, raster: raster)
    let bounds = PixelWindow(size)
    let source = PixelWindow(around: places)?.intersection(bounds)
    if let source, source.pixelCount > Self.pixelLimit, area.pixelCount > 1 {
      let (first, second) = area.halves
      try sample(first, into: classes, stride: stride, mosaic: mosaic, raster: raster)
      let offset =
        (second.rows.lowerBound - area.rows.lowerBound) * stride
        + second.columns.lowerBound - area.columns.lowerBound
      try sample(second, into: classes + offset, stride: stride, mosaic: mosaic, raster: raster)
      return
    }
    var codes: [ClassCode] = []
    if let source, !source.isEmpty {
      codes = [ClassCode](repeating: .nodata, count: source.pixelCount)
      try copy(source) { codes[$0] = $1 }
    }
    for (index, place) in places.enumerated() {
      let (column, row) = (Int(place.column.rounded(.down)), Int(place.row.rounded(.down)))
      let target = index / area.width * stride + index % area.width
      if let source, source.columns.contains(column), source.rows.contains(row) {
        classes[target] =
          codes[(row - source.rows.lowerBound) * source.width + column - source.columns.lowerBound]
      } else {
        classes[target] = .nodata
      }
    }
  }

  /// Where the centres of the mosaic's pixels lie on the raster's grid.
  private func places(
    _ area: PixelWindow, mosaic: GeoTransform, raster: GeoTransform
  ) throws(GDALError) -> [GridPoint] {
    var points: [MapPoint] = []
    points.reserveCapacity(area.pixelCount)
    for row in area.rows {
      for column in area.columns {
        points.append(mosaic.mapPoint(GridPoint(column: Double(column) + 0.5, row: Double(row) + 0.5)))
      }
    }
    return try (transformer?.transform(points) ?? points).map { raster.gridPoint($0).snapped }
  }
}

extension PixelWindow {
  /// The window cut in two across its longer side.
  var halves: (PixelWindow, PixelWindow) {
    if height >= width {
      let middle = rows.lowerBound + height / 2
      return (
        PixelWindow(columns: columns, rows: rows.lowerBound..<middle),
        PixelWindow(columns: columns, rows: middle..<rows.upperBound)
      )
    }
    let middle = columns.lowerBound + width / 2
    return (
      PixelWindow(columns: columns.lowerBound..<middle, rows: rows),
      PixelWindow(columns: middle..<columns.upperBound, rows: rows)
    )
  }
}
