public import FactSchema

/// The pipeline `sales`, which is there until the first PipelineDefined.
///
/// From then on no deal is opened in it; deals that are in it keep moving through its stages. Defining it (its id in a
/// PipelineDefined) makes it a pipeline like others, at version 1.
public enum BuiltInPipeline {
  /// A fixed UUIDv7: the first millisecond of 1970 and an arbitrary tail.
  public static let id = SubjectID(.pipeline, 0x0000_0000_0000_7000_8000_0000_7361_6c65)
  /// What it is called.
  public static let name = "sales"

  /// Its stages in order.
  public static let stages: [PipelineDefined.Stage] = [
    stage("lead", 10), stage("qualified", 25), stage("proposal", 50), stage("negotiation", 75),
  ]

  private static func stage(_ word: String, _ probability: UInt32) -> PipelineDefined.Stage {
    var stage = PipelineDefined.Stage()
    stage.stage = word
    stage.probability = probability
    return stage
  }
}
