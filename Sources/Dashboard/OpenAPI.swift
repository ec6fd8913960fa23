/// What the API is, for programs: an OpenAPI 3.1 description, compiled into the program so that it is always that of the server which
/// answers.
enum OpenAPI {
    static func document(version: String) -> String {
        """
        {
          "openapi": "3.1.0",
          "info": {
            "title": "sluice serve",
            "version": "\(version)",
            "summary": "What the books of a Sluice warehouse say, and the start of a load.",
            "description": "Everything but /healthz and /readyz needs the token (Bearer) or, for reading, the password (Basic, any user \
        name); without one the answer is 401, whatever was asked for. Fields may be added; none is renamed or removed within a major \
        version. A field that is not known is left out.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
          },
          "servers": [{ "url": "/" }],
          "security": [{ "token": [] }, { "password": [] }],
          "paths": {
        \(paths)
          },
          "components": {
            "securitySchemes": {
              "token": { "type": "http", "scheme": "bearer", "description": "SLUICE_SERVE_TOKEN" },
              "password": { "type": "http", "scheme": "basic", "description": "SLUICE_SERVE_PASSWORD, under any user name" }
            },
            "responses": {
        \(responses)
            },
            "schemas": {
        \(packageSchemas),
        \(statusSchemas)
            }
          }
        }
        """
    }

    /// What can go wrong everywhere.
    private static let responses = """
        \(problem("BadRequest", "The query or the body is not understood.")),
        \(problem("Unauthorized", "Neither the token nor the password came with it.", header: "WWW-Authenticate")),
        \(problem("Forbidden", "This server was started without --run-command.")),
        \(problem("NotFound", "There is no such package.")),
        \(problem("MethodNotAllowed", "Another method is needed.", header: "Allow")),
        \(problem("Conflict", "A load of the dataset is at work: package_id is its package.")),
        \(problem("TooLarge", "The body has more than 64 KiB.")),
        \(problem("TooLong", "Path and query have more than 4 KiB.")),
        \(problem("NotJSON", "The body is not application/json.")),
        \(problem("Misdirected", "The Host header names another server.")),
        \(problem("Unavailable", "The database cannot be read just now, or the server is stopping.", header: "Retry-After"))
        """

    private static func problem(_ name: String, _ description: String, header: String? = nil) -> String {
        let headers =
            header.map { #", "headers": { "\#($0)": { "required": true, "schema": { "type": "string" } } }"# } ?? ""
        return """
                  "\(name)": {
                    "description": "\(description)"\(headers),
                    "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } }
                  }
            """
    }
}
