import NIOCore
import NIOHTTP1
import RESTKit

/// How a problem comes about and what it then looks like. The document is written by what writes answers.
struct ProblemExample: Sendable {
    /// A command for a shell that leads to it, in a shop as ``ProblemExample/shop`` says; nil where no request does.
    let request: String?
    /// The request's path; nil where it is refused before it is read.
    let instance: String?
    let problem: Problem

    init(_ request: String?, _ instance: String?, _ problem: Problem?) {
        self.request = request
        self.instance = instance
        self.problem = problem ?? .internalError
    }

    /// What the commands take for granted.
    static let shop = """
        `SOUK` is this server’s address and `TOKEN` an access token. Store 1, “My Store”, sells item 1 with tag 1, “oak”, and \
        item 2 without tags; store 2 counts in another currency and has tag 2.
        """

    /// The problem document of the example.
    var document: JSON {
        (try? JSONReader.read(problem.document(instance: instance, requestID: "4c6f2a90b1d34e57"))) ?? .null
    }

    /// The answer's status line, fields and content.
    var answer: String {
        let fields = [("Content-Type", MediaType.problem.name)] + problem.headers.map { ($0.name, $0.value) }
        return """
            HTTP/1.1 \(problem.code.status.code) \(problem.code.status.reasonPhrase)
            \(fields.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))

            \(JSONText().text(document))
            """
    }

    /// The example of a code; every code has one.
    static func of(_ code: ProblemCode) -> ProblemExample? {
        all.first { $0.problem.code == code }
    }

    static let all = ofRequests + ofAccess + ofShop + ofServers
}
