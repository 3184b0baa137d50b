public import Pixels

extension TrainingSelection {
  /// A mosaic, or several alike, with the truth about it.
  public struct Scene: Hashable, Sendable {
    /// Where the pixels are.
    public enum Source: Hashable, Sendable {
      /// The flight of this name among the job's.
      case flight(String)
      /// A mosaic or plain image; several where the path has a `*`.
      case files(JobPath)
    }

    /// Where the pixels are.
    public var source: Source
    /// The truth; several for several annotators or parts. At least one.
    public var labels: [Labels]
    /// What pixels without a label count as; they are left out where `nil`.
    public var unlabelled: ClassCode?
    /// The boundaries that divide the scene into fields.
    public var fields: FieldFile?

    /// Makes a scene.
    public init(
      source: Source, labels: [Labels], unlabelled: ClassCode? = nil, fields: FieldFile? = nil
    ) {
      self.source = source
      self.labels = labels
      self.unlabelled = unlabelled
      self.fields = fields
    }
  }

  /// A file with labels.
  public struct Labels: Hashable, Sendable {
    /// What kind of file it is.
    public enum Format: String, Hashable, Sendable, CaseIterable {
      /// An image of which each pixel has a class.
      case raster
      /// Polygons, boxes or points: GeoPackage, GeoJSON, Shapefile.
      case vector
      /// COCO JSON.
      case coco
      /// LabelMe JSON.
      case labelme
    }

    /// What stands for a class in a raster.
    public enum RasterValue: Hashable, Sendable {
      /// The colour of the pixel.
      case color(Legend.Color)
      /// The sample of the only band.
      case number(Int)
    }

    /// The file; a `*` stands for the text that the one in the scene's path
    /// stands for.
    public var file: JobPath
    /// What kind of file it is; `nil` where its name or content tells.
    public var format: Format?
    /// The class of each value of a raster; where empty, samples are codes.
    public var values: [RasterValue: ClassCode] = [:]
    /// The layer of a vector file; `nil` where it has only one.
    public var layer: String?
    /// The column that names the class; `nil` where the job does not say.
    public var attribute: String?
    /// The reference system of a file that does not state its own.
    public var referenceSystem: String?
    /// The class of each name that is not one of the legend.
    public var classes: [String: ClassCode] = [:]
    /// Who labelled.
    public var annotator: String?
    /// The radius of the disc that a point stands for; its pixel where `nil`.
    public var pointRadius: Length?

    /// Makes a description.
    public init(file: JobPath) { self.file = file }

    /// What kind of file it is: as stated, or as the name's ending tells;
    /// `nil` where only the content can tell (`.json`).
    public var kind: Format? {
      if let format { return format }
      switch file.fileName.split(separator: ".").last?.lowercased() {
      case "tif", "tiff", "png", "jpg", "jpeg", "bmp": return .raster
      case "gpkg", "geojson", "shp", "fgb": return .vector
      default: return nil
      }
    }
  }
}
