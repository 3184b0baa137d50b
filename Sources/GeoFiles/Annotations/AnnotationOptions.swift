public import Grid

/// How annotation files are to be understood.
public struct AnnotationOptions: Hashable, Sendable {
  /// What the coordinates of a vector file mean.
  public enum Coordinates: Hashable, Sendable {
    /// Places on the map, in the file's reference system.
    case map
    /// Columns and rows of the picture; rows grow downwards.
    case pixels
    /// Columns and rows of the picture as QGIS draws a picture without a
    /// georeference: rows grow downwards and are negative.
    case pixelsUpward
  }

  /// The size of what a point stands for.
  public enum PointRadius: Hashable, Sendable {
    /// In pixels.
    case pixels(Double)
    /// In metres on the ground; needs a georeferenced mosaic.
    case metres(Double)
  }

  /// The layer; may be `nil` where the file has one only.
  public var layer: String?
  /// The attribute that holds the class: text, or the legend's code.
  public var classAttribute: String
  /// Classes of the file and the legend's names for them.
  public var classNames: [String: String]
  /// The class of every feature of a file that has no class attribute.
  public var fixedClass: String?
  /// The attribute, or JSON key, that holds who marked it.
  public var annotatorAttribute: String?
  /// Who marked everything in the file; an attribute goes first.
  public var annotator: String?
  /// The size of what a point stands for.
  public var pointRadius: PointRadius
  /// What the coordinates of a vector file mean.
  public var coordinates: Coordinates
  /// The reference system to use where the file has none.
  public var crs: String?

  /// Makes options.
  public init(
    layer: String? = nil, classAttribute: String = "class", classNames: [String: String] = [:],
    fixedClass: String? = nil, annotatorAttribute: String? = nil, annotator: String? = nil,
    pointRadius: PointRadius = .pixels(1), coordinates: Coordinates = .map, crs: String? = nil
  ) {
    self.layer = layer
    self.classAttribute = classAttribute
    self.classNames = classNames
    self.fixedClass = fixedClass
    self.annotatorAttribute = annotatorAttribute
    self.annotator = annotator
    self.pointRadius = pointRadius
    self.coordinates = coordinates
    self.crs = crs
  }
}

/// The mosaic or plain picture that annotations are laid over.
public struct AnnotationTarget: Hashable, Sendable {
  /// The file's name, by which COCO and LabelMe files find it.
  public var name: String
  /// Width and height in pixels.
  public var size: PixelSize
  /// Its place on the map; `nil` for a plain picture.
  public var grid: MosaicGrid?

  /// Makes a target.
  public init(name: String, size: PixelSize, grid: MosaicGrid?) {
    self.name = name
    self.size = size
    self.grid = grid
  }

  /// Describes an open mosaic.
  public init(_ mosaic: MosaicFile) {
    self.init(name: mosaic.locator.name, size: mosaic.mosaic.size, grid: mosaic.grid)
  }
}
