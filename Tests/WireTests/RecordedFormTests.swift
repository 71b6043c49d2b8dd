import APISchema
import Descriptors
import FactSchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Wire

/// What JSON may say of a fact in more than one way.
@Suite struct `A fact in JSON` {
  private func event(_ occurredAt: String) throws -> ProposedEvent {
    let text = #"{"events":[{"type":"NoteAdded","data":{"contact":"c","text":"t"},"occurredAt":"\#(occurredAt)"}]}"#
    return try message(text, "RecordRequest", as: RecordRequest.self).events[0]
  }

  /// Days of 86,400 seconds from 1970-01-01 and their noons, by another calendar than the reader's.
  @Test(arguments: ["2025-01-01", "1969-12-31", "9999-12-31"])
  func `has the day of when it happened where that is a date alone`(_ date: String) throws {
    let sent = try event(date)
    #expect(sent.occurredOn == date && !sent.hasOccurredAt)
    for name in ["occurredAt", "occurredOn"] {
      let (_, bytes) = try RequestEncoder.request(
        named: "NoteAdded", params: #"{"contact":"c","text":"t","\#(name)":"\#(date)"}"#)
      #expect(try RecordRequest(serializedBytes: bytes).events[0].occurredOn == date)
      let read = try #require(CheckedRecordRequest(checked: bytes))
      #expect(read.events[0].occurredOn == date && !read.events[0].isTimeGivenTwice)
    }
  }

  @Test(arguments: [
    #""occurredAt":"2025-01-01","occurredOn":"2025-01-01""#, #""occurredOn":"2025-01-01","occurredAt":"2025-01-01""#,
    #""occurredOn":"2025-01-01","occurredAt":"2025-01-01T09:00:00Z""#,
    #""occurredAt":"2025-01-01T09:00:00Z","occurredOn":"2025-01-01""#,
  ]) func `is known to say twice when it happened`(_ times: String) throws {
    let text = #"{"events":[{"type":"NoteAdded","data":{"contact":"c","text":"t"},\#(times)}]}"#
    let bytes = try JSONReader.encode(
      Array(text.utf8).span, as: try #require(MessageType(named: "RecordRequest")))
    #expect(try #require(CheckedRecordRequest(checked: bytes)).events[0].isTimeGivenTwice)
  }

  @Test(arguments: ["1970-01-01", "2024-02-29", "1969-12-31", "9999-12-31"])
  func `has the day where it is due on a date`(_ date: String) throws {
    let task = try message(#"{"title":"t","dueAt":"\#(date)"}"#, "TaskScheduled", as: TaskScheduled.self)
    #expect(task.dueOn == date && !task.hasDueAt)
  }

  @Test func `has a list of two texts as an object`() throws {
    let read = try message(
      #"{"pipeline":"p","name":"n","stages":[{"stage":"s"}],"move":{"old":"new","\u0061":"b"}}"#, "PipelineDefined",
      as: PipelineDefined.self)
    #expect(read.move.map(\.stage) == ["old", "a"] && read.move.map(\.to) == ["new", "b"])
    let written = try JSONWriter.text(
      read.serializedBytes(), as: try #require(MessageType(named: "PipelineDefined")))
    #expect(written.hasSuffix(#","move":{"old":"new","a":"b"}}"#))
    for (text, field) in [
      (#"[]"#, "move"), (#"{"old":1}"#, "move.old"), (#"{"old":null}"#, "move.old"), (#"{"old":""}"#, "move.old"),
    ] {
      #expect(throws: WireError.self) {
        try message(
          #"{"name":"n","stages":[{"stage":"s"}],"move":\#(text)}"#, "PipelineDefined", as: PipelineDefined.self)
      }
      do {
        _ = try message(
          #"{"name":"n","stages":[{"stage":"s"}],"move":\#(text)}"#, "PipelineDefined", as: PipelineDefined.self)
      } catch let error as WireError {
        #expect(error.field == field, "\(text)")
      }
    }
  }

  @Test(arguments: [
    "2025-02-30", "2025-00-10", "2025-13-01", "0000-01-01", "2025-1-1", "20250101", "2025-01-01Z", "2025-01-01T",
    " 2025-01-01", "2025-01-01 ", "01.02.2025", "2025-01",
  ])
  func `has no time of what is no date`(_ text: String) {
    let problem = "must be a time in RFC 3339, such as 2026-01-31T09:30:00Z, or a date such as 2026-01-31"
    #expect(throws: WireError(.invalid, field: "events[0].occurredAt", problem)) { try event(text) }
  }

  private func change(_ data: String) throws -> ContactDetailsChanged {
    let text = #"{"events":[{"type":"ContactDetailsChanged","data":\#(data)}]}"#
    return try message(text, "RecordRequest", as: RecordRequest.self).events[0].fact.contactDetailsChanged
  }

  @Test func `clears a list that it gives empty, as clear does`() throws {
    let named = try change(#"{"contact":"c","name":"n","clear":["emails"]}"#)
    for data in [
      #"{"contact":"c","name":"n","emails":[]}"#, #"{"emails":[ ],"name":"n","contact":"c"}"#,
      #"{"contact":"c","name":"n","emails":[],"clear":[]}"#,
    ] {
      #expect(try change(data) == named, "\(data)")
    }
    let all = try change(#"{"tags":[],"clear":["owner"],"phones":[],"contact":"c","emails":[]}"#)
    #expect(all.clear == ["owner", "emails", "phones", "tags"])
    let (_, bytes) = try RequestEncoder.request(
      named: "ContactDetailsChanged", params: #"{"contact":"c","emails":[],"commandId":"x"}"#)
    let request = try RecordRequest(serializedBytes: bytes)
    #expect(request.events[0].fact.contactDetailsChanged.clear == ["emails"])
    #expect(request.commandID == "x")
  }

  @Test func `that is no change has nothing cleared`() throws {
    let text = #"{"events":[{"type":"ContactCreated","data":{"name":"n","emails":[],"phones":[],"tags":[]}}]}"#
    let fact = try message(text, "RecordRequest", as: RecordRequest.self).events[0].fact.contactCreated
    #expect(fact == ContactCreated.with { $0.name = "n" })
  }

  @Test func `that is a change shows only what it says`() throws {
    let owner = ContactDetailsChanged.with { ($0.contact, $0.owner) = ("c", "o") }
    #expect(try json(owner, "ContactDetailsChanged") == #"{"contact":"c","owner":"o"}"#)
    let lists = ContactDetailsChanged.with { ($0.contact, $0.tags, $0.clear) = ("c", ["t"], ["emails"]) }
    #expect(try json(lists, "ContactDetailsChanged") == #"{"contact":"c","tags":["t"],"clear":["emails"]}"#)
    let deal = DealRevised.with { ($0.deal, $0.owner) = ("d", "o") }
    #expect(try json(deal, "DealRevised") == #"{"deal":"d","owner":"o"}"#)
    // Of what is created all is said: nothing was there before.
    #expect(try json(ContactCreated.with { $0.name = "n" }, "ContactCreated").contains(#""emails":[]"#))
  }
}
