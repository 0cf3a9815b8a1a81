import NIOHTTP1

extension OpenAPI {
    /// An operation as the document's `paths` hold it.
    func describe(_ operation: Operation) -> JSON {
        var object: JSONObject = [
            "operationId": .string(operation.id), "tags": [.string(operation.tag)],
            "summary": .string(operation.summary),
        ]
        object["description"] = operation.description.map(JSON.string)
        object["x-lock"] = .string(operation.lock.rawValue)
        object["x-role"] = operation.role.map { .string($0.rawValue) }
        object["security"] = Self.security(of: operation.lock)
        let parameters = operation.allParameters
        if !parameters.isEmpty { object["parameters"] = .array(parameters.map(\.json)) }
        object["requestBody"] = operation.body.map(describe)
        object["responses"] = responses(of: operation)
        return .object(object)
    }

    private func describe(_ body: Body) -> JSON {
        ["required": .boolean(body.isRequired), "content": Self.content(body.schema, as: body.mediaTypes)]
    }

    private func responses(of operation: Operation) -> JSON {
        var responses: [(status: Int, json: JSON)] = operation.answers.map { answer in
            (answer.status, describe(answer, links: links(from: answer, of: operation)))
        }
        let problems = Dictionary(grouping: operation.problems) { Int($0.status.code) }
        for (status, problems) in problems where !responses.contains(where: { $0.status == status }) {
            responses.append((status, Self.refusal(status, problems)))
        }
        responses.sort { $0.status < $1.status }
        return .object(JSONObject(responses.map { JSONObject.Member(name: String($0.status), value: $0.json) }))
    }

    private func describe(_ answer: Answer, links: JSONObject) -> JSON {
        var object: JSONObject = ["description": .string(answer.description)]
        if !answer.headers.isEmpty { object["headers"] = Self.describe(answer.headers) }
        object["content"] = answer.schema.map { Self.content($0, as: answer.mediaTypes) }
        if !links.members.isEmpty { object["links"] = .object(links) }
        return .object(object)
    }

    static func describe(_ headers: [Header]) -> JSON {
        .object(
            JSONObject(
                headers.map { header in
                    JSONObject.Member(
                        name: header.name,
                        value: [
                            "description": .string(header.description), "required": .boolean(header.isRequired),
                            "schema": header.schema.json,
                        ])
                }))
    }

    static func content(_ schema: SchemaDocument, as mediaTypes: [String]) -> JSON {
        .object(JSONObject(mediaTypes.map { JSONObject.Member(name: $0, value: ["schema": schema.json]) }))
    }
}

extension OpenAPI.Operation {
    /// The path's parameters in the template's order, then the rest as listed.
    public var allParameters: [ParameterDocument] {
        let inPath = pathParameterNames.map { name in
            parameters.first { $0.place == .path && $0.name == name } ?? ParameterDocument(.path, name, .id)
        }
        return inPath + parameters.filter { $0.place != .path }
    }

    /// `item_id`, `tag_id` of `/item/{item_id}/tag/{tag_id}`.
    public var pathParameterNames: [String] {
        path.split(separator: "/").filter { $0.first == "{" && $0.last == "}" }.map {
            String($0.dropFirst().dropLast())
        }
    }
}

extension ParameterDocument {
    fileprivate var json: JSON {
        var object: JSONObject = ["name": .string(name), "in": .string(place.rawValue)]
        object["required"] = .boolean(isRequired)
        object["description"] = description.map(JSON.string)
        object["schema"] = schema.json
        if case .array = schema.kind, place == .query {
            object["style"] = "form"
            object["explode"] = .boolean(isExploded)
        }
        if !examples.isEmpty {
            object["examples"] = .object(
                JSONObject(
                    examples.enumerated().map { index, example in
                        JSONObject.Member(name: "example\(index + 1)", value: ["value": example])
                    }))
        }
        return .object(object)
    }
}
