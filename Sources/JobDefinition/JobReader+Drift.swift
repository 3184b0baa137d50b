extension JobReader {
  func drift(_ value: JobValue) -> DriftSelection? {
    guard let section = value.section(.drift) else { return nil }
    var drift = DriftSelection()
    if let action = section["action"]?.choice(of: DriftSelection.Action.self) { drift.action = action }
    if let share = section["false_alarm"]?.number(in: DriftSelection.falseAlarms) { drift.falseAlarm = share }
    if let distance = section["tolerance"]?.number(in: DriftSelection.tolerances) {
      drift.tolerance = distance
    }
    if let area = section["separability"]?.number(in: DriftSelection.separabilities) {
      drift.separability = area
    }
    return drift
  }
}
