import Testing

@testable import GeoFiles

/// libtiff's words for a block that is not all there, and ours.
@Suite struct ShortReadTests {
  @Test(arguments: [
    (
      "TIFFFillTile:Read error at row 256, col 256, tile 5; got 50455 bytes, expected 145262",
      "only 50455 of the 145262 bytes of tile 5 are there"
    ),
    (
      "TIFFReadEncodedTile:Read error at row 4294967295, col 4294967295; got 196456 bytes, expected 196608",
      "only 196456 of the 196608 bytes of a tile are there"
    ),
    (
      "TIFFFillStrip:Read error at scanline 448; got 5358 bytes, expected 33611",
      "only 5358 of the 33611 bytes of the strip at row 448 are there"
    ),
    (
      "TIFFReadEncodedStrip:Read error at scanline 4294967295; got 5388 bytes, expected 33600",
      "only 5388 of the 33600 bytes of a strip are there"
    ),
    (
      "Read error on strip 7; got 1 bytes, expected 2", "only 1 of the 2 bytes of strip 7 are there"
    ),
    (
      "TIFFReadRawTile1:Seek error at row 4294967295, col 4294967295, tile 3", "tile 3 cannot be found"
    ),
    ("TIFFReadRawStrip1:Seek error at scanline 8, strip 2", "strip 2 cannot be found"),
  ])
  func `the block and its bytes are named`(message: String, words: String) {
    #expect(ShortRead(message)?.description == words + ", the file is cut short or damaged")
  }

  @Test(arguments: [
    "ZIPDecode:Decoding error at scanline 0, incorrect header check", "LZWDecode: Corrupted LZW table",
    "no such file", "an error",
  ])
  func `other messages are left as they are`(message: String) { #expect(ShortRead(message) == nil) }
}
