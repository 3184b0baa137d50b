/// A class's number as the mask stores it, 0 to 254.
public typealias ClassCode = UInt8

extension ClassCode {
  /// The code of pixels that the mosaic does not cover. Never a class.
  @inlinable
  public static var nodata: ClassCode { 255 }
}
