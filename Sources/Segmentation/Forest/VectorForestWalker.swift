import CForest

/// Walks trees in vector registers, on bins made once for each pixel.
final class VectorForestWalker: ForestWalker {
  private let tables: ForestTables
  private let bins: UnsafeMutablePointer<UInt8>

  init(_ tables: ForestTables) {
    self.tables = tables
    // Vectors of four bytes are read from the last bin on.
    let size = tables.planeCount * ForestPredictor.groupSize + 64
    bins = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
      .initializeMemory(as: UInt8.self, repeating: 0, count: size)
  }

  deinit { bins.deallocate() }

  func addTrees(
    of features: UnsafePointer<UnsafePointer<Float>>, start: Int, count: Int,
    to sums: UnsafeMutablePointer<Float>
  ) {
    #if arch(x86_64)
      let optional = UnsafeRawPointer(features).assumingMemoryBound(to: UnsafePointer<Float>?.self)
      let trees = Int32(tables.forest.trees.count)
      let classes = Int32(tables.forest.classCount)
      let blocks = Int32((count + 63) / 64)
      tables.withPlan { plan in
        if tables.kernel == .avx512 {
          let missing = forest_bin_avx512(plan, optional, start, Int32(count), bins)
          forest_add_avx512(plan, 0, trees, bins, blocks, missing, sums)
          forest_order_avx512(classes, blocks, sums)
        } else {
          let missing = forest_bin_avx2(plan, optional, start, Int32(count), bins)
          forest_add_avx2(plan, 0, trees, bins, blocks, missing, sums)
        }
      }
    #else
      preconditionFailure("no vector kernel on this machine")
    #endif
  }
}
