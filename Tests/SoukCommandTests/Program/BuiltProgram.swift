import Testing

/// Tests that run the built program as an operator does; one after another, as each keeps the machine busy.
@Suite("The built program", .serialized)
enum BuiltProgram {}
