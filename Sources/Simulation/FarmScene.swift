public import Grid
public import Pixels

/// A farm seen by one flight, with exact truth.
///
/// Every sample and every label is a function of the parameters, the
/// acquisition and the pixel's place alone: a scene holds no raster, any
/// window can be rendered by itself and by several threads at once, and equals
/// the same window of the whole.
public final class FarmScene: Sendable {
  /// What the scene follows from.
  public let parameters: SceneParameters
  /// The flight that sees it.
  public let acquisition: Acquisition

  let layout: FarmLayout
  let plans: [FieldPlan]
  let plansByCell: [Range<Int>]
  let outline: SpanPolygon
  let stand: CropStand
  let weeds: WeedPopulation
  let disease: DiseaseSpread
  let ground: GroundModel
  let frames: FrameLight
  let noise: SensorNoise
  let leafRelief: [Relief]
  /// The direction that light comes from on the grid, of length 1.
  let light: GridPoint
  /// How far shadows fall, in whole pixels towards the light.
  let shadow: PixelPoint

  /// Lays out the farm; takes no memory for pixels.
  ///
  /// - Throws: `SceneError` where a parameter is out of its range or the mosaic
  ///   has no room for six fields.
  public init(
    parameters: SceneParameters, acquisition: Acquisition = .first
  ) throws(SceneError) {
    try parameters.validate()
    try acquisition.validate()
    self.parameters = parameters
    self.acquisition = acquisition
    layout = try FarmLayout(parameters)
    (plans, plansByCell) = layout.makeFields(parameters)
    let day = acquisition.daysAfter
    let step = max(parameters.frameSideMetres / 2, 8 * parameters.pixelSizeMetres)
    outline = SpanPolygon(rings: [layout.outline(seed: parameters.seed, day: day, step: step)])
    stand = CropStand(parameters, day: day)
    weeds = WeedPopulation(parameters, day: day)
    disease = DiseaseSpread(parameters, day: day)
    let azimuth = Direction(angle: acquisition.sunAzimuthDegrees * .pi / 180)
    light = GridPoint(column: azimuth.sine, row: -azimuth.cosine)
    ground = GroundModel(parameters, layout: layout, light: light)
    frames = FrameLight(parameters, layout: layout, acquisition: acquisition)
    noise = SensorNoise(parameters, day: day)
    leafRelief = [0.12, 0.055].enumerated().map { salt, metres in
      let cell = max(metres / parameters.pixelSizeMetres, 2)
      let height = ValueNoise(seed: parameters.seed, .leaves, salt: salt + 1, cell: cell)
      return Relief(height: height, amplitude: salt == 0 ? 0.2 : 0.16)
    }
    shadow = Self.shadow(parameters, acquisition, light: light)
  }

  /// The size of the mosaic.
  public var size: PixelSize { parameters.size }

  /// The mosaic's georeference, with the error that the acquisition asks for.
  public var transform: GeoTransform {
    transform(errorX: acquisition.georeferenceErrorX, errorY: acquisition.georeferenceErrorY)
  }

  /// The georeference without error, for boundaries as a surveyor gives them.
  public var surveyTransform: GeoTransform { transform(errorX: 0, errorY: 0) }

  /// The classes of the label raster: 0 soil, 1 crop, 2 weed, 3 disease.
  ///
  /// Soil is everything that is no plant, water and tracks included; disease
  /// is sick leaves of crop plants. 255 is what the flight did not cover.
  public static func legend() throws(LegendError) -> Legend {
    func color(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Legend.Color {
      Legend.Color(red: red, green: green, blue: blue)
    }
    return try Legend([
      .init(code: 0, name: "soil", color: color(150, 120, 90), kind: .stuff, group: .soil),
      .init(code: 1, name: "crop", color: color(60, 160, 60), kind: .thing, group: .crop),
      .init(code: 2, name: "weed", color: color(220, 60, 160), kind: .thing, group: .weed),
      .init(code: 3, name: "disease", color: color(240, 170, 30), kind: .stuff, group: .disease),
    ])
  }

  /// A window of the mosaic on the scene's own pixels.
  func sceneWindow(_ window: PixelWindow) -> PixelWindow {
    let offset = acquisition.gridOffset
    return PixelWindow(
      columns: (window.columns.lowerBound + offset.column)..<(window.columns.upperBound + offset.column),
      rows: (window.rows.lowerBound + offset.row)..<(window.rows.upperBound + offset.row))
  }

  /// A place on the scene's own pixels on the mosaic's grid.
  func mosaicPoint(_ point: GridPoint) -> GridPoint {
    GridPoint(
      column: point.column - Double(acquisition.gridOffset.column),
      row: point.row - Double(acquisition.gridOffset.row))
  }

  func mosaicPolygon(_ polygon: PixelPolygon) -> PixelPolygon {
    PixelPolygon(
      outer: polygon.outer.map(mosaicPoint), holes: polygon.holes.map { $0.map(mosaicPoint) })
  }

  private func transform(errorX: Double, errorY: Double) -> GeoTransform {
    let scale = parameters.pixelSizeMetres
    return GeoTransform(
      originX: parameters.originX + Double(acquisition.gridOffset.column) * scale + errorX,
      columnX: scale, rowX: 0,
      originY: parameters.originY - Double(acquisition.gridOffset.row) * scale + errorY,
      columnY: 0, rowY: -scale)
  }

  private static func shadow(
    _ parameters: SceneParameters, _ acquisition: Acquisition, light: GridPoint
  ) -> PixelPoint {
    let stage = min(1, parameters.growthStage + parameters.growthPerDay * Double(acquisition.daysAfter))
    let full = parameters.crops.map(\.fullRadiusMetres).reduce(0, +) / Double(parameters.crops.count)
    let elevation = Direction(angle: acquisition.sunElevationDegrees * .pi / 180)
    let length = min(0.5 * full * stage * elevation.cosine / elevation.sine, 0.5)
    let pixels = length / parameters.pixelSizeMetres
    return PixelPoint(
      column: Int((light.column * pixels).rounded()), row: Int((light.row * pixels).rounded()))
  }
}

extension Acquisition {
  /// Checks every range.
  ///
  /// - Throws: `SceneError.parameter` for the first value outside of its range.
  public func validate() throws(SceneError) {
    let checks: [(String, Double, ClosedRange<Double>)] = [
      ("daysAfter", Double(daysAfter), 0...365),
      ("sunAzimuthDegrees", sunAzimuthDegrees, -360...360),
      ("sunElevationDegrees", sunElevationDegrees, 5...90), ("light", light, 0.1...3),
      ("warmth", warmth, -0.3...0.3),
      ("gridOffset.column", Double(gridOffset.column), -100_000...100_000),
      ("gridOffset.row", Double(gridOffset.row), -100_000...100_000),
      ("georeferenceErrorX", georeferenceErrorX, -100...100),
      ("georeferenceErrorY", georeferenceErrorY, -100...100),
    ]
    for (name, value, range) in checks where !range.contains(value) {
      throw .parameter(
        name: name, value: "\(value)",
        reason: "it must lie within \(range.lowerBound)...\(range.upperBound)")
    }
  }
}
