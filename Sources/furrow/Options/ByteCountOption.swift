import ArgumentParser
import JobDefinition

/// A number of bytes with its unit, such as "200 GB".
struct ByteCountOption: ExpressibleByArgument {
  let size: ByteCount

  init?(argument: String) {
    guard let size = ByteCount(argument) else { return nil }
    self.size = size
  }
}
