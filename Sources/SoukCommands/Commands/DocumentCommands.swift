import ArgumentParser
import NIOCore
import SoukServer

/// `souk openapi`: the contract for programs.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the API's contract, OpenAPI 3.1 as JSON.",
        usage: "souk openapi [--access open|guarded]")

    @OptionGroup(title: "Settings") var flags: SettingFlags

    func run() async throws {
        let surroundings = Surroundings.process
        let server = try await SoukServer.documented(by: try flags.settings(surroundings))
        surroundings.terminal.say(String(buffer: await server.openAPI))
    }
}

/// `souk routes`: the endpoint table for people.
struct RoutesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes", abstract: "Print the table of endpoints and their locks, in Markdown.")

    @OptionGroup(title: "Settings", visibility: .hidden) var flags: SettingFlags

    func run() async throws {
        let surroundings = Surroundings.process
        let server = try await SoukServer.documented(by: try flags.settings(surroundings))
        surroundings.terminal.say(EndpointTable.markdown(server.routes))
    }
}
