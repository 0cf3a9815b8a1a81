import NIOHTTP1
import RESTKit

extension Route {
    /// The route as the contract describes it under `policy`, an operation for each method; none when not served.
    func operations(_ policy: AccessPolicy, requiresIfMatch: Bool) -> [OpenAPI.Operation] {
        guard let access = access(policy) else { return [] }
        let isList = endpoint.parameters.contains { $0.name == "limit" }
        return methods.map { method in
            let name = OperationName(method.rawValue, path, isList: isList)
            return OpenAPI.Operation(
                method.rawValue, path, id: name.id, summary: summary, tag: name.group, lock: access.lock,
                role: access.role, parameters: parameters(method), body: body(method), answers: answers(isList),
                problems: problems(access, method, requiresIfMatch: requiresIfMatch))
        }
    }

    private func parameters(_ method: HTTPMethod) -> [ParameterDocument] {
        var parameters = endpoint.parameters
        if path.contains("{code}") {
            parameters.append(ParameterDocument(.path, "code", .choice(ProblemAPI.codes.map(\.name))))
        }
        if endpoint.isConditional {
            parameters.append(
                ParameterDocument(
                    .header, "If-Match", .entityTags, description: "Only if it still has this ETag (RFC 9110 §13.1.1).")
            )
        }
        return parameters
    }

    /// `PATCH` is described as a merge patch alone: two media types make some client generators fail.
    private func body(_ method: HTTPMethod) -> OpenAPI.Body? {
        endpoint.body.map { body in
            let type = method == .PATCH ? MediaType.mergePatch : .json
            return OpenAPI.Body(body.document, mediaTypes: [type.name], isRequired: body.isRequired)
        }
    }

    /// One for each status: what is described is the answer for programs.
    private func answers(_ isList: Bool) -> [OpenAPI.Answer] {
        var answers: [OpenAPI.Answer] = []
        for answer in endpoint.answers where !answers.contains(where: { $0.status == Int(answer.status.code) }) {
            let etag = answer.isRepresentation ? [OpenAPI.Header.etag] : []
            answers.append(
                OpenAPI.Answer(
                    Int(answer.status.code), answer.description, answer.schema ?? answer.mediaType.map { _ in .string },
                    mediaTypes: answer.mediaType.map { [$0.name] } ?? [],
                    headers: etag + answer.headers + (isList ? [.link] : [])))
        }
        return answers
    }
}

extension SchemaDocument {
    /// `*`, or entity tags with commas between them (RFC 9110 §8.8.3).
    fileprivate static var entityTags: Self {
        let tag = #"(W/)?"[!#-~]*""#
        var document = Self(.string)
        document.minLength = 1
        document.pattern = #"^(\*|\#(tag)( ?, ?\#(tag))*)$"#
        document.examples = ["*"]
        return document
    }
}
