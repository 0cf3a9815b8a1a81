import Catalogue

/// What an operator does with accounts. Answers in lines for the operator; refuses by ``Failure``.
struct UserAdministration: Sendable {
    let users: UserService

    func create(_ email: String, password: String, role: String) async throws -> [String] {
        let user = try await users.create(
            try address(email), password: try Self.password(password), role: try Self.role(role), by: .owner)
        return ["Created \(user.email) (user \(user.id), \(user.role.rawValue))."]
    }

    func list() async throws -> [String] {
        var rows = [["id", "email", "role", "state", "since"]]
        var page = PageRequest(limit: 200)
        while true {
            let users = try await users.list(page)
            rows += users.elements.map(Self.row)
            guard let next = users.next else { return [TextTable.aligned(rows)] }
            page = PageRequest(limit: 200, after: next)
        }
    }

    func setRole(_ role: String, of email: String) async throws -> [String] {
        let user = try await users.setRole(try Self.role(role), of: try await find(email), by: .owner)
        return [
            "\(user.email) is \(user.role == .admin || user.role == .editor ? "an" : "a") \(user.role.rawValue) now."
        ]
    }

    func setPassword(_ password: String, of email: String) async throws -> [String] {
        let user = try await users.setPassword(try Self.password(password), of: try await find(email), by: .owner)
        return ["\(user.email) has a new password; earlier sessions have ended."]
    }

    func setDisabled(_ isDisabled: Bool, _ email: String) async throws -> [String] {
        let user = try await users.setDisabled(isDisabled, try await find(email), by: .owner)
        return [
            isDisabled ? "\(user.email) cannot sign in any more; sessions have ended." : "\(user.email) can sign in."
        ]
    }

    func delete(_ email: String) async throws -> [String] {
        try await users.delete(try await find(email), by: .owner)
        return ["Deleted \(email) and all sessions of that account."]
    }

    private func find(_ email: String) async throws -> User.ID {
        do {
            return try await users.find(try address(email)).id
        } catch CatalogueError.notFound {
            throw Failure(.refused, "There is no account for \(email). `souk user list` shows all of them.")
        }
    }

    private func address(_ email: String) throws(Failure) -> EmailAddress {
        do {
            return try EmailAddress(email)
        } catch {
            throw Failure(.dataError, "The e-mail address \(error.detail).")
        }
    }

    private static func password(_ text: String) throws(Failure) -> Password {
        do {
            return try Password(text)
        } catch {
            throw Failure(.dataError, "The password \(error.detail).")
        }
    }

    private static func role(_ name: String) throws(Failure) -> Role {
        guard let role = Role(rawValue: name) else {
            let known = Role.allCases.map(\.rawValue)
            throw Failure(
                .usage,
                "There is no role \(name)\(Spelling.suggestion(for: name, among: known)). "
                    + "The roles are \(known.joined(separator: ", ")).")
        }
        return role
    }

    private static func row(_ user: User) -> [String] {
        var since = LogBytes()
        LogTime.append(user.createdAt, to: &since, style: .json)
        return [
            user.id.description, user.email, user.role.rawValue, user.isDisabled ? "disabled" : "active",
            String(since.text.prefix(10)),
        ]
    }
}
