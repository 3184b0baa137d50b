public import Pixels

/// A step that tidies the classes of a mask.
public enum CleaningStep: Hashable, Sendable {
  /// Which patches a step takes, by area; both limits are exclusive.
  public enum AreaLimit: Hashable, Sendable {
    /// Those of less than so many square metres.
    case smallerThan(squareMetres: Double)
    /// Those of more than so many square metres.
    case largerThan(squareMetres: Double)
  }

  /// Which pixels touch.
  public enum Connectivity: Int, Hashable, Sendable, CaseIterable {
    /// Those that share an edge.
    case four = 4
    /// Those that share an edge or a corner.
    case eight = 8
  }

  /// Each pixel takes the class that most of a square have; the side is odd.
  case majority(size: Int)
  /// What is narrower than a disc leaves the class.
  case open(code: ClassCode, radius: Int)
  /// Gaps narrower than a disc join the class.
  case close(code: ClassCode, radius: Int)
  /// Small or large patches of a class become another.
  case relabel(code: ClassCode, limit: AreaLimit, become: ClassCode)
  /// Small patches of one class, or of all where it is `nil`, go.
  case sieve(smallerThanSquareMetres: Double, code: ClassCode?, connectivity: Connectivity)
  /// Small holes in patches are filled.
  case fillHoles(smallerThanSquareMetres: Double)

  /// The steps by their names in a job file.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// See `CleaningStep.majority`.
    case majority
    /// See `CleaningStep.open`.
    case open
    /// See `CleaningStep.close`.
    case close
    /// See `CleaningStep.relabel`.
    case relabel
    /// See `CleaningStep.sieve`.
    case sieve
    /// See `CleaningStep.fillHoles`.
    case fillHoles = "fill_holes"

    /// True for steps that look only a few pixels around; they come before
    /// those that follow whole patches.
    public var isLocal: Bool {
      switch self {
      case .majority, .open, .close: true
      case .relabel, .sieve, .fillHoles: false
      }
    }
  }

  /// Which step it is.
  public var kind: Kind {
    switch self {
    case .majority: .majority
    case .open: .open
    case .close: .close
    case .relabel: .relabel
    case .sieve: .sieve
    case .fillHoles: .fillHoles
    }
  }
}
