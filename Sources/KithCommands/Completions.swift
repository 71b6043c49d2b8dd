import FactSchema
import Import

/// What Tab completes where a fact's fields stand: `key=`, and behind it the words that an enum has.
enum FieldCompletions {
  /// The completions of the word at `index`. Bash takes a `=` for a word of its own, other shells do not.
  static func all(_ words: [String], at index: Int) -> [String] {
    guard let table = words.lazy.compactMap({ FactCatalogue.table(named: $0) }).first, words.indices.contains(index)
    else { return [] }
    let word = words[index]
    if word == "=", index > 0 { return values(of: words[index - 1], in: table) }
    if index > 1, words[index - 1] == "=" { return values(of: words[index - 2], in: table) }
    if let equals = word.firstIndex(of: "=") {
      return values(of: String(word[..<equals]), in: table).map { word[...equals] + $0 }
    }
    return (table.fields.map(\.jsonName) + FactArguments.reserved).map { "\($0)=" }
  }

  private static func values(of field: String, in table: MessageTable) -> [String] {
    guard case .enumeration(let name) = table.fields.first(where: { $0.jsonName == field })?.kind else { return [] }
    return DraftWriter.words(of: name)
  }
}

/// The completion scripts that ArgumentParser makes, with no space and no backslash behind a `key=`.
enum CompletionScript {
  static func adapted(_ script: String) -> String {
    script
      .replacing(
        "complete -o filenames -F _kith kith",
        with: """
          _kith_or_field() {
              _kith "$@"
              if [[ "${COMPREPLY[0]}" == *= ]]; then compopt +o filenames -o nospace; fi
          }

          complete -o filenames -F _kith_or_field kith
          """
      )
      .replacing(
        #"__kith_complete "${completions[@]:0:-1}""#,
        with: #"""
          if [[ "${completions[1]}" == *= ]]; then
                      compadd -S '' -- "${completions[@]:0:-1}"
                  else
                      __kith_complete "${completions[@]:0:-1}"
                  fi
          """#
      )
  }
}
