import Grid
import Pixels

/// Turns a painted canvas into a sensor's samples, row by row.
///
/// Holds the lines that one call of `FarmScene.render` needs; not shared.
final class BlockRenderer {
  let encoder: SampleEncoder
  private let scene: FarmScene
  /// The planes' bands as indices of the sensor's roles; alpha is beyond them.
  private let planes: [Int]
  private let lights: [Float]
  private let width = 258
  private let memory: UnsafeMutablePointer<Float>
  private let texture: UnsafeMutablePointer<Float>
  private let moisture: UnsafeMutablePointer<Float>
  private let leaf: UnsafeMutablePointer<Float>
  private let line: UnsafeMutablePointer<Float>
  private let gains: UnsafeMutablePointer<Float>
  /// Three composed rows of every plane, in turn.
  private let rows: UnsafeMutablePointer<Float>
  private let leafKey: UInt64

  init(scene: FarmScene, sensor: SensorModel, bands: [Int]?) {
    self.scene = scene
    encoder = SampleEncoder(sensor)
    planes = (bands ?? Array(1...sensor.bandCount)).map { $0 - 1 }
    precondition(planes.allSatisfy { 0 <= $0 && $0 < sensor.bandCount }, "the sensor has the band")
    let warmth = Float(scene.acquisition.warmth)
    lights = planes.map { plane in
      guard plane < sensor.roles.count else { return 1 }
      switch sensor.roles[plane] {
      case .blue: return 1 - warmth
      case .red: return 1 + 0.5 * warmth
      case .redEdge, .nearInfrared: return 1 + 0.3 * warmth
      default: return 1
      }
    }
    memory = .allocate(capacity: width * (5 + 3 * planes.count))
    memory.initialize(repeating: 0, count: width * (5 + 3 * planes.count))
    texture = memory
    moisture = memory + width
    leaf = memory + 2 * width
    line = memory + 3 * width
    gains = memory + 4 * width
    rows = memory + 5 * width
    leafKey = SceneHash(seed: scene.parameters.seed, .leaves).bits(0, 0)
  }

  deinit { memory.deallocate() }

  /// Renders a block of at most 256 columns from a canvas with a margin.
  func render(
    _ block: PixelWindow, canvas: Canvas, covered: [[Range<Int>]], to target: SampleTarget
  ) {
    let wide = (block.columns.lowerBound - 1)..<(block.columns.upperBound + 1)
    let fields = scene.plans.filter { $0.polygon.mayMeet(block.expanded(by: 2)) }
    compose(block.rows.lowerBound - 1, wide, canvas, fields)
    compose(block.rows.lowerBound, wide, canvas, fields)
    for (index, row) in block.rows.enumerated() {
      compose(row + 1, wide, canvas, fields)
      scene.frames.fill(row: row, columns: block.columns, gains: gains)
      for plane in planes.indices {
        let samples = target.base + index * target.rowStride + plane * target.planeStride
        finish(row, block.columns, plane: plane, covered[index], samples)
      }
    }
  }

  private func composed(_ row: Int, _ plane: Int) -> UnsafeMutablePointer<Float> {
    let turn = ((row % 3) + 3) % 3
    return rows + (turn * planes.count + plane) * width
  }

  // MARK: Reflectance before the camera

  private func compose(_ row: Int, _ columns: Range<Int>, _ canvas: Canvas, _ fields: [FieldPlan]) {
    scene.ground.fill(row: row, columns: columns, fields: fields, texture: texture, moisture: moisture)
    let base = canvas.offset(row: row) + columns.lowerBound - canvas.window.columns.lowerBound
    castShadows(canvas, base, columns.count)
    fillLeafTexture(row, columns)
    for plane in planes.indices where planes[plane] < encoder.sensor.roles.count {
      let role = encoder.sensor.roles[planes[plane]]
      mix(role, canvas, base, columns.count, into: composed(row, plane))
    }
    for field in fields {
      guard let pond = field.pond else { continue }
      for span in pond.spans(row: row, columns: columns) { flood(row, span, columns, canvas, base) }
    }
  }

  /// Darkens ground where a plant stands between it and the sun.
  private func castShadows(_ canvas: Canvas, _ base: Int, _ count: Int) {
    let shadow = scene.shadow
    let far = canvas.cover + (base + shadow.row * canvas.window.width + shadow.column)
    let near = canvas.cover + (base + shadow.row / 2 * canvas.window.width + shadow.column / 2)
    for i in 0..<count { texture[i] *= 1 - 0.58 * max(0.85 * far[i], near[i]) }
  }

  private func fillLeafTexture(_ row: Int, _ columns: Range<Int>) {
    let rowKey = UInt32(truncatingIfNeeded: SceneHash.mix(leafKey &+ UInt64(bitPattern: Int64(row))))
    let first = UInt32(truncatingIfNeeded: columns.lowerBound)
    for i in 0..<columns.count {
      leaf[i] = 1 + 0.03 * SensorNoise.normal(first &+ UInt32(truncatingIfNeeded: i), rowKey)
    }
    for relief in scene.leafRelief {
      relief.add(row: Double(row) + 0.5, columns: columns, light: scene.light, to: leaf)
    }
  }

  private func mix(
    _ role: BandRole, _ canvas: Canvas, _ base: Int, _ count: Int, into values: UnsafeMutablePointer<Float>
  ) {
    let (soil, damp) = (Reflectance.soil[role], Reflectance.moisture[role])
    let (crop, weed, tint) = (Reflectance.crop[role], Reflectance.weed[role], Reflectance.tint[role])
    let severity = Float(scene.parameters.diseaseSeverity)
    let (early, late) = (Reflectance.early[role], Reflectance.late[role])
    let (covers, crops, weeds) = (canvas.cover + base, canvas.crop + base, canvas.weed + base)
    let (tints, sicks) = (canvas.tint + base, canvas.sick + base)
    for i in 0..<count {
      let intensity = severity * sicks[i]
      let change = 1 + early * intensity + late * Reflectance.lateShare(intensity)
      let leaves = (crop * crops[i] * change + weed * weeds[i] + tint * tints[i]) * leaf[i]
      values[i] = soil * texture[i] * (1 - damp * moisture[i]) * (1 - covers[i]) + leaves
    }
  }

  private func flood(
    _ row: Int, _ span: Range<Int>, _ columns: Range<Int>, _ canvas: Canvas, _ base: Int
  ) {
    for plane in planes.indices where planes[plane] < encoder.sensor.roles.count {
      let water = Reflectance.water[encoder.sensor.roles[planes[plane]]]
      let values = composed(row, plane)
      for column in span {
        let i = column - columns.lowerBound
        let open = 1 - canvas.cover[base + i]
        values[i] += open * (water * (0.9 + 0.3 * moisture[i]) - values[i])
      }
    }
  }

  // MARK: The camera

  private func finish(
    _ row: Int, _ columns: Range<Int>, plane: Int, _ covered: [Range<Int>], _ samples: UnsafeMutableRawPointer
  ) {
    let band = planes[plane]
    if band < encoder.sensor.roles.count {
      expose(row, columns.count, plane: plane)
      let noiseBand = BandRole.allCases.firstIndex(of: encoder.sensor.roles[band]) ?? 0
      scene.noise.add(row: row, columns: columns, band: noiseBand, to: line)
      encoder.write(line, count: columns.count, band: band, to: samples)
    } else {
      encoder.write(opaque: 0..<columns.count, to: samples)
    }
    var start = columns.lowerBound
    for span in covered + [columns.upperBound..<columns.upperBound] {
      let gap = (start - columns.lowerBound)..<(span.lowerBound - columns.lowerBound)
      if !gap.isEmpty { encoder.write(nodata: gap, band: band, to: samples) }
      start = span.upperBound
    }
  }

  /// Blurs slightly and lights one row of a plane.
  private func expose(_ row: Int, _ count: Int, plane: Int) {
    let (above, here, below) = (
      composed(row - 1, plane), composed(row, plane), composed(row + 1, plane)
    )
    let light = lights[plane]
    for i in 0..<count {
      let left = 0.14 * above[i] + 0.72 * here[i] + 0.14 * below[i]
      let middle = 0.14 * above[i + 1] + 0.72 * here[i + 1] + 0.14 * below[i + 1]
      let right = 0.14 * above[i + 2] + 0.72 * here[i + 2] + 0.14 * below[i + 2]
      line[i] = (0.14 * left + 0.72 * middle + 0.14 * right) * gains[i] * light
    }
  }
}
