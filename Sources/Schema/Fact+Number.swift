import SwiftProtobuf

extension Fact.OneOf_Fact {
  /// Decodes the message of the fact with that field number in `Fact`; nil for a number that no fact has.
  ///
  /// Throws what SwiftProtobuf says of bytes that are not such a message.
  public init?(number: UInt32, _ bytes: Span<UInt8>) throws {
    let bytes = bytes.bytes
    switch number {
    case 16: self = .contactCreated(try ContactCreated(serializedBytes: bytes))
    case 17: self = .contactDetailsChanged(try ContactDetailsChanged(serializedBytes: bytes))
    case 18: self = .contactTagged(try ContactTagged(serializedBytes: bytes))
    case 19: self = .contactUntagged(try ContactUntagged(serializedBytes: bytes))
    case 20: self = .callLogged(try CallLogged(serializedBytes: bytes))
    case 21: self = .emailLogged(try EmailLogged(serializedBytes: bytes))
    case 22: self = .messageLogged(try MessageLogged(serializedBytes: bytes))
    case 23: self = .letterLogged(try LetterLogged(serializedBytes: bytes))
    case 24: self = .meetingLogged(try MeetingLogged(serializedBytes: bytes))
    case 25: self = .visitLogged(try VisitLogged(serializedBytes: bytes))
    case 26: self = .noteAdded(try NoteAdded(serializedBytes: bytes))
    case 27: self = .factRetracted(try FactRetracted(serializedBytes: bytes))
    case 28: self = .taskScheduled(try TaskScheduled(serializedBytes: bytes))
    case 29: self = .taskCompleted(try TaskCompleted(serializedBytes: bytes))
    case 30: self = .pipelineDefined(try PipelineDefined(serializedBytes: bytes))
    case 31: self = .dealOpened(try DealOpened(serializedBytes: bytes))
    case 32: self = .dealStageChanged(try DealStageChanged(serializedBytes: bytes))
    case 33: self = .dealRevised(try DealRevised(serializedBytes: bytes))
    case 34: self = .dealWon(try DealWon(serializedBytes: bytes))
    case 35: self = .dealLost(try DealLost(serializedBytes: bytes))
    case 36: self = .dealReopened(try DealReopened(serializedBytes: bytes))
    case 37: self = .campaignCreated(try CampaignCreated(serializedBytes: bytes))
    case 38: self = .campaignSent(try CampaignSent(serializedBytes: bytes))
    case 39: self = .campaignResponseRecorded(try CampaignResponseRecorded(serializedBytes: bytes))
    case 40: self = .consentGranted(try ConsentGranted(serializedBytes: bytes))
    case 41: self = .consentWithdrawn(try ConsentWithdrawn(serializedBytes: bytes))
    case 42: self = .orderPlaced(try OrderPlaced(serializedBytes: bytes))
    case 43: self = .paymentReceived(try PaymentReceived(serializedBytes: bytes))
    default: return nil
    }
  }
}
