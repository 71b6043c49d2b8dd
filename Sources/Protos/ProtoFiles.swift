/// The .proto files that a client needs.
public enum ProtoFiles {}
