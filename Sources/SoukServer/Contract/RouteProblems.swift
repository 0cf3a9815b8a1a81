import NIOHTTP1
import RESTKit

extension Route {
    /// Every problem that the route may answer: its endpoint's own, and those that its path, lock, query and body bring.
    func problems(_ access: Access, _ method: HTTPMethod, requiresIfMatch: Bool) -> [ProblemCode] {
        var problems: [ProblemCode] = [.badRequest, .validationFailed, .internalError, .overloaded]
        if endpoint.answers.contains(where: { $0.mediaType != nil }) { problems.append(.notAcceptable) }
        if path.contains("{") { problems.append(.notFound) }
        problems += self.problems(of: access)
        if endpoint.body != nil {
            problems += [.invalidJSON, .requestTimeout, .payloadTooLarge, .unsupportedMediaType]
        }
        if method != .GET { problems.append(.storageFull) }
        if endpoint.isConditional { problems.append(.preconditionFailed) }
        if endpoint.isConditional, requiresIfMatch { problems.append(.preconditionRequired) }
        return problems + endpoint.refuses.filter { !problems.contains($0) }
    }

    private func problems(of access: Access) -> [ProblemCode] {
        var problems: [ProblemCode] =
            access.lock == .open ? [] : [.authorizationRequired, .invalidToken, .tokenExpired, .tokenRevoked]
        if access.lock == .fresh { problems.append(.freshTokenRequired) }
        if access.role != nil { problems.append(.insufficientRole) }
        return problems
    }
}
