public import Foundation

/// A folder of a test's own, removed with everything in it when the last reference goes.
public final class ScratchFolder: Sendable {
  public let path: String

  /// A new folder in `place`; in the one for temporary files when that is nil.
  public init(_ name: String = "kith", in place: String? = nil) throws {
    let parent = place.map { URL(fileURLWithPath: $0, isDirectory: true) } ?? FileManager.default.temporaryDirectory
    let folder = parent.appendingPathComponent("\(name)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in the folder.
  public func path(_ name: String) -> String { path + "/" + name }

  public var url: URL { URL(fileURLWithPath: path) }
}
