import Grid

/// How bright and how moist bare ground is, without what grows on it.
struct GroundModel: Sendable {
  private let broad: [(noise: ValueNoise, amplitude: Float)]
  private let clods: [Relief]
  private let moistures: [(noise: ValueNoise, amplitude: Float)]
  private let residue: ValueNoise
  private let contrast: Float
  private let light: GridPoint
  private let layout: FarmLayout
  private let trackWidth: Double
  private let tramlineRows: Int

  init(_ parameters: SceneParameters, layout: FarmLayout, light: GridPoint) {
    let seed = parameters.seed
    let scale = parameters.pixelSizeMetres
    func noise(_ stream: HashStream, _ salt: Int, _ metres: Double) -> ValueNoise {
      ValueNoise(seed: seed, stream, salt: salt, cell: max(metres / scale, 2))
    }
    broad = [
      (noise(.soil, 0, 9), 0.05), (noise(.soil, 1, 1.7), 0.05), (noise(.soil, 2, 0.43), 0.06),
    ]
    clods = [
      Relief(height: noise(.clods, 0, 0.15), amplitude: 0.15),
      Relief(height: noise(.clods, 1, 0.06), amplitude: 0.12),
    ]
    let reach = min(parameters.fieldSideMetres, 80)
    moistures = [
      (noise(.moisture, 0, 0.4 * reach), 0.9), (noise(.moisture, 1, 0.13 * reach), 0.6),
      (noise(.moisture, 2, 0.03 * reach), 0.3),
    ]
    residue = noise(.residue, 0, 0.07)
    contrast = Float(parameters.soilContrast)
    self.light = light
    self.layout = layout
    trackWidth = parameters.trackWidthMetres
    tramlineRows = parameters.tramlineRows
  }

  /// Fills one row with a factor on soil reflectance and with moisture 0...1.
  func fill(
    row: Int, columns: Range<Int>, fields: [FieldPlan], texture: UnsafeMutablePointer<Float>,
    moisture: UnsafeMutablePointer<Float>
  ) {
    let y = Double(row) + 0.5
    let count = columns.count
    fillMoisture(y, columns, moisture)
    texture.update(repeating: 0, count: count)
    residue.add(row: y, columns: columns, shift: 0.5, amplitude: 1, to: texture)
    for i in 0..<count { texture[i] = max(0, texture[i] - 0.62) * 1.1 }
    for octave in broad {
      octave.noise.add(row: y, columns: columns, shift: 0.5, amplitude: octave.amplitude, to: texture)
    }
    for relief in clods { relief.add(row: y, columns: columns, light: light, to: texture) }
    for i in 0..<count { texture[i] = 1 + contrast * texture[i] }
    work(row: row, columns: columns, fields: fields, texture: texture)
  }

  private func fillMoisture(_ y: Double, _ columns: Range<Int>, _ moisture: UnsafeMutablePointer<Float>) {
    moisture.update(repeating: 0.35, count: columns.count)
    for octave in moistures {
      octave.noise.add(row: y, columns: columns, shift: 0.5, amplitude: octave.amplitude, to: moisture)
    }
    for i in 0..<columns.count { moisture[i] = max(0, min(1, moisture[i])) }
  }

  /// Marks what machines did: furrows and tramlines in fields, ruts on tracks.
  private func work(
    row: Int, columns: Range<Int>, fields: [FieldPlan], texture: UnsafeMutablePointer<Float>
  ) {
    var worked: [(span: Range<Int>, field: FieldPlan)] = []
    for field in fields {
      for span in field.polygon.spans(row: row, columns: columns) { worked.append((span, field)) }
    }
    worked.sort { $0.span.lowerBound < $1.span.lowerBound }
    var column = columns.lowerBound
    for (span, field) in worked {
      drive(row: row, columns: column..<max(column, span.lowerBound), texture + (column - columns.lowerBound))
      till(row: row, columns: span, field, texture + (span.lowerBound - columns.lowerBound))
      column = max(column, span.upperBound)
    }
    drive(row: row, columns: column..<columns.upperBound, texture + (column - columns.lowerBound))
  }

  private func till(row: Int, columns: Range<Int>, _ field: FieldPlan, _ texture: UnsafeMutablePointer<Float>)
  {
    let line = FrameLine(field.frame.straight, row: row)
    let spacing = field.frame.rowSpacing
    let perRow = Float(1 / spacing)
    let bend = Float(field.frame.bend)
    let hasTramlines = tramlineRows > 0 && field.kind != .trialPlot
    let period = Float(max(tramlineRows, 1)) * Float(spacing)
    let gauge = Float(max(1, (0.9 / spacing).rounded()) * spacing)
    let depth: Float = hasTramlines ? 0.22 : 0
    let first = Int32(truncatingIfNeeded: columns.lowerBound - line.anchor)
    for i in 0..<columns.count {
      let column = Float(first &+ Int32(truncatingIfNeeded: i))
      let x = line.x + column * line.xStep
      let across = line.y + column * line.yStep - bend * x * x
      let phase = across * perRow
      let furrow = abs(phase - nearest(phase))
      let pass = across / period
      let wheel = abs(abs(pass - nearest(pass)) * period - gauge)
      let mark = max(0, min(1, 1.6 - 8 * wheel))
      texture[i] = texture[i] * (0.95 + 0.16 * furrow) * (1 - depth * mark)
    }
  }

  private func drive(row: Int, columns: Range<Int>, _ texture: UnsafeMutablePointer<Float>) {
    let line = FrameLine(layout.frame, row: row)
    let (width, height) = (Float(layout.cellWidth), Float(layout.cellHeight))
    let (left, top) = (Float(layout.columnCount) / 2, Float(layout.rowCount) / 2)
    let rut = Float(min(0.8, 0.26 * trackWidth))
    let sharpness = 1 / max(0.1, 0.4 * rut)
    let first = Int32(truncatingIfNeeded: columns.lowerBound - line.anchor)
    for i in 0..<columns.count {
      let column = Float(first &+ Int32(truncatingIfNeeded: i))
      let x = (line.x + column * line.xStep) / width + left
      let y = (line.y + column * line.yStep) / height + top
      let toX = abs(abs(x - nearest(x)) * width - rut)
      let toY = abs(abs(y - nearest(y)) * height - rut)
      let mark = max(0, min(1, 1.4 - sharpness * min(toX, toY)))
      texture[i] = 0.5 + 0.5 * texture[i] + 0.1 - (0.26 * texture[i] - 0.1) * mark
    }
  }
}

/// The nearest integer of a number between -4194304 and 4194304.
@inline(__always)
func nearest(_ value: Float) -> Float { (value + 12_582_912) - 12_582_912 }

/// One row of pixel centres in a turned frame, linear in the column.
struct FrameLine {
  /// The column that columns are counted from.
  let anchor: Int
  let x: Float
  let xStep: Float
  let y: Float
  let yStep: Float

  init(_ frame: LocalFrame, row: Int) {
    anchor = Int(frame.origin.column.rounded(.down))
    let start = frame.local(GridPoint(column: Double(anchor) + 0.5, row: Double(row) + 0.5))
    x = Float(start.x)
    y = Float(start.y)
    xStep = Float(frame.cosine * frame.metresPerPixel)
    yStep = Float(-frame.sine * frame.metresPerPixel)
  }
}
