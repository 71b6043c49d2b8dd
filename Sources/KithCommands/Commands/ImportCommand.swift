import ArgumentParser
import Client
import Foundation
import Import

/// `kith import FILE --map MAP`
struct ImportCommand: KithAction {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Records the rows of a CSV or other delimited file.",
    discussion: """
      A mapping file says which facts a row becomes. Importing the same rows again under the same mapping's name records \
      nothing. Rows that are refused go to a file with the reason in a column of its own: correct them there and import \
      that file.

      Example: kith import customers.csv --map customers.yaml --dry-run
      """)

  @Argument(help: "The file; - is standard input.", completion: .file())
  var file: String

  @Option(name: .customLong("map"), help: ArgumentHelp("The mapping file.", valueName: "file"), completion: .file())
  var map: String

  @Flag(name: .customLong("dry-run"), help: "Judge every row by the same rules, and record nothing.")
  var isRehearsal = false

  @Option(
    help: ArgumentHelp("Where refused rows go; beside the file when absent.", valueName: "file"), completion: .file())
  var rejects: String?

  @OptionGroup var options: GlobalOptions

  init() {}

  /// How many refused rows are shown.
  static let reasonsShown = 20
  static let readBytes = 1 << 18

  func act(_ kith: Session) async throws {
    let mapping = try ImportMapping(yaml: try InputFile.text(map, "mapping"))
    let input = try InputFile(file)
    var reader = SourceReader(mapping.input, name: input.name)
    let rejected = RejectsFile(
      path: isRehearsal ? nil : rejects ?? RejectsFile.path(beside: file), console: kith.console)
    var run: ImportRun<DaemonSink>?
    let bar = ProgressBar(isRehearsal ? "Rehearse" : "Import", unit: "rows", console: kith.console)
    do {
      try await importRows(of: input, &reader, into: &run, mapping, rejected, bar, kith)
    } catch {
      bar.finish()
      try? rejected.close()
      if let tally = run?.tally, tally.rows > 0 {
        kith.console.note(
          "stopped after \(tally.recorded + tally.replayed) of \(tally.rows) rows that were read; "
            + (isRehearsal
              ? "nothing is recorded; a dry run begins from the start when it is run again"
              : "run it again to go on: what is recorded is not recorded twice"))
      }
      throw error
    }
    bar.finish()
    try rejected.close()
    try report(run?.tally ?? ImportTally(), rejected, kith)
  }

  private func importRows(
    of input: InputFile, _ reader: inout SourceReader, into run: inout ImportRun<DaemonSink>?,
    _ mapping: ImportMapping, _ rejected: RejectsFile, _ bar: ProgressBar, _ kith: Session
  ) async throws {
    var isAtEnd = false
    while !isAtEnd {
      let piece = try input.read(Self.readBytes)
      isAtEnd = piece.isEmpty
      reader.push(piece)
      while let row = try reader.next(atEnd: isAtEnd) {
        if run == nil {
          rejected.header = Rejects.header(reader.header, format: mapping.input)
          run = try await begin(try Self.builder(mapping, reader, input), rejected: rejected, kith)
        }
        try await run?.take(row)
        bar.show(count: UInt64(run?.tally.rows ?? 0), fraction: input.fraction)
      }
    }
    try await run?.finish()
    if run == nil { try Self.checkHeader(reader, mapping, input) }
  }

  /// A file without rows is held against its mapping too: it may be another file than was meant.
  private static func checkHeader(_ reader: SourceReader, _ mapping: ImportMapping, _ input: InputFile) throws {
    guard reader.columns != nil else {
      throw CommandFailure(.refused, "the file is empty: a first row with the names of its columns is expected")
    }
    _ = try builder(mapping, reader, input)
  }

  /// Puts the mapping together with the file's columns, or says what the file has in their place.
  private static func builder(
    _ mapping: ImportMapping, _ reader: SourceReader, _ input: InputFile
  ) throws -> RowBuilder {
    let columns = reader.columns ?? []
    do throws(MappingError) { return try RowBuilder(mapping, columns: columns) } catch {
      guard mapping.input.columns == nil, !mapping.columnNames.isSubset(of: columns) else { throw error }
      let diagnosis = HeaderDiagnosis(mapping.input, wanted: mapping.columnNames, start: input.start)
      if let advice = diagnosis.advice { throw CommandFailure(.usage, DisplayText.safe(advice)) }
      throw CommandFailure(
        .usage, "the mapping: \(error.description)",
        hint: "the file's header names: " + DisplayText.safe(columns.prefix(40).joined(separator: ", "))
          + "; a file without one needs header: false and columns: [...] under input")
    }
  }

  private func begin(
    _ builder: RowBuilder, rejected: RejectsFile, _ kith: Session
  ) async throws -> ImportRun<DaemonSink> {
    let sink = try await DaemonSink(try await kith.client()) { () throws(KithError) in
      do { return try await kith.connect() } catch let error as KithError { throw error } catch {
        throw KithError(.noDaemon, "the daemon cannot be reached again: \(error)")
      }
    }
    let noteWait: (KithError) -> Void = { error in
      kith.console.progress("")
      kith.console.note("waiting for the daemon for up to a minute: \(DisplayText.safe(error.message))")
    }
    let format = builder.mapping.input
    return ImportRun(
      builder, sink: sink, rehearsal: isRehearsal ? randomCommandID() : nil, noteWait: noteWait
    ) { row, reason in
      try rejected.add(row, reason: reason, format: format)
    }
  }

  private func report(_ tally: ImportTally, _ rejected: RejectsFile, _ kith: Session) throws {
    if kith.console.style.isJSON {
      let path = rejected.written.map { ",\"rejects\":\(JSONText.quoted($0))" } ?? ""
      kith.console.line(
        "{\"rows\":\(tally.rows),\"recorded\":\(tally.recorded),\"alreadyThere\":\(tally.replayed),"
          + "\"skipped\":\(tally.skipped),\"rejected\":\(tally.rejected),\"subjectsCreated\":\(tally.subjectsCreated),"
          + "\"dryRun\":\(isRehearsal)\(path)}")
    } else {
      kith.console.fields([
        ("rows", Figures.grouped(Int64(tally.rows))),
        (isRehearsal ? "would be recorded" : "recorded", Figures.grouped(Int64(tally.recorded))),
        ("already there", Figures.grouped(Int64(tally.replayed))),
        ("for no fact", tally.skipped == 0 ? "" : Figures.grouped(Int64(tally.skipped))),
        ("subjects created", Figures.grouped(Int64(tally.subjectsCreated))),
        ("rejected", Figures.grouped(Int64(tally.rejected))),
      ])
    }
    guard tally.rejected > 0 else { return }
    let rows = tally.rejected == 1 ? "1 row was" : "\(Figures.grouped(Int64(tally.rejected))) rows were"
    throw CommandFailure(
      .refused, "\(rows) rejected",
      hint: rejected.written.map { "correct them in \($0) and import that file with the same mapping" })
  }
}
