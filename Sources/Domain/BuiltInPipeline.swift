public import FactSchema
import SwiftProtobuf

/// The pipeline `sales`, with which the daemon begins a log (``Seeds``) and which is there until the first PipelineDefined of
/// anybody else.
///
/// From then on no deal is opened in it; deals that are in it keep moving through its stages. Defining it (its id in a
/// PipelineDefined) makes it a pipeline like others, at version 1.
public enum BuiltInPipeline {
  /// A fixed UUIDv7: the first millisecond of 1970 and an arbitrary tail.
  public static let id = SubjectID(.pipeline, 0x0000_0000_0000_7000_8000_0000_7361_6c65)

  /// What the daemon records of it. What a log has stands in the log: another definition here is that of new logs.
  static let definition = PipelineDefined.with {
    $0.pipeline = id.description
    $0.name = "sales"
    $0.stages = [stage("lead", 10), stage("qualified", 25), stage("proposal", 50), stage("negotiation", 75)]
  }

  private static func stage(_ word: String, _ probability: UInt32) -> PipelineDefined.Stage {
    .with {
      $0.stage = word
      $0.probability = probability
    }
  }
}
