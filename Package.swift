// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "sluice",
    products: [
        .executable(name: "sluice", targets: ["sluice"]),

        // For other programs: the engine with what a source is declared in, and the source that comes with it.
        .library(name: "LoadEngine", targets: ["JSON", "LoadEngine", "RESTSource", "Warehouse"]),
        .library(name: "WhatConverts", targets: ["WhatConverts"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.85.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.8.0"),
    ],
    targets: [
        // The two leaves over C libraries: each C library stays behind one Swift target.
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "Postgres", dependencies: ["CLibPQ"]),
        .target(
            name: "CSimdJSON",
            linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "JSON", dependencies: ["CSimdJSON"]),

        .systemLibrary(name: "CGlibc"),

        // One thing of the world each: the API over HTTP, the tables, a private server.
        .target(
            name: "RESTSource",
            dependencies: [
                "JSON",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .target(
            name: "Warehouse",
            dependencies: [
                "Postgres",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "LocalPostgres", dependencies: ["CGlibc", "Postgres"]),

        // The engine joins them; a source is declarations on top of it.
        .target(
            name: "LoadEngine",
            dependencies: [
                "JSON", "Postgres", "RESTSource", "Warehouse",
            ]),
        .target(name: "WhatConverts", dependencies: ["JSON", "LoadEngine", "RESTSource", "Warehouse"]),

        // What the books say, as values: the status, the dashboard and its API read the same.
        .target(name: "Books", dependencies: ["Postgres", "Warehouse"]),
        .target(
            name: "Dashboard",
            dependencies: [
                "Books", "CGlibc", "Postgres", "Warehouse",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        // A local API to load from, and the program.
        .target(
            name: "Sandbox",
            dependencies: [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "sluice",
            dependencies: [
                "Books", "CGlibc", "Dashboard", "LoadEngine", "LocalPostgres", "Postgres", "RESTSource", "Sandbox",
                "Warehouse", "WhatConverts",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ]),

        // Measures the program as a process; nothing of it is built into it.
        .executableTarget(
            name: "SluiceBench",
            dependencies: [
                "LocalPostgres", "Postgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/SluiceBench"),
        .executableTarget(
            name: "PageInstructions",
            dependencies: ["JSON", "LoadEngine", "RESTSource", "Sandbox", "Warehouse", "WhatConverts"],
            path: "Benchmarks/PageInstructions"),

        // The example package, built here as a stranger would build it: only with what is public.
        .executableTarget(
            name: "BookshopLoader",
            dependencies: [
                "JSON", "LoadEngine", "RESTSource", "Warehouse",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Examples/Loaders/Sources/BookshopLoader", packageAccess: false),
        .executableTarget(
            name: "WhatConvertsLoader",
            dependencies: ["LoadEngine", "RESTSource", "Warehouse", "WhatConverts"],
            path: "Examples/Loaders/Sources/WhatConvertsLoader", packageAccess: false),

        .target(
            name: "TestSupport",
            dependencies: [
                "LocalPostgres", "Postgres",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            path: "Tests/TestSupport"),
        .testTarget(name: "PostgresTests", dependencies: ["Postgres", "LocalPostgres", "TestSupport"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(
            name: "RESTSourceTests",
            dependencies: [
                "JSON", "RESTSource",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]),
        .testTarget(name: "LocalPostgresTests", dependencies: ["LocalPostgres", "Postgres", "TestSupport"]),
        .testTarget(name: "WarehouseTests", dependencies: ["Postgres", "TestSupport", "Warehouse"]),
        .testTarget(
            name: "LoadEngineTests",
            dependencies: [
                "JSON", "LoadEngine", "Postgres", "RESTSource", "TestSupport", "Warehouse",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "WhatConvertsTests",
            dependencies: [
                "JSON", "LoadEngine", "LocalPostgres", "Postgres", "RESTSource", "Sandbox", "TestSupport", "Warehouse",
                "WhatConverts",
            ]),
        .testTarget(
            name: "ExampleTests",
            dependencies: ["BookshopLoader", "Postgres", "Sandbox", "TestSupport", "WhatConvertsLoader"]),
        .testTarget(name: "SandboxTests", dependencies: ["Sandbox"]),
        .testTarget(name: "BooksTests", dependencies: ["Books", "Postgres", "TestSupport", "Warehouse"]),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Books", "Dashboard", "Postgres", "TestSupport", "Warehouse",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "SluiceTests",
            dependencies: [
                "Books", "LoadEngine", "LocalPostgres", "Postgres", "RESTSource", "Sandbox", "TestSupport", "Warehouse",
                "WhatConverts", "sluice",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
    ],
    cxxLanguageStandard: .cxx17
)

// One loop of strict settings, so that no target can be laxer than its neighbours.
for target in package.targets where ![.system, .plugin].contains(target.type) && target.name != "CSimdJSON" {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
