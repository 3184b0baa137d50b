import Grid
import Testing

@testable import Segmentation

@Suite struct WindowPlanesTests {
  private let window = PixelWindow(columns: 3..<8, rows: 10..<14)

  /// Planes that hold 1000 times the plane's number, plus the pixel's place.
  private func numbered(_ count: Int) -> WindowPlanes {
    let planes = WindowPlanes(count: count)
    planes.move(to: window)
    for plane in 0..<count {
      for pixel in 0..<window.pixelCount { planes[plane][pixel] = Float(1000 * plane + pixel) }
    }
    return planes
  }

  @Test func `planes of the same window are shown where they are`() {
    let (first, second) = (numbered(2), numbered(3))
    let planes = WindowPlanes(count: 3)
    planes.show(window, of: [(source: first, numbers: [1]), (source: second, numbers: [2, 0])])
    #expect([planes[0], planes[1], planes[2]] == [first[1], second[2], second[0]])
    #expect(planes.withPointers(row: 11, column: 4) { $0[1][0] } == 2006)
  }

  @Test func `planes of a smaller window are copied`() {
    let source = numbered(2)
    let planes = WindowPlanes(count: 2)
    let part = PixelWindow(columns: 4..<6, rows: 11..<13)
    planes.show(part, of: [(source: source, numbers: [1, 0])])
    #expect((0..<4).map { planes[0][$0] } == [1006, 1007, 1011, 1012])
    #expect((0..<4).map { planes[1][$0] } == [6, 7, 11, 12])
  }

  @Test func `planes that were shown are left alone by what comes after`() {
    let source = numbered(1)
    let planes = WindowPlanes(count: 1)
    planes.show(window, of: [(source: source, numbers: [0])])
    planes.move(to: window)
    for pixel in 0..<window.pixelCount { planes[0][pixel] = -1 }
    #expect(source[0][7] == 7)
  }
}
