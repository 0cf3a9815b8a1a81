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
            try await own { .ok(UserJSON.body(try await users.find(request.userID))) }
        }
    }

    var changeMe: Endpoint {
        Endpoint(takes: .ownChange, answers: .ok(.user), refuses: [.overloaded], bodyLimit: Self.bodyLimit) {
            request, change in
            try await own {
                let id = try request.userID
                guard let password = change.password else { return .ok(UserJSON.body(try await users.find(id))) }
                let user = try await users.setPassword(password, of: id, by: try request.authority)
                return .ok(UserJSON.body(user))
            }
        }
    }

    var deleteMe: Endpoint {
        Endpoint(answers: .noContent(), refuses: [.lastAdmin]) { request in
            try await own {
                try await users.delete(request.userID, by: request.authority)
                return .noContent
            }
        }
    }

    var find: Endpoint {
        Endpoint(answers: .ok(.user)) { request in
            .ok(UserJSON.body(try await users.find(User.ID(request.id("user_id")))))
        }
    }

    var delete: Endpoint {
        Endpoint(answers: .noContent()) { request in
            // Served under the open policy alone, which asks nobody who they are.
            try await users.delete(User.ID(request.id("user_id")), by: .owner)
            return .noContent
        }
    }

    /// An account that has just been deleted is not found, but that its sessions have ended is what its owner is told.
    private func own(_ answer: () async throws -> Response) async throws -> Response {
        do {
            return try await answer()
        } catch CatalogueError.notFound {
            throw CatalogueError.sessionEnded
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

    fileprivate var authority: Authority {
        get throws(Problem) {
            guard let session = LiveSession.ID(try signedInCaller.sessionID) else { throw .invalidToken }
            return .session(session)
        }
    }

    fileprivate var userID: User.ID {
        get throws(Problem) { User.ID(try signedInCaller.userID) }
    }
}
