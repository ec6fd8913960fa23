extension OpenAPI {
    static let paths = """
        \(health("healthz", "Whether the process lives", ok: "It lives.")),
        \(health("readyz", "Whether the books can be read", ok: "They can.", unavailable: "They cannot; the text says why.")),
        \(text("metrics", "Numbers for Prometheus", "The text format of Prometheus, version 0.0.4.")),
        \(reading("api/status", id: "getStatus", "What is wrong, the last packages, freshness, budget", schema: "Status")),
        \(reading(
            "api/packages", id: "listPackages", "Load packages, the latest first", schema: "PackageList",
            parameters: packageParameters)),
        \(reading(
            "api/packages/{package_id}", id: "getPackage", "One load package with its jobs and batches",
            schema: "PackageReport", parameters: [packageID], failures: ["404": "NotFound"])),
        \(runs),
        \(reading("api/openapi.json", id: "getDescription", "This description", schema: "Object"))
        """

    // MARK: - Parameters

    private static let packageID = """
        { "name": "package_id", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" } }
        """

    private static let packageParameters = [
        """
        { "name": "dataset", "in": "query", "description": "Only those of this dataset.",
          "schema": { "type": "string", "minLength": 1, "maxLength": 63, "pattern": "^[^\\\\u0000]+$" } }
        """,
        """
        { "name": "status", "in": "query", "description": "Only those that stand so.",
          "schema": { "$ref": "#/components/schemas/PackageStatus" } }
        """,
        """
        { "name": "before", "in": "query", "description": "Only those that began before this one: next of the answer before.",
          "schema": { "type": "string", "format": "uuid" } }
        """,
        """
        { "name": "limit", "in": "query", "description": "How many at most.",
          "schema": { "type": "integer", "minimum": 1, "maximum": 200, "default": 50 } }
        """,
    ]

    // MARK: - Operations

    private static let alwaysPossible = [
        "400": "BadRequest", "401": "Unauthorized", "405": "MethodNotAllowed", "414": "TooLong", "421": "Misdirected",
        "413": "TooLarge", "503": "Unavailable",
    ]

    private static func failures(_ more: [String: String] = [:]) -> String {
        alwaysPossible.merging(more) { $1 }.sorted { $0.key < $1.key }
            .map { ##""\##($0.key)": { "$ref": "#/components/responses/\##($0.value)" }"## }.joined(
                separator: ",\n          ")
    }

    private static func reading(
        _ path: String, id: String, _ summary: String, schema: String, parameters: [String] = [],
        failures more: [String: String] = [:]
    ) -> String {
        """
            "/\(path)": {
              "get": {
                "operationId": "\(id)",
                "summary": "\(summary)",
                "parameters": [\(parameters.joined(separator: ", "))],
                "responses": {
                  "200": {
                    "description": "\(summary).",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/\(schema)" } } }
                  },
                  \(failures(more))
                }
              }
            }
        """
    }

    private static let runs = """
            "/api/runs": {
              "get": {
                "operationId": "listRuns",
                "summary": "The loads that this server started since it began, the latest first, at most 50",
                "responses": {
                  "200": {
                    "description": "The loads.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/RunList" } } }
                  },
                  \(failures())
                }
              },
              "post": {
                "operationId": "startRun",
                "summary": "Start a load, by the command that the server was started with",
                "description": "The command runs with SLUICE_PACKAGE_ID, the id in the answer. The package is in the books when the load \
        has begun, a moment later; when it cannot begin, GET /api/runs tells its exit status.",
                "security": [{ "token": [] }],
                "requestBody": {
                  "required": false,
                  "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Empty" } } }
                },
                "responses": {
                  "202": {
                    "description": "It was started.",
                    "headers": { "Location": { "required": true, "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Started" } } }
                  },
                  \(failures(["403": "Forbidden", "409": "Conflict", "415": "NotJSON"]))
                }
              }
            }
        """

    // MARK: - What is no JSON

    private static let plainText = #""content": { "text/plain": { "schema": { "type": "string" } } }"#

    private static func health(
        _ path: String, _ summary: String, ok: String, unavailable: String? = nil
    ) -> String {
        let more = unavailable.map { #", "503": { "description": "\#($0)", \#(plainText) }"# } ?? ""
        return """
                "/\(path)": {
                  "get": {
                    "operationId": "\(path)",
                    "summary": "\(summary)",
                    "security": [],
                    "responses": {
                      "200": { "description": "\(ok)", \(plainText) },
                      "405": { "description": "Another method is needed.", \(plainText) }\(more)
                    }
                  }
                }
            """
    }

    private static func text(_ path: String, _ summary: String, _ ok: String) -> String {
        let failures = [
            "400": "The query is not understood.", "401": "Neither the token nor the password came with it.",
            "405": "Another method is needed.", "413": "The body has more than 64 KiB.",
            "414": "Path and query have more than 4 KiB.", "421": "The Host header names another server.",
            "503": "The database cannot be read just now, or there are no books in it yet.",
        ].sorted { $0.key < $1.key }.map { #""\#($0.key)": { "description": "\#($0.value)", \#(plainText) }"# }
        return """
                "/\(path)": {
                  "get": {
                    "operationId": "\(path)",
                    "summary": "\(summary)",
                    "responses": {
                      "200": { "description": "\(ok)", \(plainText) },
                      \(failures.joined(separator: ",\n          "))
                    }
                  }
                }
            """
    }
}
