public import Foundation
import JobDefinition

extension DriftReference {
  /// The file in the model's folder.
  public static let fileName = "drift.bin"
  /// The file's first eight bytes; the last is the format's version.
  private static let signature = Data("FURWDRF".utf8) + [1]
  /// No file of this build is larger.
  static let maximumByteCount = 64 << 20

  /// What stands before the numbers.
  private struct Header: Codable {
    struct Scene: Codable {
      var name: String
      var date: String?
      var blocks: Int
    }

    var columns: [DriftSample.Column]
    var scenes: [Scene]
    var blockSizes: [Int]
  }

  /// The reference as bytes: signature, the header's length (4 bytes), the
  /// header as JSON, then the values as 32-bit numbers, all little endian.
  public var encoded: Data {
    let header = Header(
      columns: sample.columns,
      scenes: scenes.map { .init(name: $0.name, date: $0.date?.description, blocks: $0.blockCount) },
      blockSizes: sample.blockSizes)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? encoder.encode(header)) ?? Data()
    var bytes = Self.signature
    withUnsafeBytes(of: UInt32(json.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(json)
    for value in sample.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Reads what `encoded` gives.
  ///
  /// - Throws: `ModelError.unreadable`, which names the file.
  public init(decoding data: Data, path: String) throws(ModelError) {
    func broken(_ reason: String) -> ModelError { .unreadable(path: path, reason: reason) }
    let bytes = [UInt8](data)
    let start = Self.signature.count + 4
    guard bytes.count >= start, bytes.starts(with: Self.signature) else {
      throw broken("it is no drift reference that this build reads")
    }
    let length = Self.number(bytes, at: Self.signature.count)
    guard length <= bytes.count - start,
      let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[start..<start + length]))
    else { throw broken("its header is damaged") }
    let rows = header.blockSizes.reduce(into: 0) { $0 += max(0, min($1, 1 << 24)) }
    guard !header.columns.isEmpty, header.blockSizes.allSatisfy({ $0 > 0 }), rows <= 1 << 24,
      header.scenes.allSatisfy({ $0.blocks >= 0 && $0.blocks <= header.blockSizes.count }),
      header.scenes.reduce(0, { $0 + $1.blocks }) == header.blockSizes.count,
      bytes.count - start - length == rows * header.columns.count * 4
    else { throw broken("its numbers do not fit its header") }
    self.init(header, values: bytes[(start + length)...])
  }

  private init(_ header: Header, values: ArraySlice<UInt8>) {
    self.init(columns: header.columns)
    let bytes = Array(values)
    let numbers = stride(from: 0, to: bytes.count, by: 4).map {
      Float(bitPattern: UInt32(Self.number(bytes, at: $0)))
    }
    var (block, value) = (0, 0)
    for scene in header.scenes {
      var sample = DriftSample(columns: header.columns)
      for size in header.blockSizes[block..<block + scene.blocks] {
        let count = size * header.columns.count
        sample.append(block: Array(numbers[value..<value + count]))
        value += count
      }
      block += scene.blocks
      append(name: scene.name, date: scene.date.flatMap { CalendarDate($0) }, sample: sample)
    }
  }

  private static func number(_ bytes: [UInt8], at place: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }
}
