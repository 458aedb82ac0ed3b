package io.sallyport.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the permissions that an operation needs. */
final class Mapping {
  private static final String TAGGING_DIRECTIVE = "x-amz-tagging-directive";

  private final Operation operation;
  private final Address address;
  private final Asked asked;
  private final Map<String, List<String>> conditions;

  private Mapping(
      Operation operation, Address address, Asked asked, Map<String, List<String>> conditions) {
    this.operation = operation;
    this.address = address;
    this.asked = asked;
    this.conditions = conditions;
  }

  static S3Request of(
      Operation operation, Address address, Asked asked, Map<String, List<String>> signature) {
    Map<String, List<String>> conditions = ConditionKeys.of(operation, asked);
    conditions.putAll(signature);
    Mapping mapping = new Mapping(operation, address, asked, conditions);
    return switch (operation.name()) {
      case "CreateBucket" ->
          asked.hasBody() ? mapping.needsBody(mapping::creation) : mapping.mapped(Map.of());
      case "DeleteObjects" -> mapping.needsBody(mapping::deletion);
      case "PutObjectTagging" -> mapping.needsBody(mapping::tagging);
      default -> mapping.mapped(Map.of());
    };
  }

  private S3Request needsBody(Function<byte[], S3Request.Mapped> reader) {
    Set<String> actions = new HashSet<>(operation.actions());
    actions.addAll(operation.versionActions());
    return new S3Request.NeedsBody(operation.name(), actions, reader);
  }

  private S3Request.Mapped mapped(Map<String, List<String>> more) {
    Optional<ObjectVersion> source = asked.header(Asked.COPY_SOURCE).map(CopySource::parse);
    Map<String, List<String>> all = new HashMap<>(conditions);
    all.putAll(more);
    source.ifPresent(
        from -> all.put("s3:" + Asked.COPY_SOURCE, List.of(from.bucket() + "/" + from.key())));
    List<Permission> permissions = new ArrayList<>();
    actions().forEach(action -> permissions.add(new Permission(action, address.arn(), all)));
    source.ifPresent(from -> permissions.add(ofSource(from, "", all)));
    List<Permission> ofTags = new ArrayList<>();
    source.filter(from -> copiesTags()).ifPresent(from -> ofTags.addAll(ofTags(from, all)));
    if (asked.header(TAGGING_DIRECTIVE).isPresent()) {
      permissions.addAll(ofTags);
      ofTags.clear();
    }
    return new S3Request.Mapped(
        operation.name(), address.bucket(), address.key(), source, permissions, ofTags);
  }

  private Stream<String> actions() {
    List<String> own =
        asked.versionId().isPresent() ? operation.versionActions() : operation.actions();
    return Stream.concat(own.stream(), HeaderRules.actions(operation, asked.headers())).distinct();
  }

  /** A copy takes the source's tags along, unless it is of a part or told to replace them. */
  private boolean copiesTags() {
    return operation.name().equals("CopyObject")
        && !asked.header(TAGGING_DIRECTIVE).orElse("COPY").equals("REPLACE");
  }

  private List<Permission> ofTags(ObjectVersion from, Map<String, List<String>> all) {
    return List.of(
        new Permission("s3:PutObjectTagging", address.arn(), all), ofSource(from, "Tagging", all));
  }

  private static Permission ofSource(
      ObjectVersion from, String what, Map<String, List<String>> all) {
    Map<String, List<String>> conditions = new HashMap<>(all);
    from.versionId().ifPresent(id -> conditions.put(ConditionKeys.VERSION_ID, List.of(id)));
    String version = from.versionId().isPresent() ? "Version" : "";
    String arn = Address.arn(from.bucket(), Optional.of(from.key()));
    return new Permission("s3:GetObject" + version + what, arn, conditions);
  }

  private S3Request.Mapped creation(byte[] body) {
    return mapped(
        CreatedBucket.location(body)
            .map(location -> Map.of("s3:LocationConstraint", List.of(location)))
            .orElse(Map.of()));
  }

  private S3Request.Mapped tagging(byte[] body) {
    return mapped(ConditionKeys.ofTags(Tags.parse(body)));
  }

  private S3Request.Mapped deletion(byte[] body) {
    String bucket = address.bucket().orElseThrow();
    List<Permission> permissions = new ArrayList<>();
    for (ObjectVersion object : DeletedObjects.parse(bucket, body)) {
      Map<String, List<String>> own = new HashMap<>(conditions);
      object.versionId().ifPresent(id -> own.put(ConditionKeys.VERSION_ID, List.of(id)));
      String arn = Address.arn(bucket, Optional.of(object.key()));
      String version = object.versionId().isPresent() ? "Version" : "";
      permissions.add(new Permission("s3:DeleteObject" + version, arn, own));
      HeaderRules.actions(operation, asked.headers())
          .forEach(action -> permissions.add(new Permission(action, arn, own)));
    }
    return new S3Request.Mapped(
        operation.name(),
        address.bucket(),
        Optional.empty(),
        Optional.empty(),
        permissions,
        List.of());
  }
}
