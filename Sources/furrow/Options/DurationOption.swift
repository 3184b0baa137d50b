import ArgumentParser
import JobDefinition

/// A length of time with its unit, such as "90 d".
struct DurationOption: ExpressibleByArgument {
  let length: Duration

  init?(argument: String) {
    guard let length = Duration(written: argument) else { return nil }
    self.length = length
  }
}
