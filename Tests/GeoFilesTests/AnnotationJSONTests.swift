import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// COCO and LabelMe.
@Suite struct AnnotationJSONTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ text: String, _ options: AnnotationOptions = .init(), width: Int = 3, height: Int = 3
  ) throws -> Annotations {
    try AnnotationFile.read(
      path: folder.write("a.json", text: text), options: options, legend: AnnotationCase.legend(),
      onto: AnnotationCase.picture(width, height))
  }

  private func coco(_ annotations: String, images: String? = nil) -> String {
    let images =
      images
      ?? #"{"id":7,"file_name":"x/north.jpg","width":3,"height":3},{"id":8,"file_name":"south.jpg"}"#
    return #"{"info":{},"images":[\#(images)],"categories":[{"id":5,"name":"weed"},{"id":6,"name":"tree"}],"#
      + #""annotations":[\#(annotations)]}"#
  }

  private func pixels(_ shape: AnnotationShape, _ size: Int = 3) -> [PixelSpan] {
    ShapeRaster(shape.geometry).spans(in: PixelWindow(PixelSize(width: size, height: size)))
  }

  @Test func `polygons, boxes and other pictures of COCO`() throws {
    let read = try read(
      coco(
        #"{"id":1,"image_id":7,"category_id":5,"segmentation":[[0,0,2,0,2,1,0,1],[2,2,3,2,3,3,2,3]],"bbox":[0,0,3,3]},"#
          + #"{"id":2,"image_id":8,"category_id":5,"segmentation":[[0,0,2,0,2,1]]},"#
          + #"{"id":3,"image_id":7,"category_id":6,"bbox":[1,1,2,2],"who":"ada"},"#
          + #"{"id":4,"image_id":7,"category_id":5,"segmentation":[]}"#),
      .init(annotatorAttribute: "who"))
    #expect(read.shapes.map(\.number) == [1, 3, 4])
    #expect(read.shapes.map(\.code) == [2, nil, 2])
    #expect(read.shapes.map(\.annotator) == [nil, "ada", nil])
    #expect(pixels(read.shapes[0]) == [PixelSpan(row: 0, columns: 0..<2), PixelSpan(row: 2, columns: 2..<3)])
    #expect(pixels(read.shapes[1]) == [PixelSpan(row: 1, columns: 1..<3), PixelSpan(row: 2, columns: 1..<3)])
    #expect(read.shapes[2].geometry == .polygons([]))
    #expect(read.findings.isEmpty)
  }

  /// Columns: outside 1, inside 2 | outside 1, inside 2 | inside 1, outside 2.
  private let mask = [
    PixelSpan(row: 0, columns: 2..<3), PixelSpan(row: 1, columns: 0..<2), PixelSpan(row: 2, columns: 0..<2),
  ]

  @Test(arguments: ["[1,2,1,3,2]", #""12111""#])
  func `masks of COCO run down columns`(counts: String) throws {
    let read = try read(
      coco(
        #"{"id":1,"image_id":7,"category_id":5,"segmentation":{"size":[3,3],"counts":\#(counts)}}"#))
    #expect(read.shapes.map(\.geometry) == [.pixels(mask)])
    #expect(pixels(read.shapes[0]) == mask)
  }

  /// Worked out by hand from `rleToString` of maskApi.c.
  @Test func `run lengths as text`() {
    #expect(RunLengths.decoded("12111") == [1, 2, 1, 3, 2])
    #expect(RunLengths.decoded("231O0") == [2, 3, 1, 2, 1])
    #expect(RunLengths.decoded("X1`0") == [40, 16])
    #expect(RunLengths.decoded("") == [])
    for bad in ["X", "1 2", "O", "é", "oooooooooooooooo"] { #expect(RunLengths.decoded(bad) == nil) }
    #expect(RunLengths.spans([4], size: PixelSize(width: 2, height: 2)) == [])
    #expect(RunLengths.spans([3], size: PixelSize(width: 2, height: 2)) == nil)
    #expect(RunLengths.spans([1, .max, 3], size: PixelSize(width: 2, height: 2)) == nil)
  }

  @Test(arguments: [
    (#"{"id":1,"image_id":7,"category_id":9}"#, "annotations[0] has category 9"),
    (#"{"id":1,"image_id":7}"#, "annotations[0] has no 'category_id'"),
    (
      #"{"id":1,"image_id":7,"category_id":5,"segmentation":[[1,2,3]]}"#,
      "annotations[0].segmentation[0] has an odd"
    ),
    (#"{"id":1,"image_id":7,"category_id":5,"segmentation":[["a",2]]}"#, "segmentation[0] holds something"),
    (#"{"id":1,"image_id":7,"category_id":5,"bbox":[1,2]}"#, "annotations[0].bbox is not left, top"),
    (#"{"id":1,"image_id":7,"category_id":5,"segmentation":{"size":[3,4],"counts":[12]}}"#, "has a size"),
    (#"{"id":1,"image_id":7,"category_id":5,"segmentation":{"size":[3,3],"counts":[8]}}"#, "does not fill"),
    (#"{"id":1,"image_id":7,"category_id":5,"segmentation":{"size":[3,3],"counts":"~"}}"#, "run lengths"),
    (#"{"id":1,"image_id":7,"category_id":5,"segmentation":{"size":[3,3],"counts":[8.5,0.5]}}"#, "not whole"),
  ])
  func `malformed objects of COCO are refused by place`(annotation: String, words: String) {
    let message = thrown { _ = try read(coco(annotation)) }
    #expect(message.hasPrefix("cannot use the annotations '\(folder.file("a.json"))': "))
    #expect(message.contains(words))
  }

  @Test func `pictures of COCO are found by name`() throws {
    let one = #"{"id":1,"image_id":"p","category_id":5,"bbox":[0,0,1,1]}"#
    #expect(
      thrown {
        _ = try read(coco(one, images: #"{"id":1,"file_name":"a.png"},{"id":2,"file_name":"b.png"}"#))
      }
      .hasSuffix("it holds no picture 'north.png', only 'a.png', 'b.png'"))
    #expect(
      thrown { _ = try read(coco(one, images: #"{"id":"p","file_name":"north.png","width":4,"height":3}"#)) }
        .hasSuffix("images[0] has 4 x 3 pixels, 'images/north.png' has 3 x 3"))
    let only = try read(coco(one, images: #"{"id":"p","file_name":"other.png"}"#))
    #expect(only.shapes.count == 1)
    #expect(only.findings.map(\.kind) == [.pictureMismatch])
  }

  private func labelMe(_ shapes: String, path: String = "..\\\\north.png") -> String {
    #"{"version":"5.0","flags":{},"shapes":[\#(shapes)],"imagePath":"\#(path)","imageWidth":3,"imageHeight":3}"#
  }

  @Test func `shapes of LabelMe`() throws {
    let read = try read(
      labelMe(
        #"{"label":"crop","shape_type":"polygon","points":[[0,0],[2,0],[2,2],[0,2]]},"#
          + #"{"label":"weed","shape_type":"rectangle","points":[[3,3],[1,1]],"who":"bo"},"#
          + #"{"label":"weed","shape_type":"circle","points":[[1.5,1.5],[1.5,2.6]]},"#
          + #"{"label":"weed","shape_type":"point","points":[[2.2,0.5]]},"#
          + #"{"label":"weed","shape_type":"linestrip","points":[[0,0],[1,1]]}"#),
      .init(annotatorAttribute: "who", pointRadius: .pixels(0.4)))
    #expect(read.shapes.map(\.code) == [1, 2, 2, 2])
    #expect(read.shapes.map(\.annotator) == [nil, "bo", nil, nil])
    #expect(pixels(read.shapes[0]).pixelCount == 4)
    #expect(pixels(read.shapes[1]) == [PixelSpan(row: 1, columns: 1..<3), PixelSpan(row: 2, columns: 1..<3)])
    #expect(pixels(read.shapes[2]).pixelCount == 5)
    #expect(pixels(read.shapes[3]) == [PixelSpan(row: 0, columns: 2..<3)])
    #expect(read.findings.map(\.kind) == [.unsupportedShape])
    #expect(read.findings[0].sentence.contains("feature 4 of"))
  }

  @Test func `LabelMe of another picture is told or refused`() throws {
    #expect(try read(labelMe("", path: "south.png")).findings.map(\.kind) == [.pictureMismatch])
    #expect(
      thrown { _ = try read(labelMe(""), width: 4) }
        .hasSuffix("its picture has 3 x 3 pixels, 'images/north.png' has 4 x 3"))
  }

  @Test(arguments: 1...4)
  func `mutated and cut JSON throws or reads and never traps`(seed: Int) throws {
    let whole = Array(
      (seed % 2 == 0
        ? coco(
          #"{"id":1,"image_id":7,"category_id":5,"segmentation":[[0,0,2,0,2,1,0,1]],"bbox":[0,0,3,3]},"#
            + #"{"id":2,"image_id":7,"category_id":5,"segmentation":{"size":[3,3],"counts":"12111"}}"#)
        : labelMe(
          #"{"label":"crop","shape_type":"polygon","points":[[0,0],[2,0],[2,2],[0,2]]},"#
            + #"{"label":"weed","shape_type":"circle","points":[[1.5,1.5],[1.5,2.6]]}"#)).utf8)
    var generator = SeededGenerator(seed: seed)
    var failures = 0
    func attempt(_ bytes: [UInt8]) throws {
      let path = try folder.write("m.json", bytes)
      let message = thrown {
        let read = try AnnotationFile.read(
          path: path, options: .init(), legend: AnnotationCase.legend(), onto: AnnotationCase.picture(3, 3))
        let size = PixelSize(width: 3, height: 3)
        _ = try AnnotationCase.raster(ShapeLabels(read.shapes, size: size), size)
      }
      if !message.isEmpty {
        #expect(message.contains("m.json"))
        failures += 1
      }
    }
    for end in 1..<whole.count { try attempt(Array(whole[..<end])) }
    #expect(failures == whole.count - 1)
    failures = 0
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          Array(#"0123456789-e.,:[]{}"\null"#.utf8).randomElement(using: &generator) ?? 0
      }
      try attempt(bytes)
    }
    #expect(failures > 50)
  }
}
