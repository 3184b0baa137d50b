extension JobReader {
  func quality(_ value: JobValue) -> QualityLimits? {
    guard let section = value.section(.quality) else { return nil }
    var limits = QualityLimits()
    read(section["max_overexposed"], into: &limits.maximumOverexposed)
    read(section["max_underexposed"], into: &limits.maximumUnderexposed)
    read(section["min_sharpness"], into: &limits.minimumSharpness, greatest: 20)
    read(section["max_implausible"], into: &limits.maximumImplausible)
    read(section["max_nodata"], into: &limits.maximumNodata)
    read(section["min_coverage"], into: &limits.minimumCoverage)
    limits.action = section["action"]?.choice(of: QualityLimits.Action.self) ?? limits.action
    return limits
  }

  private func read(_ value: JobValue?, into limit: inout Double?, greatest: Double = 1) {
    guard let value else { return }
    if case .text("off") = value.scalar {
      limit = nil
    } else {
      limit = value.number("off or a number from 0 to \(Int(greatest))") { (0...greatest).contains($0) }
    }
  }
}
