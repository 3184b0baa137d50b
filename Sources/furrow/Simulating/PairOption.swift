import ArgumentParser
import Grid

/// Two numbers with a comma between them, such as "-3,2.5".
struct PairOption: ExpressibleByArgument {
  let first: Double
  let second: Double

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let first = parts[0], let second = parts[1], first.isFinite, second.isFinite
    else { return nil }
    self.first = first
    self.second = second
  }

  /// The numbers as a pixel's column and row.
  ///
  /// - Throws: `ValidationError` where they are not whole.
  func point(of option: String) throws -> PixelPoint {
    guard let column = Int(exactly: first), let row = Int(exactly: second) else {
      throw ValidationError("\(option) takes whole pixels")
    }
    return PixelPoint(column: column, row: row)
  }
}

/// A width and a height with an x between them, such as "900x700".
struct SizeOption: ExpressibleByArgument {
  let size: PixelSize

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0 else {
      return nil
    }
    size = PixelSize(width: width, height: height)
  }
}
