/// The day in the tags of a mosaic.
public enum DateTag {
  /// The text of the Exif tag `DateTimeOriginal`, else of the TIFF tag
  /// `DateTime` (306), as in "2017:10:19 20:40:39"; `nil` where it has neither.
  ///
  /// No pixel is read.
  ///
  /// - Throws: `InputFileError`, `MosaicError` or `GDALError` where the file
  ///   cannot be opened.
  public static func read(_ path: String, policy: OpeningPolicy) throws -> String? {
    let file = try InputFile(path, remoteAllowed: policy.allowsRemote)
    _ = try GDALLibrary.withRemoteRethrowing(file) { try TIFFDirectories(VirtualFile(file)) }
    return try RasterDataset(file, policy: policy).dateTag
  }
}

extension RasterDataset {
  /// When the mosaic was made, as the file says.
  var dateTag: String? { metadata("EXIF_DateTimeOriginal", domain: "EXIF") ?? metadata("TIFFTAG_DATETIME") }
}
