extension OpenAPI {
    /// Where a client goes from what it has just created: every operation on the new thing alone.
    ///
    /// A 201 whose schema is called `Item` and has an `id` leads to each operation whose path has `{item_id}` and no
    /// other parameter.
    func links(from answer: Answer) -> JSONObject {
        guard answer.status == 201, let schema = answer.schema, let name = schema.name,
            schema.properties.contains(where: { $0.name == "id" })
        else { return JSONObject() }
        let parameter = "\(name.lowercased())_id"
        let reached = operations.filter { $0.pathParameterNames == [parameter] }
        return JSONObject(
            reached.map { operation in
                JSONObject.Member(
                    name: operation.id,
                    value: [
                        "operationId": .string(operation.id),
                        "parameters": .object(
                            JSONObject([JSONObject.Member(name: parameter, value: "$response.body#/id")])),
                    ])
            })
    }
}
