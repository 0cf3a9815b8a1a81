import NIOCore
import NIOHTTP1
import RESTKit

/// `/problems`: what each problem's `type` leads to.
struct ProblemAPI: Sendable {
    /// Every code that the server may answer, by status and then by name.
    static let codes: [ProblemCode] =
        (ProblemCode.ofRequests + ProblemCode.ofAccess + ProblemCode.ofServers + ProblemCode.shop
        + ProblemCode.accounts).sorted { ($0.status.code, $0.name) < ($1.status.code, $1.name) }

    var list: Endpoint {
        Endpoint(
            answers: .ok(.problemCodes, "Every code that an error may have."), .page("The same for people.")
        ) { request in
            if request.accepted == .html { return ProblemPages.list(Self.codes).response() }
            var json = JSONWriter(capacity: 32 * 1024)
            json.beginObject()
            json.beginArray("problems")
            for code in Self.codes { Self.write(code, to: &json) }
            json.endArray()
            json.endObject()
            return .ok(json.finish())
        }
    }

    var find: Endpoint {
        Endpoint(answers: .ok(.problemCode, "What the code means."), .page("The same for people.")) { request in
            guard let code = Self.codes.first(where: { $0.name == request.parameters["code"] }) else {
                throw Problem.notFound
            }
            if request.accepted == .html { return ProblemPages.page(code).response() }
            var json = JSONWriter()
            Self.write(code, to: &json)
            return .ok(json.finish())
        }
    }

    private static func write(_ code: ProblemCode, to json: inout JSONWriter) {
        json.beginObject()
        json.field("code", code.name)
        json.field("status", Int64(code.status.code))
        json.field("title", code.title)
        json.field("help", code.help)
        json.endObject()
    }
}

extension SchemaDocument {
    fileprivate static var problemCode: Self {
        object(
            "ProblemCode",
            [
                .required("code", .string), .required("status", .integer(400...599)), .required("title", .string),
                .required("help", .string),
            ])
    }

    fileprivate static var problemCodes: Self {
        object("ProblemCodeList", [.required("problems", .array(of: .problemCode))])
    }
}
