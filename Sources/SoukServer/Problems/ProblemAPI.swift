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
            for code in Self.codes {
                json.beginObject()
                Self.write(code, to: &json)
                json.endObject()
            }
            json.endArray()
            json.endObject()
            return .ok(json.finish())
        }
    }

    var find: Endpoint {
        Endpoint(answers: .ok(.problemPage, "What the code means."), .page("The same for people.")) { request in
            guard let code = Self.codes.first(where: { $0.name == request.parameters["code"] }) else {
                throw Problem.notFound
            }
            let example = ProblemExample.of(code)
            if request.accepted == .html { return ProblemPages.page(code, example).response() }
            var json = JSONWriter(capacity: 2048)
            json.beginObject()
            Self.write(code, to: &json)
            json.field("cause", code.cause)
            json.field("remedy", code.remedy)
            json.field("request", example?.request)
            json.key("example")
            json.value(example?.document ?? .null)
            json.endObject()
            return .ok(json.finish())
        }
    }

    private static func write(_ code: ProblemCode, to json: inout JSONWriter) {
        json.field("code", code.name)
        json.field("status", Int64(code.status.code))
        json.field("title", code.title)
        json.field("help", code.help)
    }
}

extension SchemaDocument {
    /// One code, in whole.
    fileprivate static var problemPage: Self {
        object(
            "ProblemPage",
            codeFields + [
                .required("cause", .string.documented(description: "What happened.", examples: text(\.cause))),
                .required("remedy", .string.documented(description: "What to do.", examples: text(\.remedy))),
                .required(
                    "request",
                    .string.documented(
                        description: "A command that leads to it; null where no request does.",
                        examples: [.string("curl $SOUK/store/999")]
                    ).orNull),
                .required("example", .problem),
            ])
    }

    fileprivate static var problemCodes: Self {
        object("ProblemCodeList", [.required("problems", .array(of: .object("ProblemCode", codeFields)))])
    }

    private static var codeFields: [Property] {
        [
            .required("code", .string.documented(examples: text(\.name))),
            .required("status", .integer(400...599).documented(examples: [404])),
            .required("title", .string.documented(examples: text(\.title))),
            .required("help", .string.documented(examples: text(\.help))),
        ]
    }

    private static func text(_ part: KeyPath<ProblemCode, String>) -> [JSON] {
        [.string(ProblemCode.notFound[keyPath: part])]
    }
}
