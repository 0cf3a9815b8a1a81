/// What this instance is for.
enum DeploymentEnvironment: String, CaseIterable, Sendable { case development, production }

/// Which column of the route table is in force.
enum AccessChoice: String, CaseIterable, Sendable { case open, guarded }

/// Whether anybody may register.
enum RegistrationChoice: String, CaseIterable, Sendable { case open, closed }

/// How log lines are written.
enum LogFormat: String, CaseIterable, Sendable { case auto, text, json }
