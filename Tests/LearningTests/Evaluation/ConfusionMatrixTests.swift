import Foundation
import Learning
import Pixels
import TestSupport
import Testing

@Suite struct `Confusion matrices` {
  /// Nine pixels: truth 0 0 0 / 1 1 1 / 2 255 2, prediction 0 0 1 / 1 1 2 / 2 0 255.
  static func grid() -> ConfusionMatrix {
    var matrix = ConfusionMatrix(codes: [2, 0, 1])
    matrix.add(truth: [0, 0, 0], prediction: [0, 0, 1])
    matrix.add(truth: [1, 1, 1], prediction: [1, 1, 2])
    matrix.add(truth: [2, 255, 2], prediction: [2, 0, 255])
    return matrix
  }

  @Test func `a grid of three by three is counted by hand`() throws {
    let matrix = Self.grid()
    #expect(matrix.rows == [[2, 1, 0], [0, 2, 1], [0, 0, 1]])
    #expect(matrix.total == 7)
    #expect(matrix.errorCount == 2)
    #expect(matrix.unlabelled == 1)
    #expect(matrix.unpredicted == 1)
    #expect(matrix[truth: 2, prediction: 255] == 1)
    let one = try #require(matrix.counts(of: 1))
    #expect(one.intersectionOverUnion == 2.0 / 4)
    #expect(one.precision == 2.0 / 3)
    #expect(one.recall == 2.0 / 3)
    #expect(one.f1 == 2.0 / 3)
    #expect(matrix.accuracy == 5.0 / 7)
    #expect(matrix.meanIntersectionOverUnion == (2.0 / 3 + 2.0 / 4 + 1.0 / 2) / 3)
  }

  /// python -c "from sklearn.metrics import cohen_kappa_score as k; t=[0]*3+[1]*3+[2];
  /// p=[0,0,1,1,1,2,2]; print(k(t,p),*[k([a==c for a in t],[a==c for a in p]) for c in range(3)])"
  @Test func `kappa is that of scikit-learn`() throws {
    let matrix = Self.grid()
    #expect(abs(try #require(matrix.kappa) - 0.5625) < 1e-12)
    for (code, kappa) in [(0, 0.6956521739130435), (1, 0.41666666666666663), (2, 0.5882352941176471)] {
      #expect(abs(try #require(matrix.counts(of: ClassCode(code))?.kappa) - kappa) < 1e-12)
    }
  }

  @Test func `what is absent has no figure`() throws {
    var matrix = ConfusionMatrix(codes: [0, 1, 2])
    #expect(matrix.accuracy == nil)
    #expect(matrix.meanIntersectionOverUnion == nil)
    #expect(matrix.kappa == nil)
    matrix.add(truth: 0, prediction: 0, count: 3)
    #expect(matrix.kappa == nil)
    matrix.add(truth: 0, prediction: 1)
    let predictedOnly = try #require(matrix.counts(of: 1))
    #expect(predictedOnly.intersectionOverUnion == 0)
    #expect(predictedOnly.recall == nil)
    #expect(predictedOnly.precision == 0)
    let absent = try #require(matrix.counts(of: 2))
    #expect(absent.intersectionOverUnion == nil && absent.f1 == nil && absent.precision == nil)
    #expect(matrix.meanIntersectionOverUnion == 0.75)
    #expect(matrix.counts(of: 9) == nil)
  }

  @Test func `parts merge in any order to the whole`() {
    var generator = SeededGenerator(seed: 4)
    let pixels = (0..<500).map { _ in
      (ClassCode.random(in: 0...4, using: &generator), ClassCode.random(in: 0...4, using: &generator))
    }
    var whole = ConfusionMatrix(codes: 0...3)
    var parts = Array(repeating: ConfusionMatrix(codes: 0...3), count: 7)
    for (i, pixel) in pixels.enumerated() {
      whole.add(truth: pixel.0, prediction: pixel.1)
      parts[i * i % 7].add(truth: pixel.0, prediction: pixel.1)
    }
    #expect(ConfusionMatrix.sum(parts) == whole)
    #expect(ConfusionMatrix.sum(parts.shuffled(using: &generator)) == whole)
  }

  @Test func `a matrix reads back from JSON, and a broken one is refused`() throws {
    let data = try JSONEncoder().encode(Self.grid())
    #expect(try JSONDecoder().decode(ConfusionMatrix.self, from: data) == Self.grid())
    for text in [
      #"{"codes":[0,1],"counts":[1,2,3]}"#, #"{"codes":[],"counts":[0]}"#,
      #"{"codes":[255],"counts":[0,0,0,0]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ConfusionMatrix.self, from: Data(text.utf8))
      }
    }
  }
}
