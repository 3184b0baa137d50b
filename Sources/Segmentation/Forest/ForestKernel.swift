import CForest

/// How trees are walked. Every kernel gives the same bits.
public enum ForestKernel: String, Sendable, Hashable, CaseIterable {
  /// Plain Swift, eight pixels side by side; runs everywhere.
  case scalar
  /// 32 pixels to a vector; needs AVX2.
  case avx2
  /// 64 pixels to a vector; needs AVX-512 with byte permutations (VBMI).
  case avx512

  /// Whether this machine can run the kernel.
  public var isAvailable: Bool {
    switch self {
    case .scalar: true
    case .avx2: forest_has_avx2() != 0
    case .avx512: forest_has_avx512() != 0
    }
  }

  /// The kernels that this machine can run, the slowest first.
  public static var available: [ForestKernel] { allCases.filter(\.isAvailable) }

  /// The fastest kernel that this machine can run.
  public static var fastest: ForestKernel {
    allCases.last { $0.isAvailable } ?? .scalar
  }
}
