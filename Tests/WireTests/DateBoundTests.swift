import APISchema
import SwiftProtobuf
import TestSupport
import Testing

@testable import Wire

@Suite struct `A bound of time in JSON` {
  private func request(_ text: String) throws -> TaskListRequest {
    try message(text, "TaskListRequest", as: TaskListRequest.self)
  }

  @Test(arguments: ["2025-01-01", "2024-02-29", "1969-12-31", "2199-12-31"])
  func `stays a day where it is a date: whose day, the company's zone says`(_ date: String) throws {
    let request = try request(#"{"dueFrom":"\#(date)","dueTo":"\#(date)"}"#)
    #expect((request.dueFromOn, request.dueToOn) == (date, date))
    #expect(!request.hasDueFrom && !request.hasDueTo)
  }

  @Test func `is as it was given where it is a time`() throws {
    let request = try request(#"{"dueFrom":"2025-01-01T00:00:00+01:00","dueTo":"2025-01-02T00:00:00.5Z"}"#)
    #expect(request.dueFrom == Google_Protobuf_Timestamp(seconds: 1_735_689_600 - 3_600))
    #expect(request.dueTo == Google_Protobuf_Timestamp(seconds: 1_735_776_000, nanos: 500_000_000))
  }

  @Test func `ends with the last of all days where it is that`() throws {
    let request = try request(#"{"dueFrom":"1899-12-31","dueTo":"9999-12-31"}"#)
    #expect(request.dueFrom == Google_Protobuf_Timestamp(seconds: -2_209_075_200))
    #expect(request.dueTo == Google_Protobuf_Timestamp(seconds: 253_402_300_799, nanos: 999_999_999))
    #expect(!request.hasDueFromOn && !request.hasDueToOn)
  }

  @Test(arguments: ["2025-02-30", "2025-1-1", "10000-01-01", "soon"])
  func `is refused where it is neither`(_ text: String) {
    #expect(throws: WireError.self) { try request(#"{"dueTo":"\#(text)"}"#) }
  }
}
