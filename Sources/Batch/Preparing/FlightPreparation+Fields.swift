import GeoFiles
import Grid
import JobDefinition
import Pixels

extension FlightPreparation {
  func readFields(onto grid: MosaicGrid) throws -> [Field] {
    guard let file = job.job.fields else { return [try wholeMosaic(grid)] }
    return try Self.readFields(file, onto: grid)
  }

  /// Reads boundaries onto a mosaic's grid.
  static func readFields(_ file: JobDefinition.FieldFile, onto grid: MosaicGrid) throws -> [Field] {
    let identifier = try identifierColumn(file)
    return try GeoFiles.FieldFile.read(
      path: file.file.resolved, layer: file.layer,
      attributes: FieldAttributes(id: identifier, crop: file.cropColumn, rowSpacing: file.rowSpacingColumn),
      crs: file.referenceSystem, onto: grid)
  }

  /// The column with the fields' ids; `nil` for the features' numbers.
  private static func identifierColumn(_ file: JobDefinition.FieldFile) throws -> String? {
    if case .column(let name) = file.identifier { return name }
    let layers = try GeoFiles.FieldFile.describe(path: file.file.resolved).layers
    let layer = file.layer.map { name in layers.first { $0.name == name } } ?? layers.first
    let names = layer?.attributes.map(\.name) ?? []
    let wanted = file.identifier == .standard ? ["field_id", "id", "name"] : ["fid"]
    return wanted.first(where: names.contains)
  }

  /// The one field of a job without boundaries: all that the raster spans.
  private func wholeMosaic(_ grid: MosaicGrid) throws -> Field {
    let (width, height) = (Double(grid.size.width), Double(grid.size.height))
    let corners = [(0, 0), (width, 0), (width, height), (0, height)].map {
      GridPoint(column: $0.0, row: $0.1)
    }
    let outline = [[corners.map(grid.transform.mapPoint)]]
    let area = try grid.crs.areaSquareMetres(of: outline)
    return Field(
      id: "mosaic", parts: [PixelPolygon(outer: corners)], areaSquareMetres: area,
      pixelAreaSquareMetres: area / (width * height), boundaryKey: Field.boundaryKey(of: outline))
  }
}
