import Grid
import Pixels

/// What several sources of labels say together: the class that most of those
/// who labelled a pixel gave it; none where two classes have as many votes.
struct MergedLabels: LabelSource {
  let sources: [any LabelSource]
  let extent: PixelWindow

  /// Merges at least one source.
  init(_ sources: [any LabelSource]) {
    self.sources = sources
    let parts = sources.map(\.extent).filter { !$0.isEmpty }
    func hull(_ ranges: [Range<Int>]) -> Range<Int> {
      (ranges.map(\.lowerBound).min() ?? 0)..<(ranges.map(\.upperBound).max() ?? 0)
    }
    extent = PixelWindow(columns: hull(parts.map(\.columns)), rows: hull(parts.map(\.rows)))
  }

  func makeLabelReader() throws -> any LabelReader {
    MergedLabelReader(try sources.map { try $0.makeLabelReader() })
  }
}

private final class MergedLabelReader: LabelReader {
  private let readers: [any LabelReader]
  private var planes: [[ClassCode]]

  init(_ readers: [any LabelReader]) {
    self.readers = readers
    planes = Array(repeating: [], count: readers.count)
  }

  func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) throws {
    guard readers.count > 1 else {
      return try readers[0].read(window, into: classes, stride: stride)
    }
    for number in readers.indices {
      if planes[number].count < window.pixelCount {
        planes[number] = Array(repeating: .nodata, count: window.pixelCount)
      }
      try planes[number].withUnsafeMutableBufferPointer {
        try readers[number].read(
          window, into: $0.baseAddress.unsafelyUnwrapped, stride: window.width)
      }
    }
    var votes = [Int](repeating: 0, count: 256)
    for pixel in 0..<window.pixelCount {
      let target = pixel / window.width * stride + pixel % window.width
      classes[target] = Self.winner(planes.lazy.map { $0[pixel] }, votes: &votes)
    }
  }

  private static func winner(_ codes: some Collection<ClassCode>, votes: inout [Int]) -> ClassCode {
    var best = (code: ClassCode.nodata, count: 0, isTied: false)
    for code in codes where code != .nodata {
      votes[Int(code)] += 1
    }
    for code in codes where code != .nodata && code != best.code {
      let count = votes[Int(code)]
      if count > best.count { best = (code, count, false) } else if count == best.count { best.isTied = true }
    }
    for code in codes { votes[Int(code)] = 0 }
    return best.isTied ? .nodata : best.code
  }
}

/// Labels in which every pixel that nobody labelled has one class.
struct FilledLabels: LabelSource {
  let source: any LabelSource
  let code: ClassCode
  let extent: PixelWindow

  /// Fills the unlabelled pixels of a whole mosaic.
  init(_ source: any LabelSource, with code: ClassCode, size: PixelSize) {
    self.source = source
    self.code = code
    extent = PixelWindow(size)
  }

  func makeLabelReader() throws -> any LabelReader {
    FilledLabelReader(reader: try source.makeLabelReader(), code: code)
  }
}

private final class FilledLabelReader: LabelReader {
  private let reader: any LabelReader
  private let code: ClassCode

  init(reader: any LabelReader, code: ClassCode) {
    self.reader = reader
    self.code = code
  }

  func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) throws {
    try reader.read(window, into: classes, stride: stride)
    for row in 0..<window.height {
      let line = classes + row * stride
      for column in 0..<window.width where line[column] == .nodata { line[column] = code }
    }
  }
}
