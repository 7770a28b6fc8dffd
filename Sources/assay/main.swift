import AssayCommands
import Foundation

exit(AssayProgram.run(Array(CommandLine.arguments.dropFirst())))
