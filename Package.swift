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
  products: [
    .executable(name: "furrow", targets: ["furrow"]),
    // For the package of benchmarks in Tests/Benchmarks/Kernels.
    .library(
      name: "FurrowRooms",
      targets: ["Grid", "Pixels", "Spectral", "Segmentation", "Stitching", "FieldStatistics", "GeoFiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    room("Grid"),
    .target(name: "CKernels"),
    room("Pixels", ["Grid", "CKernels"]),
    room("Digest", ["CKernels"]),
    room("Spectral", ["Grid", "Pixels", "CKernels"]),
    .target(name: "CForest"),
    .target(name: "CGuard"),
    room("Confinement", ["CGuard"]),
    room("Segmentation", ["Grid", "Pixels", "Spectral", "CForest", "CKernels"]),
    room("FieldStatistics", ["Grid", "Pixels", "CKernels"]),
    room(
      "JobDefinition", ["Grid", "Pixels", .product(name: "Yams", package: "Yams")]),
    room("Stitching", ["Grid", "Pixels", "CKernels"]),
    room("Agronomy", ["Grid", "Pixels", "FieldStatistics"]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CXGBoost", pkgConfig: "xgboost", providers: [.apt(["libxgboost-dev"])]),
    room(
      "Learning",
      [
        "Grid", "Pixels", "Spectral", "Segmentation", "FieldStatistics", "JobDefinition", "Digest",
        "CXGBoost", .product(name: "Yams", package: "Yams"),
      ]),
    .systemLibrary(name: "CTIFF", pkgConfig: "libtiff-4", providers: [.apt(["libtiff-dev"])]),
    .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    room(
      "GeoFiles", ["Grid", "Pixels", "Stitching", "CGDAL", "CDeflate", "CZstd", "CTIFF", "CKernels"]),
    room(
      "Catalog", ["Grid", "Pixels", "FieldStatistics", .product(name: "GRDB", package: "GRDB.swift")]),
    room(
      "Reporting", ["Grid", "Pixels", .product(name: "Mustache", package: "swift-mustache")]),
    room(
      "Batch",
      [
        "Grid", "Pixels", "Spectral", "Segmentation", "Stitching", "FieldStatistics", "JobDefinition",
        "Learning", "GeoFiles", "Catalog", "Reporting", "Digest", "Confinement", "CKernels",
      ]),
    room(
      "Exporting",
      ["Grid", "Pixels", "Stitching", "FieldStatistics", "GeoFiles", "Catalog", "Reporting", "Digest"]),
    .target(
      name: "Prescribing",
      dependencies: [
        "Grid", "Pixels", "FieldStatistics", "Stitching", "Agronomy", "GeoFiles", "Catalog", "Digest",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [
        "agrotax", "cnh", "john-deere", "raven", "trimble", "vaderstad",
      ].map { .embedInCode("Terminals/Profiles/\($0).yaml") }, swiftSettings: strict),
    room("Site", ["Grid", "Pixels", "GeoFiles", "Catalog", "Reporting", "Exporting", "Digest"]),
    room("Nights", ["JobDefinition", "FieldStatistics", "Pixels", "Catalog", "Reporting", "Batch"]),
    room("Simulation", ["Grid", "Pixels"]),
    .executableTarget(
      name: "furrow",
      dependencies: [
        "Grid", "Pixels", "Spectral", "Segmentation", "FieldStatistics", "JobDefinition", "Learning",
        "Catalog", "Reporting", "GeoFiles", "Simulation", "Batch", "Nights", "Confinement", "Exporting",
        "Agronomy", "Prescribing", "Site", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: strict),
    .executableTarget(
      name: "forest-benchmark", dependencies: ["Segmentation", "Learning", "TestSupport"],
      path: "Tests/Benchmarks/Forest", exclude: ["newest.py"], swiftSettings: strict),
    .executableTarget(
      name: "furrow-mutants", dependencies: ["Grid", "Pixels", "GeoFiles", "Confinement", "TestSupport"],
      path: "Tests/Mutants", swiftSettings: strict),
    .executableTarget(
      name: "furrow-fuzz",
      dependencies: [
        "Grid", "Pixels", "Digest", "Segmentation", "FieldStatistics", "JobDefinition", "Learning",
        "GeoFiles",
        "Batch",
      ], path: "Tests/Fuzz", exclude: ["Seeds", "Found", "fuzz.sh"], swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    tests("Grid"),
    tests("Digest"),
    tests("Spectral"),
    tests("Segmentation"),
    tests("FieldStatistics"),
    tests("Agronomy"),
    tests("Prescribing"),
    tests("Stitching"),
    tests("Learning"),
    tests("JobDefinition"),
    tests("Catalog"),
    tests("Reporting"),
    tests("GeoFiles", ["CKernels"]),
    tests("Simulation"),
    tests("Batch", ["Simulation", "Confinement"]),
    tests("Nights"),
    .testTarget(
      name: "CommandTests",
      dependencies: ["furrow", "furrow-mutants", "furrow-fuzz", "TestSupport", "Simulation", "GeoFiles"],
      exclude: ["Golden", "Oracles"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
