import Pixels
import Spectral
import TestSupport
import Testing

@Suite struct BandCalibratorTests {
  static func run<Sample>(
    _ calibrator: BandCalibrator, _ planes: [[Sample]], mask: [UInt8]? = nil
  ) -> (rows: [[Float]], validity: RowValidity) {
    let count = planes[0].count
    let samples = planes.map { plane in
      let copy = UnsafeMutablePointer<Sample>.allocate(capacity: max(1, count))
      copy.initialize(from: plane, count: count)
      return copy
    }
    let rows = planes.map { _ in
      let row = UnsafeMutablePointer<Float>.allocate(capacity: count + 1)
      row.initialize(repeating: -777, count: count + 1)
      return row
    }
    defer {
      for plane in samples { plane.deallocate() }
      for row in rows { row.deallocate() }
    }
    let validity = calibrator.calibrate(
      count: count, samples: samples.map { UnsafeRawPointer($0) }, mask: mask, into: rows)
    for row in rows { #expect(row[count] == -777, "written behind the row") }
    return (rows.map { Array(UnsafeBufferPointer(start: $0, count: count)) }, validity)
  }

  static func text(_ rows: [[Float]]) -> [[String]] { rows.map { $0.map { "\($0)" } } }

  static func bands(_ count: Int, nodata: Double?, scale: Double = 1) -> [BandCalibrator.Band] {
    Array(
      repeating: BandCalibrator.Band(calibration: .reflectance(scale: scale, offset: 0), nodata: nodata),
      count: count)
  }

  @Test func `counts become reflectance`() {
    let band = BandCalibrator.Band(calibration: .reflectance(scale: 1.0 / 32768, offset: -0.5))
    let result = Self.run(
      BandCalibrator(sampleType: .uint16, bands: [band]), [[0, 16384, 32768, 65535] as [UInt16]])
    #expect(result.rows == [[-0.5, 0, 0.5, 1.4999695]])
    #expect(result.validity == RowValidity(valid: 4, nodata: 0, notFinite: 0, partialNodata: 0))
  }

  @Test func `an integer pixel is nodata where every band holds it`() {
    let planes: [[UInt8]] = [[0, 0, 7, 9], [0, 5, 0, 9]]
    let every = Self.run(BandCalibrator(sampleType: .uint8, bands: Self.bands(2, nodata: 0)), planes)
    #expect(Self.text(every.rows) == [["nan", "0.0", "7.0", "9.0"], ["nan", "5.0", "0.0", "9.0"]])
    #expect(every.validity == RowValidity(valid: 3, nodata: 1, notFinite: 0, partialNodata: 2))
    let any = BandCalibrator(sampleType: .uint8, bands: Self.bands(2, nodata: 0), nodataRule: .anyBand)
    let result = Self.run(any, planes)
    #expect(Self.text(result.rows) == [["nan", "nan", "nan", "9.0"], ["nan", "nan", "nan", "9.0"]])
    #expect(result.validity == RowValidity(valid: 1, nodata: 3, notFinite: 0, partialNodata: 2))
  }

  @Test func `a mask outranks the samples`() {
    let calibrator = BandCalibrator(sampleType: .int16, bands: Self.bands(1, nodata: -32768))
    let result = Self.run(calibrator, [[1, 2, -32768, -4] as [Int16]], mask: [255, 0, 1, 1])
    #expect(Self.text(result.rows) == [["1.0", "nan", "nan", "-4.0"]])
    #expect(result.validity == RowValidity(valid: 2, nodata: 2, notFinite: 0, partialNodata: 0))
  }

  @Test(arguments: [-10000.0, -3.4e38, -3.4028234663852886e38, -3.40282346639e38, 0, 0.1])
  func `floating point nodata is compared as it is stored`(nodata: Double) {
    let calibrator = BandCalibrator(sampleType: .float32, bands: Self.bands(2, nodata: nodata, scale: 0.5))
    let stored = Float(nodata)
    let planes: [[Float]] = [[stored, 0.5, stored.nextUp, 1], [0.25, stored, 0.75, 1]]
    let result = Self.run(calibrator, planes)
    #expect(result.validity == RowValidity(valid: 2, nodata: 2, notFinite: 0, partialNodata: 2))
    #expect(result.rows[0][0].isNaN && result.rows[1][0].isNaN && result.rows[0][1].isNaN)
    #expect(result.rows[1][3] == 0.5)
  }

  @Test func `broken numbers are counted apart from nodata`() {
    let planes: [[Float]] = [[.nan, .infinity, 1, -5, 2], [1, 1, -.infinity, .nan, 2]]
    let calibrator = BandCalibrator(sampleType: .float32, bands: Self.bands(2, nodata: -5))
    let result = Self.run(calibrator, planes)
    #expect(result.validity == RowValidity(valid: 1, nodata: 1, notFinite: 3, partialNodata: 1))
    #expect(result.rows.allSatisfy { $0.prefix(4).allSatisfy(\.isNaN) && $0[4] == 2 })
    let nan = BandCalibrator(sampleType: .float32, bands: Self.bands(2, nodata: .nan))
    #expect(
      Self.run(nan, planes).validity == RowValidity(valid: 1, nodata: 2, notFinite: 2, partialNodata: 2))
  }

  @Test(arguments: [300.0, -1, 0.5, .nan, .infinity])
  func `nodata that the samples cannot hold marks nothing`(nodata: Double) {
    let calibrator = BandCalibrator(sampleType: .uint8, bands: Self.bands(1, nodata: nodata))
    let all = (0...255).map { UInt8($0) }
    #expect(Self.run(calibrator, [all]).validity.valid == 256)
  }

  @Test(arguments: 0..<12)
  func `rows of any length agree with a slow count`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let count = [0, 1, 511, 512, 513, 1300][seed % 6]
    let bandCount = Int.random(in: 1...6, using: &generator)
    let planes = (0..<bandCount).map { _ in
      (0..<count).map { _ in UInt16.random(in: 0...2, using: &generator) }
    }
    let mask = (0..<count).map { _ in UInt8.random(in: 0...3, using: &generator) }
    let rule: NodataRule = seed < 6 ? .everyBand : .anyBand
    let calibrator = BandCalibrator(
      sampleType: .uint16, bands: Self.bands(bandCount, nodata: 1, scale: 2), nodataRule: rule)
    let result = Self.run(calibrator, planes, mask: mask)
    var expected = RowValidity()
    for pixel in 0..<count {
      let held = planes.count { $0[pixel] == 1 }
      let isNodata = mask[pixel] == 0 || held >= (rule == .anyBand ? 1 : bandCount)
      if isNodata { expected.nodata += 1 } else { expected.valid += 1 }
      if mask[pixel] != 0, held > 0, held < bandCount { expected.partialNodata += 1 }
      for (plane, row) in zip(planes, result.rows) {
        #expect(isNodata ? row[pixel].isNaN : row[pixel] == Float(plane[pixel]) * 2)
      }
    }
    #expect(result.validity == expected)
  }
}
