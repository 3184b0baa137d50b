import Foundation
import Grid
import Learning
import Pixels
import Segmentation

/// The probabilities of part of a scene in a file without a name: nothing of
/// it stays, however the program ends.
///
/// Samples are 16 bits: 0 where nothing was written, else one more than the
/// probability in 65,534ths. Workers write different pixels.
final class ProbabilityStore: Sendable {
  /// The pixels that it has room for.
  let window: PixelWindow
  /// The classes in the order of the planes.
  let classes: [ClassCode]
  private let folder: String
  private let descriptor: Int32

  /// Makes an empty store.
  ///
  /// - Parameter folder: Where the file gets its room.
  /// - Throws: `FileAccessError`.
  init(in folder: String, window: PixelWindow, classes: [ClassCode]) throws(FileAccessError) {
    self.window = window
    self.classes = classes
    var template = Array("\(folder)/.furrow-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    self.folder = folder
    guard descriptor >= 0 else { throw .system("make a file in", folder) }
    unlink(template)
    guard ftruncate(descriptor, window.pixelCount * classes.count * 2) == 0 else {
      throw .system("make room in", folder)
    }
  }

  deinit { close(descriptor) }

  /// Keeps the probabilities of some pixels of a row.
  func write(_ planes: WindowPlanes, row: Int, columns: Range<Int>) throws(FileAccessError) {
    var samples = [UInt16](repeating: 0, count: columns.count)
    for plane in classes.indices {
      let line = planes[plane] + planes.index(row: row, column: columns.lowerBound)
      for place in samples.indices {
        samples[place] = line[place].isNaN ? 0 : 1 + UInt16(min(max(line[place], 0), 1) * 65_534)
      }
      let count = samples.count * 2
      guard pwrite(descriptor, samples, count, offset(row, plane, columns.lowerBound)) == count else {
        throw .system("write a temporary file in", folder)
      }
    }
  }

  /// Reads what was kept; NaN where nothing was.
  func read(_ part: PixelWindow, into planes: UnsafeMutablePointer<Float>) throws(FileAccessError) {
    var samples = [UInt16](repeating: 0, count: part.width)
    for plane in classes.indices {
      for row in part.rows {
        let count = samples.count * 2
        guard pread(descriptor, &samples, count, offset(row, plane, part.columns.lowerBound)) == count else {
          throw .system("read a temporary file in", folder)
        }
        let line = planes + plane * part.pixelCount + (row - part.rows.lowerBound) * part.width
        for (column, sample) in samples.enumerated() {
          line[column] = sample == 0 ? .nan : Float(sample - 1) / 65_534
        }
      }
    }
  }

  private func offset(_ row: Int, _ plane: Int, _ column: Int) -> Int {
    let line = (row - window.rows.lowerBound) * classes.count + plane
    return (line * window.width + column - window.columns.lowerBound) * 2
  }
}

/// Reads a store as label checks want it.
final class StoredProbabilities: ProbabilityReader {
  private let store: ProbabilityStore
  private var part: [Float] = []

  init(_ store: ProbabilityStore) { self.store = store }

  var classes: [ClassCode] { store.classes }

  func readProbabilities(_ window: PixelWindow, into planes: UnsafeMutablePointer<Float>) throws {
    let known = window.intersection(store.window)
    if known == window { return try store.read(window, into: planes) }
    planes.update(repeating: .nan, count: window.pixelCount * classes.count)
    guard !known.isEmpty else { return }
    part = [Float](repeating: .nan, count: known.pixelCount * classes.count)
    try store.read(known, into: &part)
    for plane in classes.indices {
      for row in 0..<known.height {
        let target =
          plane * window.pixelCount + (known.rows.lowerBound - window.rows.lowerBound + row) * window.width
          + known.columns.lowerBound - window.columns.lowerBound
        for column in 0..<known.width {
          planes[target + column] = part[plane * known.pixelCount + row * known.width + column]
        }
      }
    }
  }
}
