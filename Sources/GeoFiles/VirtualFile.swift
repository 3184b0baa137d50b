import CGDAL

/// A file opened for reading bytes through GDAL's file layer, local or not.
struct VirtualFile: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  /// The name for messages.
  let name: String
  /// The number of bytes.
  let byteCount: UInt64

  /// Opens the file (`VSIFOpenExL`).
  init(_ file: InputFile) throws(GDALError) {
    let operation = file.isOverNetwork ? GDALError.fetching : "open"
    handle = try GDALLibrary.handle(operation, file.name) { () -> UnsafeMutableRawPointer? in
      VSIErrorReset()
      let handle = furrow_file_open(file.path)
      if handle == nil { VSIToCPLError(CE_Failure, CPLErrorNum(CPLE_OpenFailed)) }
      return handle
    }
    name = file.name
    furrow_file_seek(handle, 0, SEEK_END)
    byteCount = furrow_file_tell(handle)
  }

  deinit { furrow_file_close(handle) }

  /// Up to `count` bytes from `offset`; fewer at the file's end (`VSIFReadL`).
  func bytes(at offset: UInt64, count: Int) -> [UInt8] {
    guard offset < byteCount, furrow_file_seek(handle, offset, SEEK_SET) == 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = furrow_file_read(handle, buffer.baseAddress, count)
    }
  }
}
