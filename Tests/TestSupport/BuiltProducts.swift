public import Foundation

/// Where the build put what the tests run as processes of their own.
public enum BuiltProducts {
  /// The folder that holds the test bundle and, beside it, the executables.
  public static let folder: URL = {
    // The test helper is told the bundle's path; without it the bundle is the program itself.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: bundle).resolvingSymlinksInPath()
    repeat { folder.deleteLastPathComponent() } while folder.path.contains(".xctest")
    return folder
  }()

  /// The path of an executable or library of that name; a test that needs it depends on its target.
  ///
  /// What is in the folder `KITH_PRODUCTS` goes first: for long runs against a release build.
  public static func path(_ name: String) -> String {
    if let other = ProcessInfo.processInfo.environment["KITH_PRODUCTS"] {
      let path = URL(fileURLWithPath: other).appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    return folder.appendingPathComponent(name).path
  }
}
