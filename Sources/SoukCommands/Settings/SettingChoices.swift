/// What this instance is for.
enum DeploymentEnvironment: String, CaseIterable, Sendable { case development, production }

/// Whether anybody may register.
enum RegistrationChoice: String, CaseIterable, Sendable { case open, closed }

/// How log lines are written.
enum LogFormat: String, CaseIterable, Sendable { case auto, text, json }
