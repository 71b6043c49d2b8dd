import Foundation
import Import

/// The file that is imported, read piece by piece.
final class InputFile {
  /// The file's name as a shell reads it.
  let name: String
  /// The file's first bytes, for what is said about its header.
  private(set) var start: [UInt8] = []
  private let handle: FileHandle
  private let size: UInt64?
  private var taken: UInt64 = 0

  init(_ path: String) throws(CommandFailure) {
    if path == "-" {
      name = "/dev/stdin"
      handle = .standardInput
      size = nil
      return
    }
    name = Self.quoted(path)
    handle = try Self.open(path, "file")
    size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.uint64Value
  }

  /// The text of a small file, such as a mapping.
  static func text(_ path: String, _ what: String) throws(CommandFailure) -> String {
    let handle = try open(path, what)
    guard let data = try? handle.read(upToCount: textBytesMax + 1) else {
      throw CommandFailure(.usage, "the \(what) \(path) cannot be read")
    }
    guard data.count <= textBytesMax else {
      throw CommandFailure(.usage, "the \(what) \(path) is over \(textBytesMax >> 20) MiB: is it the right file?")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.usage, "the \(what) \(path) is not UTF-8 text")
    }
    return text
  }

  private static let textBytesMax = 4 << 20
  private static let startBytesMax = 1 << 16

  /// Opens a file, or says what stands at its path.
  private static func open(_ path: String, _ what: String) throws(CommandFailure) -> FileHandle {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(.usage, "there is no \(what) \(path)")
    }
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
    guard type != .typeDirectory else {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      let tables = files.filter { $0.hasSuffix(what == "file" ? ".csv" : ".yaml") }.sorted().prefix(5)
      throw CommandFailure(
        .usage, "\(path) is a folder; a \(what) is expected",
        hint: tables.isEmpty ? nil : "in it there are: \(tables.joined(separator: ", "))")
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw CommandFailure(.usage, "the \(what) \(path) cannot be read: this user may not")
    }
    return handle
  }

  private static func quoted(_ path: String) -> String {
    let isPlain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+,".contains($0) }
    return isPlain ? path : "'\(path.replacing("'", with: "'\\''"))'"
  }

  /// How much of it has been read; nil when its size is not known.
  var fraction: Double? { size.map { $0 == 0 ? 1 : Double(taken) / Double($0) } }

  /// At most so many bytes; empty at the end.
  func read(_ count: Int) throws -> [UInt8] {
    let data = try handle.read(upToCount: count) ?? Data()
    taken += UInt64(data.count)
    if start.count < Self.startBytesMax { start.append(contentsOf: data.prefix(Self.startBytesMax - start.count)) }
    return [UInt8](data)
  }
}

/// Where refused rows go. The file is made with the first of them, and never in the place of another.
final class RejectsFile {
  var header: [UInt8]?
  /// The file's path once it is there.
  private(set) var written: String?
  private let path: String?
  private let console: Console
  private var handle: FileHandle?
  private var count = 0

  /// Without a path rows are only shown.
  init(path: String?, console: Console) {
    self.path = path
    self.console = console
  }

  /// `data.csv` has its rejects in `data.rejects.csv`; standard input in `rejects.csv`.
  static func path(beside file: String) -> String {
    if file == "-" { return "rejects.csv" }
    let url = URL(fileURLWithPath: file)
    let base = url.deletingPathExtension().path + ".rejects"
    return url.pathExtension.isEmpty ? base : "\(base).\(url.pathExtension)"
  }

  /// Adds a row.
  func add(_ row: SourceRow, reason: String, format: InputFormat) throws {
    count += 1
    if count <= ImportCommand.reasonsShown {
      console.progress("")
      console.note("line \(row.line): \(DisplayText.safe(reason))")
    } else if count == ImportCommand.reasonsShown + 1 {
      console.progress("")
      console.note("... and more")
    }
    // A line that was too long is in the first file only.
    guard let path, !row.isCut else { return }
    if handle == nil {
      let free = Self.freePath(path)
      guard FileManager.default.createFile(atPath: free, contents: nil), let made = FileHandle(forWritingAtPath: free)
      else { throw CommandFailure(.refused, "the rejects file \(free) cannot be written") }
      handle = made
      written = free
      if let header { try made.write(contentsOf: Data(header)) }
    }
    try handle?.write(contentsOf: Data(Rejects.line(row, reason: reason, format: format)))
  }

  /// Ends the file.
  func close() throws { try handle?.close() }

  /// The path, with a number where something stands there already.
  private static func freePath(_ path: String) -> String {
    guard FileManager.default.fileExists(atPath: path) else { return path }
    let url = URL(fileURLWithPath: path)
    let base = url.deletingPathExtension().path
    let suffix = url.pathExtension.isEmpty ? "" : ".\(url.pathExtension)"
    var number = 2
    while FileManager.default.fileExists(atPath: "\(base)-\(number)\(suffix)") { number += 1 }
    return "\(base)-\(number)\(suffix)"
  }
}
