extension OpenAPI {
    /// The document as a value.
    public var document: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": .string(information.title), "version": .string(information.version),
                "summary": .string(information.summary), "description": .string(information.description),
            ],
            "servers": [["url": "/"]],
            "tags": .array(allTags),
            "paths": paths,
            "components": [
                "schemas": schemas,
                "examples": problemExamples,
                "securitySchemes": Self.securitySchemes,
            ],
        ]
    }

    /// The described tags, then those that operations name besides.
    private var allTags: [JSON] {
        var names = tags.map(\.name)
        var all = tags.map { ["name": .string($0.name), "description": .string($0.description)] as JSON }
        for operation in operations where !names.contains(operation.tag) {
            names.append(operation.tag)
            all.append(["name": .string(operation.tag)])
        }
        return all
    }

    private var paths: JSON {
        var paths = JSONObject()
        for operation in operations {
            var path = JSONObject()
            if case .object(let begun)? = paths[operation.path] { path = begun }
            path[operation.method.lowercased()] = describe(operation)
            paths[operation.path] = .object(path)
        }
        return .object(paths)
    }

    private var schemas: JSON {
        var schemas = JSONObject()
        for document in components { schemas[document.name ?? ""] = document.definition }
        return .object(schemas)
    }

    /// Every named document that is reached, each once, in the order they are met.
    private var components: [SchemaDocument] {
        var components: [SchemaDocument] = []
        for document in reachable where !components.contains(where: { $0.name == document.name }) {
            components.append(document)
        }
        return components
    }

    private var reachable: [SchemaDocument] {
        operations.flatMap { operation in
            let roots = operation.parameters.map(\.schema) + (operation.body.map { [$0.schema] } ?? [])
            return (roots + operation.answers.compactMap(\.schema)).flatMap(\.named)
        } + SchemaDocument.problem.named
    }

    /// Names that stand for more than one document: must be empty, since only the first is written.
    public var contradictorySchemas: [String] {
        let documents = reachable
        return components.compactMap(\.name).filter { name in
            let same = documents.filter { $0.name == name }
            return same.dropFirst().contains { $0.definition != same[0].definition }
        }
    }
}
