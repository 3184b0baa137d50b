import Grid
import Pixels

extension FarmScene {
  /// Paints all that grows in a window of the scene's own pixels.
  ///
  /// Plants lie over one another in this order: weeds under the crop, crop by
  /// field, row and place, weeds over the crop.
  func paint(_ window: PixelWindow) -> Canvas {
    let canvas = Canvas(window: window)
    paintWeeds(above: false, on: canvas)
    for plan in plans {
      stand.forEachPlant(of: plan, near: window) { row, place in
        canvas.paint(stand.plant(field: plan, row: row, place: place), light: light)
      }
    }
    paintWeeds(above: true, on: canvas)
    paintDisease(on: canvas)
    canvas.labelDisease()
    return canvas
  }

  private func paintWeeds(above: Bool, on canvas: Canvas) {
    weeds.forEachWeed(near: canvas.window, weediness: weediness) { weed in
      if weed.isAbove == above, isCovered(weed.plant.centre) { canvas.paint(weed.plant, light: light) }
    }
  }

  private func paintDisease(on canvas: Canvas) {
    let foci = disease.foci(near: canvas.window)
    guard !foci.isEmpty else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: canvas.window.width) { noise in
      guard let noise = noise.baseAddress else { return }
      for row in canvas.window.rows {
        disease.raise(
          row: row, columns: canvas.window.columns, foci: foci, noise: noise,
          intensities: canvas.sick + canvas.offset(row: row))
      }
    }
  }

  /// The factor on weed density at a place: a field's own, less on tracks,
  /// none in water.
  func weediness(_ place: GridPoint) -> Double {
    guard let cell = layout.cell(at: place) else { return 0.8 }
    for plan in plans[plansByCell[cell]] {
      if plan.polygon.contains(place) { return plan.weediness }
      if let pond = plan.pond, pond.contains(place) { return 0 }
    }
    return 0.8
  }

  /// The field that holds a place on the scene's own pixels.
  func plan(at place: GridPoint) -> FieldPlan? {
    guard let cell = layout.cell(at: place) else { return nil }
    return plans[plansByCell[cell]].first { $0.polygon.contains(place) }
  }
}

extension PixelWindow {
  /// The window grown on every side, whatever the mosaic's bounds.
  func expanded(by margin: Int) -> PixelWindow {
    PixelWindow(
      columns: (columns.lowerBound - margin)..<(columns.upperBound + margin),
      rows: (rows.lowerBound - margin)..<(rows.upperBound + margin))
  }
}
