import CGDAL
import Foundation
public import Pixels

/// Files of annotations: GeoPackage, GeoJSON, Shapefile, FlatGeobuf, COCO
/// JSON and LabelMe JSON.
///
/// The format is told by the file's content, never by its name.
public enum AnnotationFile {
  /// Reads the shapes and lays them over a mosaic's grid, in file order.
  ///
  /// Vector files: polygons, multipolygons and points; anything else becomes a
  /// finding. Curves become lines, heights are dropped, long edges are divided
  /// before they are carried to the mosaic's reference system. COCO and
  /// LabelMe files are in pixels of the picture whose name is the mosaic's.
  ///
  /// Shapes with a class that the legend lacks and shapes without a geometry
  /// are kept: the checks count them, `ShapeLabels` leaves them out.
  ///
  /// - Parameters:
  ///   - path: A local file.
  ///   - options: How to understand it.
  ///   - legend: The classes.
  ///   - target: The mosaic or plain picture.
  /// - Throws: `AnnotationFileError` where the content cannot be used;
  ///   `FieldFileError`, `InputFileError` or `GDALError` where the file cannot
  ///   be opened or has no such layer.
  public static func read(
    path: String, options: AnnotationOptions, legend: Legend, onto target: AnnotationTarget
  ) throws -> Annotations {
    let classes = try AnnotationClasses(file: path, options: options, legend: legend)
    if let root = try jsonRoot(path) {
      if let shapes = root.optional("shapes"), root.optional("type") == nil {
        return try LabelMeReading(root: root, classes: classes, target: target).read(shapes)
      }
      if root.optional("annotations") != nil || root.optional("categories") != nil {
        return try COCOReading(root: root, classes: classes, target: target).read()
      }
    }
    return try VectorReading(path: path, classes: classes, target: target).read()
  }

  /// The root of a JSON file; `nil` for anything else.
  private static func jsonRoot(_ path: String) throws -> JSONNode? {
    let raw = try VirtualFile(InputFile(path, remoteAllowed: false))
    guard FileSignature(raw.bytes(at: 0, count: 512)) == .json else { return nil }
    guard raw.byteCount <= RawGeoJSON.byteLimit else {
      throw AnnotationFileError(
        file: path, problem: "JSON of more than \(RawGeoJSON.byteLimit >> 20) MB is not read")
    }
    return try JSONNode(bytes: raw.bytes(at: 0, count: Int(raw.byteCount)), file: path)
  }
}
