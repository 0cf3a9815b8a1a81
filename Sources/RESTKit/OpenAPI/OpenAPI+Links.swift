extension OpenAPI {
    /// Where a client goes from what it has just created: every operation on the new thing alone.
    ///
    /// A 201 whose schema is called `Item` and has an `id` leads to each operation whose path has `{item_id}` and no
    /// other parameter. A 201 at a path of several ids leads to the other methods of that path.
    func links(from answer: Answer, of operation: Operation) -> JSONObject {
        guard answer.status == 201 else { return JSONObject() }
        return JSONObject(linksByID(from: answer) + linksOnPath(of: operation))
    }

    private func linksByID(from answer: Answer) -> [JSONObject.Member] {
        guard let schema = answer.schema, let name = schema.name,
            schema.properties.contains(where: { $0.name == "id" })
        else { return [] }
        let parameter = "\(name.lowercased())_id"
        let reached = operations.filter { $0.pathParameterNames == [parameter] }
        return reached.map { Self.link(to: $0) { _ in "$response.body#/id" } }
    }

    private func linksOnPath(of operation: Operation) -> [JSONObject.Member] {
        guard operation.pathParameterNames.count > 1 else { return [] }
        let reached = operations.filter { $0.path == operation.path && $0.method != operation.method }
        return reached.map { Self.link(to: $0) { "$request.path.\($0)" } }
    }

    private static func link(to operation: Operation, _ value: (String) -> String) -> JSONObject.Member {
        let parameters = operation.pathParameterNames.map { name in
            JSONObject.Member(name: name, value: .string(value(name)))
        }
        return JSONObject.Member(
            name: operation.id,
            value: ["operationId": .string(operation.id), "parameters": .object(JSONObject(parameters))])
    }
}
