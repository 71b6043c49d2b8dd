/// The tags of a contact, in the order in which they came.
///
/// Linear in how many there are, and what is recorded bounds that: ``Bounds/contactTags``.
public enum Tags {
  /// The tags with more behind them, each once.
  public static func adding(_ more: [String], to tags: [String]) -> [String] {
    var known = Set(tags)
    return tags + more.filter { known.insert($0).inserted }
  }

  /// The tags without these.
  public static func removing(_ gone: [String], from tags: [String]) -> [String] {
    let gone = Set(gone)
    return tags.filter { !gone.contains($0) }
  }
}
