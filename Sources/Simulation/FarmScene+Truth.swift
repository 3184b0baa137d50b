public import Grid
public import Pixels

extension FarmScene {
  /// Every field in the order of its cell, on the mosaic's grid.
  public var fields: [SceneField] {
    plans.map { plan in
      SceneField(
        id: plan.id, kind: plan.kind, crop: plan.crop, parts: plan.parts.map(mosaicPolygon),
        areaSquareMetres: plan.parts.map(area).reduce(0, +),
        rowAngleDegrees: plan.frame.straight.angle * 180 / .pi)
    }
  }

  /// A field as the pipeline takes it.
  public func field(_ field: SceneField) -> Field {
    let scale = parameters.pixelSizeMetres
    return Field(
      id: field.id, crop: field.crop.name, rowSpacingMetres: field.crop.rowSpacingMetres,
      parts: field.parts, areaSquareMetres: field.areaSquareMetres, pixelAreaSquareMetres: scale * scale)
  }

  /// Every sown stretch of every crop row, by field and row number.
  public var rowLines: [RowLine] { plans.flatMap(rowLines) }

  /// Calls `body` with every plant and weed whose centre lies in a window and
  /// on a pixel that the flight covered.
  ///
  /// Crop comes first, by field, row and place, then weeds by place; windows
  /// that divide the mosaic divide its instances. Memory does not grow with
  /// the window.
  public func forEachInstance(in window: PixelWindow, _ body: (SceneInstance) throws -> Void) rethrows {
    let inner = sceneWindow(window)
    let raster = OutlineRaster()
    func pass(_ instance: () -> SceneInstance, _ centre: GridPoint) throws {
      if inner.holds(centre), isCovered(centre) { try body(instance()) }
    }
    for plan in plans {
      try stand.forEachPlant(of: plan, near: inner) { row, place in
        let plant = stand.plant(field: plan, row: row, place: place)
        try pass({ instance(plant, plan, row, place, raster) }, plant.centre)
      }
    }
    try weeds.forEachWeed(near: inner, weediness: weediness) { weed in
      let plant = weed.plant
      try pass({ instance(weed, raster) }, plant.centre)
    }
  }

  /// The plants and weeds of a window; see `forEachInstance(in:_:)`.
  public func instances(in window: PixelWindow) -> [SceneInstance] {
    var found: [SceneInstance] = []
    forEachInstance(in: window) { found.append($0) }
    return found
  }

  /// The disease foci whose middle lies in a window.
  public func foci(in window: PixelWindow) -> [DiseaseFocus] {
    let inner = sceneWindow(window)
    return disease.foci(near: inner).filter { inner.holds($0.centre) }.map {
      DiseaseFocus(
        centre: mosaicPoint($0.centre), radiusMetres: $0.radius * parameters.pixelSizeMetres)
    }
  }

  /// The outline of what the flight covered, on the mosaic's grid.
  public var coverageOutline: PixelPolygon {
    PixelPolygon(outer: outline.ring.map(mosaicPoint))
  }

  /// True where the flight covered the pixel that holds a place.
  func isCovered(_ place: GridPoint) -> Bool {
    outline.contains(
      GridPoint(column: place.column.rounded(.down) + 0.5, row: place.row.rounded(.down) + 0.5))
  }

  private func instance(
    _ plant: Plant, _ plan: FieldPlan, _ row: Int, _ place: Int, _ raster: OutlineRaster
  ) -> SceneInstance {
    raster.load(plant)
    let id =
      UInt64(plan.index + 1) << 40 | UInt64(UInt32(truncatingIfNeeded: row + 0x8_0000)) << 20
      | UInt64(UInt32(truncatingIfNeeded: place + 0x8_0000))
    return SceneInstance(
      id: id, kind: .crop, centre: mosaicPoint(plant.centre),
      reachMetres: plant.reach * parameters.pixelSizeMetres, outline: mosaicPolygon(raster.polygon),
      areaPixels: raster.centreCount(), fieldID: plan.id, row: row, place: place)
  }

  private func instance(_ weed: borrowing WeedPopulation.Weed, _ raster: OutlineRaster) -> SceneInstance {
    raster.load(weed.plant)
    let id =
      1 << 63 | UInt64(UInt32(truncatingIfNeeded: weed.cell.row + 0x400_0000)) << 28
      | UInt64(UInt32(truncatingIfNeeded: weed.cell.column + 0x400_0000))
    let centre = weed.plant.centre
    return SceneInstance(
      id: id, kind: .weed(weed.habit), centre: mosaicPoint(centre),
      reachMetres: weed.plant.reach * parameters.pixelSizeMetres,
      outline: mosaicPolygon(raster.polygon), areaPixels: raster.centreCount(),
      fieldID: plan(at: centre)?.id, row: nil, place: nil)
  }

  private func rowLines(of plan: FieldPlan) -> [RowLine] {
    plan.spans.map { span in
      let places = stand.sown(span, in: plan)
      let length = span.along.upperBound - span.along.lowerBound
      let count = max(1, Int((length / 8).rounded(.up)))
      let points = (0...count).map { step in
        let along = span.along.lowerBound + length * Double(step) / Double(count)
        return mosaicPoint(plan.frame.rowPoint(span.row, along: along))
      }
      let missing = places.count { stand.isMissing(field: plan, row: span.row, place: $0) }
      return RowLine(
        fieldID: plan.id, row: span.row, points: points, sownCount: places.count, missingCount: missing)
    }
  }

  private func area(_ polygon: PixelPolygon) -> Double {
    let pixels = Self.area(polygon.outer) - polygon.holes.map(Self.area).reduce(0, +)
    return pixels * parameters.pixelSizeMetres * parameters.pixelSizeMetres
  }

  /// The area within a ring in pixels, whichever way it runs.
  private static func area(_ ring: [GridPoint]) -> Double {
    var twice = 0.0
    for (index, point) in ring.enumerated() {
      let next = ring[(index + 1) % ring.count]
      twice += point.column * next.row - next.column * point.row
    }
    return abs(twice) / 2
  }
}

extension PixelWindow {
  /// True where the pixel that holds a place is in the window.
  func holds(_ place: GridPoint) -> Bool {
    Double(columns.lowerBound) <= place.column && place.column < Double(columns.upperBound)
      && Double(rows.lowerBound) <= place.row && place.row < Double(rows.upperBound)
  }
}
