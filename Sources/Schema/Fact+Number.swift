import SwiftProtobuf

extension Fact.OneOf_Fact {
  /// Decodes the message of the fact with that field number in `Fact`; nil for a number that no fact has.
  ///
  /// Throws ``MalformedFact`` for bytes that are not such a message.
  public init?(number: UInt32, _ bytes: Span<UInt8>) throws(MalformedFact) {
    do {
      guard let content = try Self.content(number, bytes.bytes) else { return nil }
      self = content
    } catch {
      throw MalformedFact()
    }
  }

  private static func content(_ number: UInt32, _ bytes: RawSpan) throws -> Self? {
    switch number {
    case 16: .contactCreated(try ContactCreated(serializedBytes: bytes))
    case 17: .contactDetailsChanged(try ContactDetailsChanged(serializedBytes: bytes))
    case 18: .contactTagged(try ContactTagged(serializedBytes: bytes))
    case 19: .contactUntagged(try ContactUntagged(serializedBytes: bytes))
    case 20: .callLogged(try CallLogged(serializedBytes: bytes))
    case 21: .emailLogged(try EmailLogged(serializedBytes: bytes))
    case 22: .messageLogged(try MessageLogged(serializedBytes: bytes))
    case 23: .letterLogged(try LetterLogged(serializedBytes: bytes))
    case 24: .meetingLogged(try MeetingLogged(serializedBytes: bytes))
    case 25: .visitLogged(try VisitLogged(serializedBytes: bytes))
    case 26: .noteAdded(try NoteAdded(serializedBytes: bytes))
    case 27: .factRetracted(try FactRetracted(serializedBytes: bytes))
    case 28: .taskScheduled(try TaskScheduled(serializedBytes: bytes))
    case 29: .taskCompleted(try TaskCompleted(serializedBytes: bytes))
    case 30: .pipelineDefined(try PipelineDefined(serializedBytes: bytes))
    case 31: .dealOpened(try DealOpened(serializedBytes: bytes))
    case 32: .dealStageChanged(try DealStageChanged(serializedBytes: bytes))
    case 33: .dealRevised(try DealRevised(serializedBytes: bytes))
    case 34: .dealWon(try DealWon(serializedBytes: bytes))
    case 35: .dealLost(try DealLost(serializedBytes: bytes))
    case 36: .dealReopened(try DealReopened(serializedBytes: bytes))
    case 37: .campaignCreated(try CampaignCreated(serializedBytes: bytes))
    case 38: .campaignSent(try CampaignSent(serializedBytes: bytes))
    case 39: .campaignResponseRecorded(try CampaignResponseRecorded(serializedBytes: bytes))
    case 40: .consentGranted(try ConsentGranted(serializedBytes: bytes))
    case 41: .consentWithdrawn(try ConsentWithdrawn(serializedBytes: bytes))
    case 42: .orderPlaced(try OrderPlaced(serializedBytes: bytes))
    case 43: .paymentReceived(try PaymentReceived(serializedBytes: bytes))
    case 44: .logLossAccepted(try LogLossAccepted(serializedBytes: bytes))
    case 45: .clockReset(try ClockReset(serializedBytes: bytes))
    default: nil
    }
  }
}

/// Bytes that are not the message of the fact that they are said to be.
public struct MalformedFact: Error {}
