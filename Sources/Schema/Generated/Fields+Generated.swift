// Made by config/schema from the .proto files. Do not edit.
// swift-format-ignore-file

extension ErrorReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `number`.
    @inlinable public static var number: UInt64 { 1 }
    /// The number of `code`.
    @inlinable public static var code: UInt64 { 2 }
    /// The number of `message`.
    @inlinable public static var message: UInt64 { 3 }
    /// The number of `field`.
    @inlinable public static var field: UInt64 { 4 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 5 }
    /// The number of `retryable`.
    @inlinable public static var retryable: UInt64 { 6 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 7 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 8 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 9 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 10 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 11 }
    /// The number of `permission`.
    @inlinable public static var permission: UInt64 { 12 }
  }
}

extension Behind {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension Money {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `currency`.
    @inlinable public static var currency: UInt64 { 1 }
    /// The number of `amount`.
    @inlinable public static var amount: UInt64 { 2 }
  }
}

extension CampaignCreated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 4 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 5 }
  }
}

extension CampaignSent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
  }
}

extension CampaignResponseRecorded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `response`.
    @inlinable public static var response: UInt64 { 3 }
  }
}

extension ConsentGranted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `evidence`.
    @inlinable public static var evidence: UInt64 { 4 }
  }
}

extension ConsentWithdrawn {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `evidence`.
    @inlinable public static var evidence: UInt64 { 4 }
  }
}

extension ContactCreated {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 4 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 5 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 6 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 7 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 8 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 9 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 10 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 11 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 12 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 13 }
  }
}

extension ContactDetailsChanged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 4 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 5 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 6 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 7 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 8 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 9 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 10 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 11 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 12 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 13 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 14 }
  }
}

extension ContactTagged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 2 }
  }
}

extension ContactUntagged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 2 }
  }
}

extension PipelineDefined {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 3 }
  }
}

extension PipelineDefined.Stage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `probability`.
    @inlinable public static var probability: UInt64 { 2 }
    /// The number of `rotDays`.
    @inlinable public static var rotDays: UInt64 { 3 }
  }
}

extension DealOpened {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 3 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 4 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 5 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 6 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
  }
}

extension DealStageChanged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 2 }
  }
}

extension DealRevised {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 2 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 3 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 4 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 5 }
    /// The number of `clear`.
    @inlinable public static var clear: UInt64 { 6 }
  }
}

extension DealWon {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 2 }
  }
}

extension DealLost {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
    /// The number of `competitor`.
    @inlinable public static var competitor: UInt64 { 3 }
  }
}

extension DealReopened {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 2 }
  }
}

extension CallLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 3 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 4 }
    /// The number of `notes`.
    @inlinable public static var notes: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
  }
}

extension EmailLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
  }
}

extension MessageLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
  }
}

extension LetterLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 2 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 5 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
  }
}

extension MeetingLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 4 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 5 }
  }
}

extension VisitLogged {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `durationSeconds`.
    @inlinable public static var durationSeconds: UInt64 { 2 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 3 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 4 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 5 }
  }
}

extension NoteAdded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
  }
}

extension FactRetracted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension LogLossAccepted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 1 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 2 }
    /// The number of `oldRoot`.
    @inlinable public static var oldRoot: UInt64 { 3 }
  }
}

extension ClockReset {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `was`.
    @inlinable public static var was: UInt64 { 1 }
  }
}

extension OrderPlaced {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `total`.
    @inlinable public static var total: UInt64 { 3 }
    /// The number of `itemCount`.
    @inlinable public static var itemCount: UInt64 { 4 }
    /// The number of `lines`.
    @inlinable public static var lines: UInt64 { 5 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 6 }
  }
}

extension OrderPlaced.Line {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `product`.
    @inlinable public static var product: UInt64 { 1 }
    /// The number of `quantity`.
    @inlinable public static var quantity: UInt64 { 2 }
    /// The number of `unitPrice`.
    @inlinable public static var unitPrice: UInt64 { 3 }
  }
}

extension PaymentReceived {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `payment`.
    @inlinable public static var payment: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `amount`.
    @inlinable public static var amount: UInt64 { 3 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 4 }
  }
}

extension TaskScheduled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 4 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 5 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 6 }
  }
}

extension TaskCompleted {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 2 }
  }
}

extension TaskReassigned {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 2 }
  }
}

extension TaskRescheduled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 2 }
  }
}

extension TaskRevised {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 2 }
  }
}

extension TaskCancelled {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 2 }
  }
}

extension Fact {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contactCreated`.
    @inlinable public static var contactCreated: UInt64 { 16 }
    /// The number of `contactDetailsChanged`.
    @inlinable public static var contactDetailsChanged: UInt64 { 17 }
    /// The number of `contactTagged`.
    @inlinable public static var contactTagged: UInt64 { 18 }
    /// The number of `contactUntagged`.
    @inlinable public static var contactUntagged: UInt64 { 19 }
    /// The number of `callLogged`.
    @inlinable public static var callLogged: UInt64 { 20 }
    /// The number of `emailLogged`.
    @inlinable public static var emailLogged: UInt64 { 21 }
    /// The number of `messageLogged`.
    @inlinable public static var messageLogged: UInt64 { 22 }
    /// The number of `letterLogged`.
    @inlinable public static var letterLogged: UInt64 { 23 }
    /// The number of `meetingLogged`.
    @inlinable public static var meetingLogged: UInt64 { 24 }
    /// The number of `visitLogged`.
    @inlinable public static var visitLogged: UInt64 { 25 }
    /// The number of `noteAdded`.
    @inlinable public static var noteAdded: UInt64 { 26 }
    /// The number of `factRetracted`.
    @inlinable public static var factRetracted: UInt64 { 27 }
    /// The number of `taskScheduled`.
    @inlinable public static var taskScheduled: UInt64 { 28 }
    /// The number of `taskCompleted`.
    @inlinable public static var taskCompleted: UInt64 { 29 }
    /// The number of `pipelineDefined`.
    @inlinable public static var pipelineDefined: UInt64 { 30 }
    /// The number of `dealOpened`.
    @inlinable public static var dealOpened: UInt64 { 31 }
    /// The number of `dealStageChanged`.
    @inlinable public static var dealStageChanged: UInt64 { 32 }
    /// The number of `dealRevised`.
    @inlinable public static var dealRevised: UInt64 { 33 }
    /// The number of `dealWon`.
    @inlinable public static var dealWon: UInt64 { 34 }
    /// The number of `dealLost`.
    @inlinable public static var dealLost: UInt64 { 35 }
    /// The number of `dealReopened`.
    @inlinable public static var dealReopened: UInt64 { 36 }
    /// The number of `campaignCreated`.
    @inlinable public static var campaignCreated: UInt64 { 37 }
    /// The number of `campaignSent`.
    @inlinable public static var campaignSent: UInt64 { 38 }
    /// The number of `campaignResponseRecorded`.
    @inlinable public static var campaignResponseRecorded: UInt64 { 39 }
    /// The number of `consentGranted`.
    @inlinable public static var consentGranted: UInt64 { 40 }
    /// The number of `consentWithdrawn`.
    @inlinable public static var consentWithdrawn: UInt64 { 41 }
    /// The number of `orderPlaced`.
    @inlinable public static var orderPlaced: UInt64 { 42 }
    /// The number of `paymentReceived`.
    @inlinable public static var paymentReceived: UInt64 { 43 }
    /// The number of `logLossAccepted`.
    @inlinable public static var logLossAccepted: UInt64 { 44 }
    /// The number of `clockReset`.
    @inlinable public static var clockReset: UInt64 { 45 }
    /// The number of `taskReassigned`.
    @inlinable public static var taskReassigned: UInt64 { 46 }
    /// The number of `taskRescheduled`.
    @inlinable public static var taskRescheduled: UInt64 { 47 }
    /// The number of `taskRevised`.
    @inlinable public static var taskRevised: UInt64 { 48 }
    /// The number of `taskCancelled`.
    @inlinable public static var taskCancelled: UInt64 { 49 }
  }
}

extension Event {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 2 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 3 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 4 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 5 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 6 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 7 }
    /// The number of `commandId`.
    @inlinable public static var commandID: UInt64 { 8 }
    /// The number of `correlationId`.
    @inlinable public static var correlationID: UInt64 { 9 }
    /// The number of `causationId`.
    @inlinable public static var causationID: UInt64 { 10 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 11 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 12 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension Actor {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `uid`.
    @inlinable public static var uid: UInt64 { 1 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 2 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 3 }
  }
}

extension ContactCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `givenName`.
    @inlinable public static var givenName: UInt64 { 5 }
    /// The number of `familyName`.
    @inlinable public static var familyName: UInt64 { 6 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 7 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 8 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 9 }
    /// The number of `phoneRegion`.
    @inlinable public static var phoneRegion: UInt64 { 21 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 10 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 11 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 12 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 13 }
    /// The number of `createdAt`.
    @inlinable public static var createdAt: UInt64 { 14 }
    /// The number of `consents`.
    @inlinable public static var consents: UInt64 { 15 }
    /// The number of `lastInteractionAt`.
    @inlinable public static var lastInteractionAt: UInt64 { 16 }
    /// The number of `interactionCount`.
    @inlinable public static var interactionCount: UInt64 { 17 }
    /// The number of `openDeals`.
    @inlinable public static var openDeals: UInt64 { 18 }
    /// The number of `ordersCount`.
    @inlinable public static var ordersCount: UInt64 { 19 }
    /// The number of `ordersTotal`.
    @inlinable public static var ordersTotal: UInt64 { 20 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension ContactCard.Consent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `granted`.
    @inlinable public static var granted: UInt64 { 3 }
    /// The number of `since`.
    @inlinable public static var since: UInt64 { 4 }
  }
}

extension ContactListItem {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 4 }
    /// The number of `emails`.
    @inlinable public static var emails: UInt64 { 5 }
    /// The number of `phones`.
    @inlinable public static var phones: UInt64 { 6 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 7 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 8 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension HistoryEntry {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 2 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 3 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 4 }
    /// The number of `actor`.
    @inlinable public static var actor: UInt64 { 5 }
    /// The number of `summary`.
    @inlinable public static var summary: UInt64 { 6 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 7 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension DealCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 4 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 5 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 6 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 7 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 8 }
    /// The number of `expectedClose`.
    @inlinable public static var expectedClose: UInt64 { 9 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 10 }
    /// The number of `openedAt`.
    @inlinable public static var openedAt: UInt64 { 11 }
    /// The number of `closedAt`.
    @inlinable public static var closedAt: UInt64 { 12 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 13 }
    /// The number of `competitor`.
    @inlinable public static var competitor: UInt64 { 14 }
    /// The number of `rotting`.
    @inlinable public static var rotting: UInt64 { 15 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension StageVisit {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `enteredAt`.
    @inlinable public static var enteredAt: UInt64 { 2 }
    /// The number of `leftAt`.
    @inlinable public static var leftAt: UInt64 { 3 }
    /// The number of `seconds`.
    @inlinable public static var seconds: UInt64 { 4 }
  }
}

extension PipelineCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 4 }
  }
}

extension CampaignCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 4 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 5 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 6 }
    /// The number of `createdAt`.
    @inlinable public static var createdAt: UInt64 { 7 }
  }
}

extension TaskCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 4 }
    /// The number of `title`.
    @inlinable public static var title: UInt64 { 5 }
    /// The number of `dueAt`.
    @inlinable public static var dueAt: UInt64 { 6 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 7 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 8 }
    /// The number of `completedAt`.
    @inlinable public static var completedAt: UInt64 { 9 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 10 }
    /// The number of `overdue`.
    @inlinable public static var overdue: UInt64 { 11 }
    /// The number of `cancelledAt`.
    @inlinable public static var cancelledAt: UInt64 { 12 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 13 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension OrderCard {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 3 }
    /// The number of `total`.
    @inlinable public static var total: UInt64 { 4 }
    /// The number of `itemCount`.
    @inlinable public static var itemCount: UInt64 { 5 }
    /// The number of `lines`.
    @inlinable public static var lines: UInt64 { 6 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 7 }
    /// The number of `placedAt`.
    @inlinable public static var placedAt: UInt64 { 8 }
    /// The number of `paid`.
    @inlinable public static var paid: UInt64 { 9 }
    /// The number of `retractedBy`.
    @inlinable public static var retractedBy: UInt64 { 10 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension CampaignGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaigns`.
    @inlinable public static var campaigns: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignReportRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension CampaignReportReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 2 }
    /// The number of `sent`.
    @inlinable public static var sent: UInt64 { 3 }
    /// The number of `delivered`.
    @inlinable public static var delivered: UInt64 { 4 }
    /// The number of `bounced`.
    @inlinable public static var bounced: UInt64 { 5 }
    /// The number of `opened`.
    @inlinable public static var opened: UInt64 { 6 }
    /// The number of `clicked`.
    @inlinable public static var clicked: UInt64 { 7 }
    /// The number of `replied`.
    @inlinable public static var replied: UInt64 { 8 }
    /// The number of `converted`.
    @inlinable public static var converted: UInt64 { 9 }
    /// The number of `unsubscribed`.
    @inlinable public static var unsubscribed: UInt64 { 10 }
    /// The number of `complained`.
    @inlinable public static var complained: UInt64 { 11 }
    /// The number of `rates`.
    @inlinable public static var rates: UInt64 { 12 }
    /// The number of `cost`.
    @inlinable public static var cost: UInt64 { 13 }
    /// The number of `unknown`.
    @inlinable public static var unknown: UInt64 { 14 }
    /// The number of `deliveredBasis`.
    @inlinable public static var deliveredBasis: UInt64 { 15 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension CampaignReportReply.Rates {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `delivery`.
    @inlinable public static var delivery: UInt64 { 1 }
    /// The number of `bounce`.
    @inlinable public static var bounce: UInt64 { 2 }
    /// The number of `open`.
    @inlinable public static var open: UInt64 { 3 }
    /// The number of `click`.
    @inlinable public static var click: UInt64 { 4 }
    /// The number of `clickToOpen`.
    @inlinable public static var clickToOpen: UInt64 { 5 }
    /// The number of `reply`.
    @inlinable public static var reply: UInt64 { 6 }
    /// The number of `conversion`.
    @inlinable public static var conversion: UInt64 { 7 }
    /// The number of `unsubscribe`.
    @inlinable public static var unsubscribe: UInt64 { 8 }
    /// The number of `complaint`.
    @inlinable public static var complaint: UInt64 { 9 }
  }
}

extension HelloRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `client`.
    @inlinable public static var client: UInt64 { 1 }
    /// The number of `protocol`.
    @inlinable public static var `protocol`: UInt64 { 2 }
  }
}

extension HelloReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `protocol`.
    @inlinable public static var `protocol`: UInt64 { 1 }
    /// The number of `daemon`.
    @inlinable public static var daemon: UInt64 { 2 }
    /// The number of `log`.
    @inlinable public static var log: UInt64 { 3 }
    /// The number of `role`.
    @inlinable public static var role: UInt64 { 4 }
    /// The number of `durability`.
    @inlinable public static var durability: UInt64 { 5 }
    /// The number of `limits`.
    @inlinable public static var limits: UInt64 { 6 }
    /// The number of `roles`.
    @inlinable public static var roles: UInt64 { 7 }
    /// The number of `permissions`.
    @inlinable public static var permissions: UInt64 { 8 }
  }
}

extension HelloReply.LogState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `origin`.
    @inlinable public static var origin: UInt64 { 1 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 2 }
    /// The number of `root`.
    @inlinable public static var root: UInt64 { 3 }
  }
}

extension Limits {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `inFlight`.
    @inlinable public static var inFlight: UInt64 { 1 }
    /// The number of `replyBytes`.
    @inlinable public static var replyBytes: UInt64 { 2 }
    /// The number of `requestBytes`.
    @inlinable public static var requestBytes: UInt64 { 3 }
    /// The number of `batch`.
    @inlinable public static var batch: UInt64 { 4 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 5 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 6 }
    /// The number of `connections`.
    @inlinable public static var connections: UInt64 { 7 }
    /// The number of `subscriptions`.
    @inlinable public static var subscriptions: UInt64 { 8 }
    /// The number of `waitingQueries`.
    @inlinable public static var waitingQueries: UInt64 { 9 }
    /// The number of `unfinishedBytes`.
    @inlinable public static var unfinishedBytes: UInt64 { 10 }
    /// The number of `unfinishedSeconds`.
    @inlinable public static var unfinishedSeconds: UInt64 { 11 }
    /// The number of `page`.
    @inlinable public static var page: UInt64 { 12 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 13 }
    /// The number of `sharePercent`.
    @inlinable public static var sharePercent: UInt64 { 14 }
    /// The number of `querySeconds`.
    @inlinable public static var querySeconds: UInt64 { 15 }
    /// The number of `strangerSeconds`.
    @inlinable public static var strangerSeconds: UInt64 { 16 }
    /// The number of `clientBytes`.
    @inlinable public static var clientBytes: UInt64 { 20 }
    /// The number of `unreadSeconds`.
    @inlinable public static var unreadSeconds: UInt64 { 21 }
  }
}

extension DiscoverReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `document`.
    @inlinable public static var document: UInt64 { 1 }
  }
}

extension ContactGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactFindRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `text`.
    @inlinable public static var text: UInt64 { 1 }
    /// The number of `email`.
    @inlinable public static var email: UInt64 { 2 }
    /// The number of `phone`.
    @inlinable public static var phone: UInt64 { 3 }
    /// The number of `tag`.
    @inlinable public static var tag: UInt64 { 4 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 5 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 9 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactFindReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `contacts`.
    @inlinable public static var contacts: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension ContactHistoryRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 2 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 3 }
    /// The number of `backward`.
    @inlinable public static var backward: UInt64 { 4 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 5 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 6 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ContactHistoryReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `entries`.
    @inlinable public static var entries: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension DealGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension DealGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 3 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 4 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension DealListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 3 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 4 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 5 }
    /// The number of `rotting`.
    @inlinable public static var rotting: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension DealListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `deals`.
    @inlinable public static var deals: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension PipelineListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `pipelines`.
    @inlinable public static var pipelines: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineBoardRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 1 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 2 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension PipelineBoardReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension PipelineBoardReply.BoardStage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 1 }
    /// The number of `probability`.
    @inlinable public static var probability: UInt64 { 2 }
    /// The number of `count`.
    @inlinable public static var count: UInt64 { 3 }
    /// The number of `totals`.
    @inlinable public static var totals: UInt64 { 4 }
    /// The number of `weighted`.
    @inlinable public static var weighted: UInt64 { 5 }
    /// The number of `deals`.
    @inlinable public static var deals: UInt64 { 6 }
  }
}

extension LogReadRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 1 }
    /// The number of `before`.
    @inlinable public static var before: UInt64 { 2 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 3 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 4 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 5 }
    /// The number of `backward`.
    @inlinable public static var backward: UInt64 { 6 }
    /// The number of `knownLoss`.
    @inlinable public static var knownLoss: UInt64 { 7 }
  }
}

extension LogReadReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 2 }
    /// The number of `next`.
    @inlinable public static var next: UInt64 { 3 }
    /// The number of `more`.
    @inlinable public static var more: UInt64 { 4 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 5 }
    /// The number of `lastLoss`.
    @inlinable public static var lastLoss: UInt64 { 6 }
  }
}

extension LogSubscribeRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 1 }
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 2 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 3 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 4 }
    /// The number of `knownLoss`.
    @inlinable public static var knownLoss: UInt64 { 5 }
  }
}

extension LogSubscribeReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
    /// The number of `lastLoss`.
    @inlinable public static var lastLoss: UInt64 { 3 }
  }
}

extension LogCreditRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 2 }
  }
}

extension LogCreditReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
    /// The number of `credits`.
    @inlinable public static var credits: UInt64 { 3 }
  }
}

extension LogUnsubscribeRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
  }
}

extension LogUnsubscribeReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 2 }
  }
}

extension LogEvent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 2 }
  }
}

extension LogEnded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subscription`.
    @inlinable public static var subscription: UInt64 { 1 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 2 }
    /// The number of `code`.
    @inlinable public static var code: UInt64 { 3 }
  }
}

extension MetricsQueryRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `metric`.
    @inlinable public static var metric: UInt64 { 1 }
    /// The number of `from`.
    @inlinable public static var from: UInt64 { 2 }
    /// The number of `to`.
    @inlinable public static var to: UInt64 { 3 }
    /// The number of `by`.
    @inlinable public static var by: UInt64 { 4 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 5 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension MetricsQueryReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `metric`.
    @inlinable public static var metric: UInt64 { 2 }
    /// The number of `definition`.
    @inlinable public static var definition: UInt64 { 3 }
    /// The number of `timeZone`.
    @inlinable public static var timeZone: UInt64 { 4 }
    /// The number of `basis`.
    @inlinable public static var basis: UInt64 { 5 }
    /// The number of `series`.
    @inlinable public static var series: UInt64 { 6 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 7 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension MetricsQueryReply.Point {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `at`.
    @inlinable public static var at: UInt64 { 1 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 2 }
    /// The number of `amounts`.
    @inlinable public static var amounts: UInt64 { 3 }
    /// The number of `key`.
    @inlinable public static var key: UInt64 { 4 }
  }
}

extension MetricsQueryReply.Key {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `source`.
    @inlinable public static var source: UInt64 { 3 }
    /// The number of `direction`.
    @inlinable public static var direction: UInt64 { 4 }
    /// The number of `outcome`.
    @inlinable public static var outcome: UInt64 { 5 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 6 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 7 }
    /// The number of `reason`.
    @inlinable public static var reason: UInt64 { 8 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 9 }
    /// The number of `type`.
    @inlinable public static var type: UInt64 { 10 }
  }
}

extension ProjectionInfo {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 3 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 4 }
    /// The number of `lag`.
    @inlinable public static var lag: UInt64 { 5 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 6 }
    /// The number of `rows`.
    @inlinable public static var rows: UInt64 { 7 }
    /// The number of `bytes`.
    @inlinable public static var bytes: UInt64 { 8 }
    /// The number of `digest`.
    @inlinable public static var digest: UInt64 { 9 }
    /// The number of `building`.
    @inlinable public static var building: UInt64 { 10 }
    /// The number of `fault`.
    @inlinable public static var fault: UInt64 { 11 }
    /// The number of `failedBuild`.
    @inlinable public static var failedBuild: UInt64 { 12 }
  }
}

extension ProjectionInfo.Building {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 1 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 2 }
    /// The number of `target`.
    @inlinable public static var target: UInt64 { 3 }
    /// The number of `eventsPerSecond`.
    @inlinable public static var eventsPerSecond: UInt64 { 4 }
    /// The number of `secondsLeft`.
    @inlinable public static var secondsLeft: UInt64 { 5 }
    /// The number of `rowsWritten`.
    @inlinable public static var rowsWritten: UInt64 { 6 }
    /// The number of `rowsGathered`.
    @inlinable public static var rowsGathered: UInt64 { 7 }
  }
}

extension ProjectionInfo.FailedBuild {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 1 }
    /// The number of `job`.
    @inlinable public static var job: UInt64 { 2 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 3 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 4 }
  }
}

extension ProjectionInfo.Fault {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `type`.
    @inlinable public static var type: UInt64 { 2 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 3 }
  }
}

extension ProjectionListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ProjectionListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projections`.
    @inlinable public static var projections: UInt64 { 2 }
  }
}

extension ProjectionStatusRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension ProjectionStatusReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
  }
}

extension ProjectionRebuildRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `mode`.
    @inlinable public static var mode: UInt64 { 2 }
  }
}

extension ProjectionRebuildReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
    /// The number of `generation`.
    @inlinable public static var generation: UInt64 { 3 }
    /// The number of `job`.
    @inlinable public static var job: UInt64 { 4 }
  }
}

extension ProjectionVerifyRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
  }
}

extension ProjectionVerifyReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 2 }
    /// The number of `equal`.
    @inlinable public static var equal: UInt64 { 3 }
    /// The number of `rows`.
    @inlinable public static var rows: UInt64 { 4 }
    /// The number of `digest`.
    @inlinable public static var digest: UInt64 { 5 }
    /// The number of `rebuiltDigest`.
    @inlinable public static var rebuiltDigest: UInt64 { 6 }
    /// The number of `differentRows`.
    @inlinable public static var differentRows: UInt64 { 7 }
    /// The number of `differences`.
    @inlinable public static var differences: UInt64 { 8 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 9 }
  }
}

extension ProjectionVerifyReply.Difference {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `table`.
    @inlinable public static var table: UInt64 { 1 }
    /// The number of `key`.
    @inlinable public static var key: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 4 }
    /// The number of `denied`.
    @inlinable public static var denied: UInt64 { 100 }
  }
}

extension SystemStatusReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
    /// The number of `startedAt`.
    @inlinable public static var startedAt: UInt64 { 3 }
    /// The number of `uptimeSeconds`.
    @inlinable public static var uptimeSeconds: UInt64 { 4 }
    /// The number of `log`.
    @inlinable public static var log: UInt64 { 5 }
    /// The number of `folders`.
    @inlinable public static var folders: UInt64 { 6 }
    /// The number of `lags`.
    @inlinable public static var lags: UInt64 { 7 }
    /// The number of `connections`.
    @inlinable public static var connections: UInt64 { 8 }
    /// The number of `subscriptions`.
    @inlinable public static var subscriptions: UInt64 { 9 }
    /// The number of `waitingQueries`.
    @inlinable public static var waitingQueries: UInt64 { 10 }
    /// The number of `lastCommit`.
    @inlinable public static var lastCommit: UInt64 { 11 }
    /// The number of `freeDiskBytes`.
    @inlinable public static var freeDiskBytes: UInt64 { 12 }
    /// The number of `memoryBytes`.
    @inlinable public static var memoryBytes: UInt64 { 13 }
    /// The number of `notices`.
    @inlinable public static var notices: UInt64 { 14 }
    /// The number of `damaged`.
    @inlinable public static var damaged: UInt64 { 15 }
  }
}

extension SystemStatusReply.LogStatus {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `origin`.
    @inlinable public static var origin: UInt64 { 1 }
    /// The number of `head`.
    @inlinable public static var head: UInt64 { 2 }
    /// The number of `root`.
    @inlinable public static var root: UInt64 { 3 }
  }
}

extension SystemStatusReply.Folder {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 1 }
    /// The number of `bytes`.
    @inlinable public static var bytes: UInt64 { 2 }
  }
}

extension SystemStatusReply.Lag {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `projection`.
    @inlinable public static var projection: UInt64 { 1 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 2 }
  }
}

extension SystemStatusReply.Damage {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `part`.
    @inlinable public static var part: UInt64 { 2 }
    /// The number of `cause`.
    @inlinable public static var cause: UInt64 { 3 }
  }
}

extension SystemStatusReply.LastCommit {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `commands`.
    @inlinable public static var commands: UInt64 { 2 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 3 }
    /// The number of `microseconds`.
    @inlinable public static var microseconds: UInt64 { 4 }
  }
}

extension OrderListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension OrderListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `orders`.
    @inlinable public static var orders: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension RecordRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 1 }
    /// The number of `commandId`.
    @inlinable public static var commandID: UInt64 { 2 }
    /// The number of `expect`.
    @inlinable public static var expect: UInt64 { 3 }
    /// The number of `unless`.
    @inlinable public static var unless: UInt64 { 4 }
    /// The number of `correlationId`.
    @inlinable public static var correlationID: UInt64 { 5 }
    /// The number of `causationId`.
    @inlinable public static var causationID: UInt64 { 6 }
    /// The number of `rehearsal`.
    @inlinable public static var rehearsal: UInt64 { 7 }
  }
}

extension ProposedEvent {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `fact`.
    @inlinable public static var fact: UInt64 { 1 }
    /// The number of `occurredAt`.
    @inlinable public static var occurredAt: UInt64 { 2 }
  }
}

extension Expectation {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 1 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 2 }
  }
}

extension Condition {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 1 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 2 }
    /// The number of `after`.
    @inlinable public static var after: UInt64 { 3 }
    /// The number of `any`.
    @inlinable public static var any: UInt64 { 4 }
  }
}

extension FactSet {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `types`.
    @inlinable public static var types: UInt64 { 1 }
    /// The number of `subjects`.
    @inlinable public static var subjects: UInt64 { 2 }
  }
}

extension RecordReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `recordedAt`.
    @inlinable public static var recordedAt: UInt64 { 2 }
    /// The number of `events`.
    @inlinable public static var events: UInt64 { 3 }
    /// The number of `replayed`.
    @inlinable public static var replayed: UInt64 { 4 }
  }
}

extension RecordReply.Recorded {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `subject`.
    @inlinable public static var subject: UInt64 { 2 }
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 3 }
  }
}

extension TaskGetRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 1 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension TaskGetReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 2 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension TaskListRequest {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `owner`.
    @inlinable public static var owner: UInt64 { 3 }
    /// The number of `state`.
    @inlinable public static var state: UInt64 { 4 }
    /// The number of `dueFrom`.
    @inlinable public static var dueFrom: UInt64 { 5 }
    /// The number of `dueTo`.
    @inlinable public static var dueTo: UInt64 { 6 }
    /// The number of `limit`.
    @inlinable public static var limit: UInt64 { 7 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 8 }
    /// The number of `atLeast`.
    @inlinable public static var atLeast: UInt64 { 100 }
    /// The number of `timeoutMs`.
    @inlinable public static var timeoutMs: UInt64 { 101 }
  }
}

extension TaskListReply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 1 }
    /// The number of `tasks`.
    @inlinable public static var tasks: UInt64 { 2 }
    /// The number of `cursor`.
    @inlinable public static var cursor: UInt64 { 3 }
    /// The number of `behind`.
    @inlinable public static var behind: UInt64 { 100 }
  }
}

extension Request {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `hello`.
    @inlinable public static var hello: UInt64 { 16 }
    /// The number of `record`.
    @inlinable public static var record: UInt64 { 17 }
    /// The number of `rpcDiscover`.
    @inlinable public static var rpcDiscover: UInt64 { 18 }
    /// The number of `logRead`.
    @inlinable public static var logRead: UInt64 { 20 }
    /// The number of `logSubscribe`.
    @inlinable public static var logSubscribe: UInt64 { 21 }
    /// The number of `logCredit`.
    @inlinable public static var logCredit: UInt64 { 22 }
    /// The number of `logUnsubscribe`.
    @inlinable public static var logUnsubscribe: UInt64 { 23 }
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `projectionList`.
    @inlinable public static var projectionList: UInt64 { 60 }
    /// The number of `projectionStatus`.
    @inlinable public static var projectionStatus: UInt64 { 61 }
    /// The number of `projectionRebuild`.
    @inlinable public static var projectionRebuild: UInt64 { 62 }
    /// The number of `projectionVerify`.
    @inlinable public static var projectionVerify: UInt64 { 63 }
    /// The number of `systemStatus`.
    @inlinable public static var systemStatus: UInt64 { 64 }
  }
}

extension Reply {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `id`.
    @inlinable public static var id: UInt64 { 1 }
    /// The number of `error`.
    @inlinable public static var error: UInt64 { 2 }
    /// The number of `event`.
    @inlinable public static var event: UInt64 { 3 }
    /// The number of `ended`.
    @inlinable public static var ended: UInt64 { 4 }
    /// The number of `hello`.
    @inlinable public static var hello: UInt64 { 16 }
    /// The number of `record`.
    @inlinable public static var record: UInt64 { 17 }
    /// The number of `rpcDiscover`.
    @inlinable public static var rpcDiscover: UInt64 { 18 }
    /// The number of `logRead`.
    @inlinable public static var logRead: UInt64 { 20 }
    /// The number of `logSubscribe`.
    @inlinable public static var logSubscribe: UInt64 { 21 }
    /// The number of `logCredit`.
    @inlinable public static var logCredit: UInt64 { 22 }
    /// The number of `logUnsubscribe`.
    @inlinable public static var logUnsubscribe: UInt64 { 23 }
    /// The number of `contactGet`.
    @inlinable public static var contactGet: UInt64 { 30 }
    /// The number of `contactFind`.
    @inlinable public static var contactFind: UInt64 { 31 }
    /// The number of `contactHistory`.
    @inlinable public static var contactHistory: UInt64 { 32 }
    /// The number of `dealGet`.
    @inlinable public static var dealGet: UInt64 { 33 }
    /// The number of `dealList`.
    @inlinable public static var dealList: UInt64 { 34 }
    /// The number of `pipelineList`.
    @inlinable public static var pipelineList: UInt64 { 35 }
    /// The number of `pipelineBoard`.
    @inlinable public static var pipelineBoard: UInt64 { 36 }
    /// The number of `campaignGet`.
    @inlinable public static var campaignGet: UInt64 { 37 }
    /// The number of `campaignList`.
    @inlinable public static var campaignList: UInt64 { 38 }
    /// The number of `campaignReport`.
    @inlinable public static var campaignReport: UInt64 { 39 }
    /// The number of `taskGet`.
    @inlinable public static var taskGet: UInt64 { 40 }
    /// The number of `taskList`.
    @inlinable public static var taskList: UInt64 { 41 }
    /// The number of `orderList`.
    @inlinable public static var orderList: UInt64 { 42 }
    /// The number of `metricsQuery`.
    @inlinable public static var metricsQuery: UInt64 { 43 }
    /// The number of `projectionList`.
    @inlinable public static var projectionList: UInt64 { 60 }
    /// The number of `projectionStatus`.
    @inlinable public static var projectionStatus: UInt64 { 61 }
    /// The number of `projectionRebuild`.
    @inlinable public static var projectionRebuild: UInt64 { 62 }
    /// The number of `projectionVerify`.
    @inlinable public static var projectionVerify: UInt64 { 63 }
    /// The number of `systemStatus`.
    @inlinable public static var systemStatus: UInt64 { 64 }
  }
}

extension SubjectState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `version`.
    @inlinable public static var version: UInt64 { 1 }
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 2 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 3 }
    /// The number of `task`.
    @inlinable public static var task: UInt64 { 4 }
    /// The number of `order`.
    @inlinable public static var order: UInt64 { 5 }
    /// The number of `payment`.
    @inlinable public static var payment: UInt64 { 6 }
    /// The number of `campaign`.
    @inlinable public static var campaign: UInt64 { 7 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 8 }
  }
}

extension SubjectState.ContactState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `consents`.
    @inlinable public static var consents: UInt64 { 1 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 2 }
    /// The number of `kind`.
    @inlinable public static var kind: UInt64 { 3 }
    /// The number of `tags`.
    @inlinable public static var tags: UInt64 { 4 }
    /// The number of `organization`.
    @inlinable public static var organization: UInt64 { 5 }
    /// The number of `members`.
    @inlinable public static var members: UInt64 { 6 }
  }
}

extension SubjectState.ConsentState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 1 }
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 2 }
    /// The number of `granted`.
    @inlinable public static var granted: UInt64 { 3 }
    /// The number of `position`.
    @inlinable public static var position: UInt64 { 4 }
  }
}

extension SubjectState.DealState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `pipeline`.
    @inlinable public static var pipeline: UInt64 { 2 }
    /// The number of `stage`.
    @inlinable public static var stage: UInt64 { 3 }
    /// The number of `won`.
    @inlinable public static var won: UInt64 { 4 }
    /// The number of `lost`.
    @inlinable public static var lost: UInt64 { 5 }
    /// The number of `value`.
    @inlinable public static var value: UInt64 { 6 }
    /// The number of `visits`.
    @inlinable public static var visits: UInt64 { 7 }
  }
}

extension SubjectState.TaskState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `deal`.
    @inlinable public static var deal: UInt64 { 2 }
    /// The number of `done`.
    @inlinable public static var done: UInt64 { 3 }
    /// The number of `ended`.
    @inlinable public static var ended: UInt64 { 4 }
  }
}

extension SubjectState.OrderState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
    /// The number of `retracted`.
    @inlinable public static var retracted: UInt64 { 2 }
    /// The number of `externalId`.
    @inlinable public static var externalID: UInt64 { 3 }
  }
}

extension SubjectState.PaymentState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `contact`.
    @inlinable public static var contact: UInt64 { 1 }
  }
}

extension SubjectState.CampaignState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `channel`.
    @inlinable public static var channel: UInt64 { 1 }
    /// The number of `purpose`.
    @inlinable public static var purpose: UInt64 { 2 }
  }
}

extension SubjectState.PipelineState {
  /// The numbers of its fields.
  public enum Field {
    /// The number of `stages`.
    @inlinable public static var stages: UInt64 { 1 }
    /// The number of `definedAt`.
    @inlinable public static var definedAt: UInt64 { 2 }
    /// The number of `name`.
    @inlinable public static var name: UInt64 { 3 }
    /// The number of `count`.
    @inlinable public static var count: UInt64 { 4 }
  }
}
