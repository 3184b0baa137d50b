// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "kernels",
  dependencies: [
    .package(name: "furrow", path: "../../.."),
    .package(url: "https://github.com/google/swift-benchmark", from: "0.1.2"),
  ],
  targets: [
    .executableTarget(
      name: "kernels",
      dependencies: [
        .product(name: "FurrowRooms", package: "furrow"),
        .product(name: "Benchmark", package: "swift-benchmark"),
      ])
  ],
  // Benchmarks are closures over globals.
  swiftLanguageModes: [.v5]
)
