import Catalogue
import RESTKit

/// Who registers.
struct Registration: Sendable {
    let email: EmailAddress
    let password: Password
}

/// What users may change in their own account; nil leaves it as it is.
struct OwnChange: Sendable {
    let password: Password?
}

extension Schema where Value == Registration {
    /// The body of `POST /register`.
    static var registration: Self {
        object("Registration", .required("email", .email), .required("password", .password)) { email, password in
            Registration(email: email, password: password)
        }
    }
}

extension Schema where Value == OwnChange {
    /// The body of `PATCH /user/me`: any subset.
    static var ownChange: Self {
        object("OwnChange", .optional("password", .password)) { password in OwnChange(password: password) }
            .documented(examples: [["password": "another quiet river"]])
    }
}

/// An account that an admin makes.
struct NewAccount: Sendable {
    let email: EmailAddress
    let password: Password
    let role: Role
}

extension Schema where Value == NewAccount {
    /// The panel's form.
    static var newAccount: Self {
        object(
            "NewAccount", .required("email", .email), .required("password", .password),
            .required("role", .choice(Role.allCases.map { ($0.rawValue, $0) }))
        ) { email, password, role in NewAccount(email: email, password: password, role: role) }
    }
}

extension Schema where Value == Password {
    /// The panel's form for a new password.
    static var newPassword: Self {
        object("NewPassword", .required("password", .password)) { (password: Password) in password }
    }
}

extension Schema where Value == EmailAddress {
    static var email: Self {
        text(.pattern(addressPattern, 3...EmailAddress.maximumLength)) { try EmailAddress($0) }
            .documented(description: "Compared regardless of case.", examples: ["me@example.com"])
    }

    /// Every address in ASCII that is taken. Those in other scripts are taken too, but no pattern that all engines read
    /// says which.
    private static var addressPattern: String {
        let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
        let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
        return #"^\#(atom)(?:\.\#(atom))*@\#(label)(?:\.\#(label))*$"#
    }
}

extension Schema where Value == Password {
    static var password: Self {
        text(.verbatim(Password.lengths)) { try Password($0) }
            .documented(
                description: "8–128 characters, not the e-mail address, not one of the commonest.", format: "password",
                examples: ["a long and quiet river"])
    }
}

extension SchemaDocument {
    /// What ``UserJSON`` writes.
    static var user: Self {
        object(
            "User",
            [
                .required("id", .id), .required("email", .string.documented(examples: ["me@example.com"])),
                .required("role", .choice(Role.allCases.map(\.rawValue))), .required("created_at", .time),
            ])
    }
}
