import Foundation
import Grid
import Pixels

@testable import GeoFiles

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("furrow-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  @discardableResult
  func write(_ name: String, text: String) throws -> String { try write(name, Array(text.utf8)) }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }
}

/// A tool of GDAL's own ended with an error.
struct ToolFailure: Error {
  var tool: String
  var output: String
}

/// Runs one of GDAL's own tools and gives back what it prints.
@discardableResult
func tool(_ name: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [name] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else { throw ToolFailure(tool: name, output: output) }
  return output
}

/// A raster with known samples that GDAL's tools turn into a TIFF.
struct RawRaster {
  var size: PixelSize
  var bandCount: Int
  var type: SampleType
  /// Band by band, row by row.
  var bytes: [UInt8]

  /// Samples that differ in every direction: `value(band, column, row)`.
  init(
    _ size: PixelSize, bands: Int, type: SampleType, value: (_ band: Int, _ column: Int, _ row: Int) -> Double
  ) {
    self.size = size
    bandCount = bands
    self.type = type
    bytes = []
    bytes.reserveCapacity(size.pixelCount * bands * type.byteCount)
    for band in 1...bands {
      for row in 0..<size.height {
        for column in 0..<size.width { append(value(band, column, row)) }
      }
    }
  }

  /// A pattern without symmetry that uses much of the type's range.
  init(pattern size: PixelSize, bands: Int, type: SampleType) {
    self.init(size, bands: bands, type: type) { band, column, row in
      let mixed = (column * 7 + row * 13 + band * 31 + (column * row) % 11) % 251
      switch type {
      case .uint8: return Double(mixed)
      case .uint16: return Double(mixed * 257)
      case .int16: return Double(mixed * 257 - 32768)
      case .float32: return Double(mixed) / 8 - 3.25
      }
    }
  }

  private mutating func append(_ value: Double) {
    func put<T>(_ sample: T) { withUnsafeBytes(of: sample) { bytes.append(contentsOf: $0) } }
    switch type {
    case .uint8: put(UInt8(value))
    case .uint16: put(UInt16(value))
    case .int16: put(Int16(value))
    case .float32: put(Float(value))
    }
  }

  /// Writes the raster as an ENVI file for GDAL's tools.
  func writeENVI(_ name: String, in folder: TemporaryFolder) throws -> String {
    let code = [SampleType.uint8: 1, .int16: 2, .float32: 4, .uint16: 12][type] ?? 1
    try folder.write(
      name + ".hdr",
      text: """
        ENVI
        samples = \(size.width)
        lines = \(size.height)
        bands = \(bandCount)
        header offset = 0
        file type = ENVI Standard
        data type = \(code)
        interleave = bsq
        byte order = 0
        """)
    return try folder.write(name, bytes)
  }

  /// Writes the raster as a TIFF with GDAL's own `gdal_translate`.
  @discardableResult
  func writeTIFF(
    _ name: String, in folder: TemporaryFolder, options: [String] = [], arguments: [String] = standardPlace
  ) throws -> String {
    let raw = try writeENVI(name + ".raw", in: folder)
    try tool(
      "gdal_translate",
      ["-q", "-of", "GTiff"] + options.flatMap { ["-co", $0] } + arguments + [raw, folder.file(name)])
    return folder.file(name)
  }

  /// EPSG:32632 with pixels of 10 cm.
  static let standardPlace = ["-a_srs", "EPSG:32632", "-a_ullr", "500000", "5900000", "500010", "5899990"]
}

extension MosaicFile {
  /// Every band of a window, band by band, row by row.
  func samples(_ window: PixelWindow? = nil, bands: [Int]? = nil) throws -> [UInt8] {
    let window = window ?? PixelWindow(mosaic.size)
    let bands = bands ?? mosaic.bands.map(\.number)
    let rowStride = window.width * mosaic.sampleType.byteCount
    var bytes = [UInt8](repeating: 0xAA, count: rowStride * window.height * bands.count)
    let reader = try makeReader()
    try bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try reader.read(
        window, bands: bands, into: start, rowStride: rowStride, planeStride: rowStride * window.height)
    }
    return bytes
  }

  /// The whole mask, row by row.
  func maskBytes() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0xAA, count: mosaic.size.pixelCount)
    try makeReader().readMask(PixelWindow(mosaic.size), into: &bytes, rowStride: mosaic.size.width)
    return bytes
  }
}

/// What `body` throws, as text; empty where it throws nothing.
func thrown(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch {
    return "\(error)"
  }
}
