#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A direction as its cosine and sine.
struct Direction: Sendable {
  let cosine: Double
  let sine: Double

  init(angle: Double) {
    cosine = cos(angle)
    sine = sin(angle)
  }
}
