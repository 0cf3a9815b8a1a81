import RESTKit

/// `/docs`: the contract as a page to read and to try, of the policy in force, made once.
struct DocsAPI: Sendable {
    private let response: Response

    init(_ page: Response) {
        response = page.lasting()
    }

    var page: Endpoint {
        Endpoint(answers: .page("The contract for people.")) { _ in response }
    }
}
