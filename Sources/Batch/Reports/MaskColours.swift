import Pixels
import Reporting

/// What a place of a picture shows.
enum MaskPlace {
  /// Not part of what is drawn.
  case outside
  /// Nothing was seen.
  case nodata
  /// A mix of classes; `slot` is that of the one which covers most of it.
  case mixed(red: UInt8, green: UInt8, blue: UInt8, slot: Int?)
}

/// How the classes of a legend mix.
struct MaskColours {
  /// The place of each code among the classes; 255 for what is no class.
  let slots: [UInt8]
  private let classes: [Legend.Entry]
  private let background: Int

  /// How much more than their share weeds and disease count, so that a few
  /// pixels in a hundred still show.
  private static let emphasis = 4.0

  init(_ classes: [Legend.Entry]) {
    self.classes = classes
    var slots = [UInt8](repeating: 255, count: 256)
    for (slot, entry) in classes.enumerated() { slots[Int(entry.code)] = UInt8(slot) }
    self.slots = slots
    background =
      classes.firstIndex { $0.group == .soil } ?? classes.firstIndex { $0.kind == .stuff } ?? 0
  }

  /// The mix of so many pixels of each class.
  func place(_ counts: ArraySlice<UInt32>) -> MaskPlace {
    let sum = counts.reduce(0) { $0 + Double($1) }
    guard sum > 0 else { return .nodata }
    var (red, green, blue, weight) = (0.0, 0.0, 0.0, 0.0)
    var most: (slot: Int, share: Double) = (background, 0)
    for (slot, count) in counts.enumerated() where count > 0 {
      let (entry, share) = (classes[slot], Double(count) / sum)
      if share > most.share { most = (slot, share) }
      guard slot != background else { continue }
      let own = entry.group == .weed || entry.group == .disease ? share * Self.emphasis : share
      red += own * Double(entry.color.red)
      green += own * Double(entry.color.green)
      blue += own * Double(entry.color.blue)
      weight += own
    }
    let ground = classes[background].color
    let strength = min(weight.squareRoot(), 1)
    func mix(_ channel: Double, _ own: UInt8) -> UInt8 {
      let over = weight > 0 ? channel / weight : 0
      return UInt8((over * strength + Double(own) * (1 - strength)).rounded())
    }
    return .mixed(
      red: mix(red, ground.red), green: mix(green, ground.green), blue: mix(blue, ground.blue),
      slot: most.share > 0.5 ? most.slot : nil)
  }
}

extension PaintedMask {
  /// The pixels of the picture, four channels each, every place enlarged so
  /// often; textures tell apart what colours do not.
  func pixels(_ classes: [Legend.Entry], enlargement: Int) -> [UInt8] {
    let textures = classes.map { PaletteCheck(classes).textures[$0.code] ?? .plain }
    let (width, height) = (size.width * enlargement, size.height * enlargement)
    var pixels = [UInt8](repeating: 0, count: width * height * 4)
    for row in 0..<height {
      for column in 0..<width {
        let place = places[row / enlargement * size.width + column / enlargement]
        let start = (row * width + column) * 4
        switch place {
        case .outside: continue
        case .nodata:
          let grey: UInt8 = (column + row) % 6 < 2 ? 208 : 241
          (pixels[start], pixels[start + 1], pixels[start + 2]) = (grey, grey, grey)
        case .mixed(let red, let green, let blue, let slot):
          let isDark = slot.map { textures[$0].isDark(column: column, row: row) } ?? false
          let part = isDark ? 0.5 : 1.0
          pixels[start] = UInt8(Double(red) * part)
          pixels[start + 1] = UInt8(Double(green) * part)
          pixels[start + 2] = UInt8(Double(blue) * part)
        }
        pixels[start + 3] = 255
      }
    }
    return pixels
  }
}
