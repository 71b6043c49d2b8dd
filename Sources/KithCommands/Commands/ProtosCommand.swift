import ArgumentParser
import Foundation
import Protos

/// `kith protos`
struct ProtosCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protos", abstract: "Writes the .proto files of the binary framing.",
    discussion: """
      With them and protobuf's own library a program in any language is a client. Files of the same names are replaced; \
      the paths of what was written are the result.
      """)

  @Argument(help: "The folder to write into, made when it is not there.", completion: .directory)
  var folder = "."

  func run() throws {
    for file in ProtoFiles.all {
      let path = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
      do {
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.text).write(to: path, options: .atomic)
      } catch {
        throw CommandFailure(.refused, "\(path.path) cannot be written: \(error.localizedDescription)")
      }
      let isHere = folder == "."
      Terminal.write((isHere ? file.path : "\(folder)/\(file.path)") + "\n", to: 1)
    }
  }
}
