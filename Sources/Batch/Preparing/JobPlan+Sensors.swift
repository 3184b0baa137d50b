import JobDefinition
import Pixels
import Spectral

extension JobPlan {
  /// Checks that the words for sensors stand for profiles that there are.
  ///
  /// - Throws: `JobPlanError` that names the place in the job.
  static func check(_ naming: FlightNaming) throws(JobPlanError) {
    for (word, profile) in naming.sensors.sorted(by: { $0.key < $1.key })
    where SensorProfile.named(profile) == nil {
      throw JobPlanError(
        place: "/flights/sensors/\(word)", reason: "there is no sensor profile '\(profile)'",
        suggestion: NearestName.nearest(to: profile, among: SensorProfile.standard.map(\.name)))
    }
  }
}
