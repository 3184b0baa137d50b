import Batch
import Foundation

/// Reads files by one of the readers: `furrow-fuzz READER FILE...`. Built with
/// `-D FUZZ` and `-sanitize=fuzzer,address` it is libFuzzer's program for that
/// reader, with libFuzzer's own options and corpora; see fuzz.sh. With `seeds` it
/// writes the parts of a shard as they are sealed into a folder for each.
@main
enum Fuzz {
  nonisolated(unsafe) private static var reader: FuzzedReader?

  static func main() throws {
    let arguments = CommandLine.arguments
    reader = arguments.count > 1 ? FuzzedReader.all.first { $0.name == arguments[1] } : nil
    if arguments.count == 3, arguments[1] == "seeds" { return try writeSeeds(to: arguments[2]) }
    guard reader != nil else {
      print("usage: furrow-fuzz \(FuzzedReader.all.map(\.name).joined(separator: "|")) FILE...")
      print("       furrow-fuzz seeds FOLDER")
      exit(64)
    }
    #if FUZZ
      atexit { if Fuzz.reader?.name.hasPrefix("shard-") == true { try? FuzzedShards.shared.get().remove() } }
      exit(drive([arguments[0]] + arguments.dropFirst(2)))
    #else
      defer { if arguments[1].hasPrefix("shard-") { try? FuzzedShards.shared.get().remove() } }
      for path in arguments.dropFirst(2) {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        print("\(path): \(Self.answer(to: bytes))")
      }
    #endif
  }

  private static func writeSeeds(to folder: String) throws {
    let shards = try FuzzedShards.shared.get()
    defer { shards.remove() }
    for part in ShardTrial.Part.allCases {
      let url = URL(fileURLWithPath: folder).appendingPathComponent("shard-\(part.rawValue)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data(shards.seed(part)).write(to: url.appendingPathComponent("sealed"))
    }
  }

  fileprivate static func read(_ bytes: [UInt8]) { try? reader?.read(bytes) }

  /// What the reader says of some bytes, in one line.
  private static func answer(to bytes: [UInt8]) -> String {
    do {
      try reader?.read(bytes)
      return "read"
    } catch {
      return "refused: \("\(error)".split(whereSeparator: \.isNewline).first ?? "")"
    }
  }
}

#if FUZZ
  extension Fuzz {
    /// Hands over to libFuzzer.
    private static func drive(_ arguments: [String]) -> Int32 {
      let words = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
        capacity: arguments.count + 1)
      for (place, argument) in arguments.enumerated() { words[place] = strdup(argument) }
      words[arguments.count] = nil
      var (count, start) = (Int32(arguments.count), words)
      return runDriver(&count, &start, readInput)
    }
  }

  /// What libFuzzer calls with each input.
  private func readInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    Fuzz.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  }

  /// Source: `FuzzerInterface` of LLVM, "Using libFuzzer as a library".
  @_silgen_name("LLVMFuzzerRunDriver")
  private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
  ) -> Int32
#endif
