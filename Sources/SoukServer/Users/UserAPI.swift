import Catalogue
import RESTKit

/// Accounts over HTTP: registering, and one's own account.
struct UserAPI: Sendable {
    /// Bytes of body that the account endpoints take (API.md §7).
    static let bodyLimit = 16 * 1024

    let users: UserService
    /// Under the guarded policy a user cannot be fetched by id, so that a 201 has no `Location`.
    let policy: AccessPolicy

    var register: Endpoint {
        Endpoint(
            takes: .registration, answers: .created(.user, headers: []),
            refuses: [.registrationClosed, .emailTaken, .tooManyRequests, .overloaded], bodyLimit: Self.bodyLimit
        ) { request, registration in
            let user = try await users.register(
                registration.email, password: registration.password,
                from: ClientAddress(request.head.remoteAddress))
            return .created(UserJSON.body(user), at: policy == .open ? "/user/\(user.id)" : nil)
        }
    }

    var me: Endpoint {
        Endpoint(answers: .ok(.user)) { request in
            .ok(UserJSON.body(try await users.find(request.userID)))
        }
    }

    var changeMe: Endpoint {
        Endpoint(takes: .ownChange, answers: .ok(.user), refuses: [.overloaded], bodyLimit: Self.bodyLimit) {
            request, change in
            let id = try request.userID
            guard let password = change.password else { return .ok(UserJSON.body(try await users.find(id))) }
            let session = try request.signedInCaller.sessionID
            let user = try await users.setPassword(password, of: id, keeping: LiveSession.ID(session))
            return .ok(UserJSON.body(user))
        }
    }

    var deleteMe: Endpoint {
        Endpoint(answers: .noContent()) { request in
            try await users.delete(request.userID)
            return .noContent
        }
    }

    var find: Endpoint {
        Endpoint(answers: .ok(.user)) { request in
            .ok(UserJSON.body(try await users.find(User.ID(request.id("user_id")))))
        }
    }

    var delete: Endpoint {
        Endpoint(answers: .noContent()) { request in
            try await users.delete(User.ID(request.id("user_id")))
            return .noContent
        }
    }
}

extension Request {
    /// Who is signed in; on a locked route there always is somebody.
    var signedInCaller: Caller {
        get throws(Problem) {
            guard let caller else { throw .authorizationRequired }
            return caller
        }
    }

    fileprivate var userID: User.ID {
        get throws(Problem) { User.ID(try signedInCaller.userID) }
    }
}
