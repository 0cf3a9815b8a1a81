import Glibc
import SoukCommands

exit(await Program.run(Array(CommandLine.arguments.dropFirst())))
