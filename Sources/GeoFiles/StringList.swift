import CGDAL

/// A list of C strings as GDAL takes options, names and siblings.
struct StringList: ~Copyable {
  /// The null-terminated list; `nil` where it is empty.
  let pointer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  /// Copies the strings (`CSLAddString`).
  init(_ strings: [String]) {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for string in strings { list = CSLAddString(list, string) }
    pointer = list
  }

  /// Borrowed by a call that wants pointers to constant strings.
  var constant: UnsafePointer<UnsafePointer<CChar>?>? {
    UnsafeRawPointer(pointer)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self)
  }

  deinit { CSLDestroy(pointer) }

  /// The strings of a list that the library owns.
  static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    (0..<CSLCount(list)).compactMap { index in
      CSLGetField(list, index).map { String(cString: $0) }
    }
  }
}
