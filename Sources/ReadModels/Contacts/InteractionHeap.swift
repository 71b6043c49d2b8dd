import Bytes
import Domain
import FactSchema
import RowStore

/// The interactions of a contact by their times, the latest on top: made when one of a contact's interactions is retracted
/// that was its last, and from then on completed at each such retraction by what has been recorded since.
///
/// So contacts of which nothing is retracted, which are nearly all, have no row for each interaction, and a retraction costs
/// no more than the logarithm of what the contact has been through, beside what it reads for the first time. A retracted
/// interaction leaves the heap when it comes to its top.
///
/// The heap's elements are numbered; a row holds the 63 of a subtree, so that a way from the top down touches few rows.
struct InteractionHeap {
  /// An interaction; a later time is greater, and of one time the later position.
  struct Element: Comparable {
    var time: Instant
    var position: Position

    static func < (a: Element, b: Element) -> Bool { (a.time, a.position) < (b.time, b.position) }
  }

  private let contact: SubjectID
  /// How many elements there are.
  private var count: Int
  /// Up to where the contact's interactions were taken in.
  private var loadedTo: Position
  /// The rows that were looked at, and of those the changed.
  private var pages: [Int: [Element]] = [:]
  private var changed: Set<Int> = []

  /// When the contact's last interaction was of those that are left after the retraction; nil when none is.
  static func latest(
    _ contact: SubjectID, after retraction: RecordedEvent, _ view: inout ViewWriter
  ) throws(ProjectionFailure) -> Instant? {
    guard let source = retraction.interactions else {
      throw .cannotApply("the interactions of \(contact) cannot be looked up")
    }
    var heap = try InteractionHeap(contact, &view)
    try heap.load(from: source, before: retraction.position, &view)
    while let top = try heap.top(&view), try view.row(ContactsTable.retracted(top.position)) != nil {
      try heap.removeTop(&view)
    }
    let latest = try heap.top(&view)?.time
    heap.store(&view)
    return latest
  }

  private init(_ contact: SubjectID, _ view: inout ViewWriter) throws(ProjectionFailure) {
    self.contact = contact
    let row = try view.row(ContactsTable.heap(contact)) ?? []
    let isThere = row.count == Self.headBytes
    count = isThere ? Int(truncatingIfNeeded: row.span.bigEndian(at: 0, as: UInt64.self)) : 0
    loadedTo = isThere ? Position(row.span.bigEndian(at: 8)) : .zero
  }

  /// Takes in what was recorded since it was last done.
  private mutating func load(
    from source: any InteractionSource, before: Position, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    var found: [Element] = []
    do throws(Refusal) {
      try source.forEachInteraction(of: contact, after: loadedTo, before: before) { position, time in
        found.append(Element(time: time, position: position))
      }
    } catch {
      throw .cannotApply("the interactions of \(contact) cannot be read: \(error.message)")
    }
    // What is less than all above it stays where it is put.
    found.sort(by: >)
    for element in found { try add(element, &view) }
    loadedTo = Position(before.value - 1)
  }

  private mutating func top(_ view: inout ViewWriter) throws(ProjectionFailure) -> Element? {
    count == 0 ? nil : try element(0, &view)
  }

  private mutating func add(_ element: Element, _ view: inout ViewWriter) throws(ProjectionFailure) {
    var place = count
    count += 1
    while let parent = Self.parent(of: place) {
      let above = try self.element(parent, &view)
      guard above < element else { break }
      try set(place, above, &view)
      place = parent
    }
    try set(place, element, &view)
  }

  private mutating func removeTop(_ view: inout ViewWriter) throws(ProjectionFailure) {
    count -= 1
    let last = try element(count, &view)
    try cutOff(&view)
    guard count > 0 else { return }
    var place = 0
    while true {
      var greatest: (place: Int, element: Element)?
      for child in Self.children(of: place) where child < count {
        let below = try element(child, &view)
        if below > greatest?.element ?? last { greatest = (child, below) }
      }
      guard let greatest else { break }
      try set(place, greatest.element, &view)
      place = greatest.place
    }
    try set(place, last, &view)
  }
}

// MARK: - Rows

extension InteractionHeap {
  private static let headBytes = 16
  private static let elementBytes = 16
  /// Elements of a row: a complete tree of six levels.
  private static let pageCount = 63
  private static let leavesStart = 31
  private static let pageChildren = 64

  /// The element above; nil of the top. A row's own top stands below a leaf of the row above.
  private static func parent(of place: Int) -> Int? {
    let (page, index) = place.quotientAndRemainder(dividingBy: pageCount)
    if index > 0 { return page * pageCount + (index - 1) / 2 }
    guard page > 0 else { return nil }
    let (above, child) = (page - 1).quotientAndRemainder(dividingBy: pageChildren)
    return above * pageCount + leavesStart + child / 2
  }

  /// The two elements below, which need not be there.
  private static func children(of place: Int) -> [Int] {
    let (page, index) = place.quotientAndRemainder(dividingBy: pageCount)
    if index < leavesStart { return [page * pageCount + 2 * index + 1, page * pageCount + 2 * index + 2] }
    let below = page * pageChildren + 2 * (index - leavesStart) + 1
    return [below * pageCount, (below + 1) * pageCount]
  }

  private mutating func element(_ place: Int, _ view: inout ViewWriter) throws(ProjectionFailure) -> Element {
    let (page, index) = place.quotientAndRemainder(dividingBy: Self.pageCount)
    try load(page, &view)
    guard let elements = pages[page], index < elements.count else {
      throw .cannotApply("the interactions of \(contact) are not all there")
    }
    return elements[index]
  }

  private mutating func set(
    _ place: Int, _ element: Element, _ view: inout ViewWriter
  ) throws(ProjectionFailure) {
    let (page, index) = place.quotientAndRemainder(dividingBy: Self.pageCount)
    try load(page, &view)
    changed.insert(page)
    if index == pages[page]?.count { pages[page]?.append(element) } else { pages[page]?[index] = element }
  }

  /// Drops what is past the count.
  private mutating func cutOff(_ view: inout ViewWriter) throws(ProjectionFailure) {
    let (page, index) = count.quotientAndRemainder(dividingBy: Self.pageCount)
    try load(page, &view)
    changed.insert(page)
    pages[page]?.removeSubrange(index...)
  }

  private mutating func load(_ page: Int, _ view: inout ViewWriter) throws(ProjectionFailure) {
    guard pages[page] == nil else { return }
    let row = try view.row(ContactsTable.heapPage(contact, UInt32(page))) ?? []
    pages[page] = stride(from: 0, to: row.count / Self.elementBytes * Self.elementBytes, by: Self.elementBytes).map {
      Element(
        time: Instant(microseconds: row.span.bigEndian(at: $0)),
        position: Position(row.span.bigEndian(at: $0 + 8)))
    }
  }

  /// Writes what has changed.
  private func store(_ view: inout ViewWriter) {
    for page in changed.sorted() {
      let key = ContactsTable.heapPage(contact, UInt32(page))
      guard let elements = pages[page], !elements.isEmpty else {
        view.delete(key)
        continue
      }
      var row: [UInt8] = []
      row.reserveCapacity(elements.count * Self.elementBytes)
      for element in elements {
        row.appendBigEndian(element.time.microseconds)
        row.appendBigEndian(element.position.value)
      }
      view.put(key, row)
    }
    var head: [UInt8] = []
    head.appendBigEndian(UInt64(count))
    head.appendBigEndian(loadedTo.value)
    view.put(ContactsTable.heap(contact), head)
  }
}
