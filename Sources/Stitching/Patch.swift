public import Grid
public import Pixels

/// One connected thing of a class, such as a weed patch.
public struct Patch: Hashable, Sendable {
  /// How many of a patch's pixels lie in a field.
  public struct FieldShare: Hashable, Sendable {
    /// The field's place in the run's list of fields.
    public var fieldIndex: Int
    /// The patch's pixels in it, at least 1.
    public var pixelCount: Int

    /// Makes a share.
    public init(fieldIndex: Int, pixelCount: Int) {
      self.fieldIndex = fieldIndex
      self.pixelCount = pixelCount
    }
  }

  /// The class.
  public var code: ClassCode
  /// The number of pixels.
  public var pixelCount: Int
  /// The first pixel in raster order.
  public var firstPixel: PixelPoint
  /// The number of the first pixel in raster order, row * width + column:
  /// unique in the flight and the same for any scheduling.
  public var id: Int
  /// The smallest window that holds the patch.
  public var bounds: PixelWindow
  /// The sum of its pixels' columns.
  public var columnSum: Int
  /// The sum of its pixels' rows.
  public var rowSum: Int
  /// The leftmost column in its last row; with that row it gives the order in
  /// which patches are found.
  public var lastColumn: Int
  /// The fields that hold pixels of it, by ascending index.
  public var fields: [FieldShare]

  /// Makes a patch of its figures.
  public init(
    code: ClassCode, pixelCount: Int, firstPixel: PixelPoint, id: Int, bounds: PixelWindow, columnSum: Int,
    rowSum: Int, lastColumn: Int, fields: [FieldShare]
  ) {
    self.code = code
    self.pixelCount = pixelCount
    self.firstPixel = firstPixel
    self.id = id
    self.bounds = bounds
    self.columnSum = columnSum
    self.rowSum = rowSum
    self.lastColumn = lastColumn
    self.fields = fields
  }

  /// The mean of its pixels' centres.
  public var centroid: GridPoint {
    GridPoint(
      column: Double(columnSum) / Double(pixelCount) + 0.5,
      row: Double(rowSum) / Double(pixelCount) + 0.5)
  }

  /// The number of its pixels in a field.
  public func pixelCount(in fieldIndex: Int) -> Int {
    fields.first { $0.fieldIndex == fieldIndex }?.pixelCount ?? 0
  }

  /// True where a field holds more than half of the pixels: the field in
  /// which the patch is counted.
  public func belongs(to fieldIndex: Int) -> Bool {
    pixelCount(in: fieldIndex) * 2 > pixelCount
  }
}
