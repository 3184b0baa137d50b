// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
    swiftSettings: strict)
}

let package = Package(
  name: "furrow",
  products: [],
  dependencies: [],
  targets: [
    room("Grid"),
    room("Pixels", ["Grid"]),
    room("Spectral", ["Grid", "Pixels"]),
    room("Segmentation", ["Grid", "Pixels", "Spectral"]),
    room("Stitching", ["Grid", "Pixels"]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    room("GeoFiles", ["Grid", "Pixels", "Stitching", "CGDAL", "CDeflate"]),
    room("Batch", ["Grid", "Pixels", "Spectral", "Segmentation", "Stitching", "FieldStatistics"]),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Grid"),
    tests("Segmentation"),
    tests("Stitching"),
    tests("GeoFiles"),
    tests("Batch"),
  ],
  swiftLanguageModes: [.v6]
)
