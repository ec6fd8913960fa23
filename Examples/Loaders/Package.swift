// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Loaders",
    dependencies: [
        // A program of your own names the repository's URL here.
        .package(name: "sluice", path: "../.."),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.3"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
    ],
    targets: [
        // A source of its own, and what it takes to load it.
        .executableTarget(
            name: "BookshopLoader",
            dependencies: [
                .product(name: "LoadEngine", package: "sluice"),
                // For the API that the example serves itself.
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        // The source that comes with the package, in a program of one's own.
        .executableTarget(
            name: "WhatConvertsLoader",
            dependencies: [
                .product(name: "LoadEngine", package: "sluice"),
                .product(name: "WhatConverts", package: "sluice"),
            ]),
    ]
)
