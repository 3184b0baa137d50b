import CForest

/// A forest laid out for a kernel. Never changes, so that workers share it.
public final class ForestTables: @unchecked Sendable {
  /// The forest that was laid out.
  public let forest: Forest
  /// The kernel that the layout is for: the scalar one too where the forest
  /// has more distinct thresholds than the vector kernels are made for.
  public let kernel: ForestKernel
  let planeCount: Int
  private let plan: UnsafeMutablePointer<forest_plan>
  private let blocks: [UnsafeMutableRawPointer]

  /// Bins of more planes would not stay in the cache.
  private static let greatestPlaneCount = 4096

  /// Lays a forest out.
  ///
  /// - Precondition: The machine can run `kernel`.
  public init(_ forest: Forest, kernel: ForestKernel = .fastest) {
    precondition(kernel.isAvailable, "this machine cannot run the kernel \(kernel.rawValue)")
    let cuts = ForestCuts(forest)
    let isScalar = kernel == .scalar || cuts.planes.count > Self.greatestPlaneCount
    self.forest = forest
    self.kernel = isScalar ? .scalar : kernel
    plan = .allocate(capacity: 1)
    guard !isScalar else {
      plan.initialize(to: forest_plan())
      planeCount = 0
      blocks = []
      return
    }
    var layout = ForestLayout(cuts, leavesAsBytes: kernel == .avx512)
    for tree in forest.trees { layout.append(tree) }
    let pivots = Self.block(cuts.planes.flatMap(\.pivots))
    var planes: [forest_plane] = []
    var next = pivots.assumingMemoryBound(to: Float.self)
    for plane in cuts.planes {
      planes.append(
        forest_plane(
          pivots: next, feature: UInt32(plane.feature), levels: UInt8(plane.levels),
          missing: plane.missing == .left ? 0 : 255, is_mixed: plane.missing == .mixed ? 1 : 0))
      next += plane.pivots.count
    }
    blocks = [
      pivots, Self.block(planes), Self.block(layout.trees), Self.block(layout.tables),
      Self.block(layout.planeOffsets), Self.block(layout.nodes),
    ]
    planeCount = planes.count
    plan.initialize(
      to: forest_plan(
        trees: blocks[2].assumingMemoryBound(to: forest_tree.self),
        tables: blocks[3].assumingMemoryBound(to: UInt8.self),
        plane_offsets: blocks[4].assumingMemoryBound(to: UInt32.self),
        nodes: blocks[5].assumingMemoryBound(to: forest_node.self),
        planes: blocks[1].assumingMemoryBound(to: forest_plane.self), plane_count: UInt32(planes.count)))
  }

  deinit {
    for block in blocks { block.deallocate() }
    plan.deallocate()
  }

  func withPlan(_ body: (UnsafePointer<forest_plan>) -> Void) { body(plan) }

  /// A copy on a cache line, with room for a vector to be read at its end.
  private static func block<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableRawPointer {
    let size = elements.count * MemoryLayout<Element>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size + 64, alignment: 64)
    elements.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress { block.copyMemory(from: base, byteCount: size) }
    }
    return block
  }
}
