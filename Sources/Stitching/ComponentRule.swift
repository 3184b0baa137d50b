public import Pixels

/// What becomes of connected components by their size and neighbours.
///
/// A component is a set of connected pixels of one class. Nodata is never a
/// component. A border is counted in pixel edges between 4-neighbours,
/// whatever the connectivity.
public struct ComponentRule: Hashable, Sendable {
  /// Which side of a limit is meant.
  public enum Size: Hashable, Sendable {
    /// Fewer pixels than this.
    case below(Int)
    /// This many pixels or more.
    case atLeast(Int)
  }

  /// What is done.
  public enum Action: Hashable, Sendable {
    /// Components with fewer pixels than their class's minimum become the
    /// class with which they share the longest border, counting only
    /// neighbours that are kept; ties go to the lowest code. Without such a
    /// neighbour they become `background`. Classes without a minimum are
    /// kept. All are judged at once, on the raster as it came in.
    case sieve(minimumPixels: [ClassCode: Int], background: ClassCode)

    /// Components of a class and a size become another class.
    case relabel(from: ClassCode, to: ClassCode, size: Size)

    /// Components of `background` with fewer than `belowPixels` pixels become
    /// the class that surrounds them, where it is one class alone and they
    /// touch, with a pixel's edge, neither nodata nor the mosaic's edge.
    case fillHoles(background: ClassCode, belowPixels: Int)
  }

  /// What is done.
  public var action: Action

  /// Which pixels belong together.
  public var connectivity: Connectivity

  /// Makes a rule.
  public init(_ action: Action, connectivity: Connectivity = .eight) {
    self.action = action
    self.connectivity = connectivity
  }

  /// Makes a sieve with one minimum for some classes, or for all where
  /// `classes` is `nil`.
  public static func sieve(
    belowPixels: Int, classes: [ClassCode]? = nil, background: ClassCode,
    connectivity: Connectivity = .eight
  ) -> ComponentRule {
    let judged = classes ?? Array(0..<ClassCode.nodata)
    let minimums = Dictionary(judged.map { ($0, belowPixels) }) { first, _ in first }
    return ComponentRule(
      .sieve(minimumPixels: minimums, background: background), connectivity: connectivity)
  }
}
