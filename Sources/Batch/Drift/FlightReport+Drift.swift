import Catalog
import Reporting

extension FlightReport.Drift {
  /// What published tables say of a verdict: only what changes how figures count.
  init(_ found: RunDrift?) {
    self =
      switch found?.action {
      case .marked: .drifted
      case .withheld: .withheld
      case .noted, .some(.none), nil: .unmarked
      }
  }
}
