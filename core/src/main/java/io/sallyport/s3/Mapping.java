package io.sallyport.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the permissions that an operation needs. */
final class Mapping {
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
    if (operation.name().equals("DeleteObjects")) {
      return new S3Request.NeedsBody(operation.name(), mapping::deletion);
    }
    if (operation.name().equals("PutObjectTagging")) {
      return new S3Request.NeedsBody(operation.name(), mapping::tagging);
    }
    return mapping.mapped(Map.of());
  }

  private S3Request.Mapped mapped(Map<String, List<String>> more) {
    Optional<ObjectVersion> source = asked.header(Asked.COPY_SOURCE).map(CopySource::parse);
    Map<String, List<String>> all = new HashMap<>(conditions);
    all.putAll(more);
    source.ifPresent(
        from -> all.put("s3:" + Asked.COPY_SOURCE, List.of(from.bucket() + "/" + from.key())));
    List<Permission> permissions = new ArrayList<>();
    actions().forEach(action -> permissions.add(new Permission(action, address.arn(), all)));
    source.ifPresent(from -> read(from, all, permissions));
    return new S3Request.Mapped(
        operation.name(), address.bucket(), address.key(), source, permissions);
  }

  private Stream<String> actions() {
    List<String> own =
        asked.versionId().isPresent() ? operation.versionActions() : operation.actions();
    Stream<String> ofTags = copiesTags() ? Stream.of("s3:PutObjectTagging") : Stream.empty();
    return Stream.of(own.stream(), HeaderRules.actions(operation, asked.headers()), ofTags)
        .flatMap(actions -> actions)
        .distinct();
  }

  /**
   * Tags are copied by default too, but only the host knows whether there are any: what was not
   * asked for is not demanded here.
   */
  private boolean copiesTags() {
    return asked.headers().containsKey(Asked.COPY_SOURCE)
        && asked.header("x-amz-tagging-directive").filter("COPY"::equalsIgnoreCase).isPresent();
  }

  private void read(
      ObjectVersion from, Map<String, List<String>> all, List<Permission> permissions) {
    Map<String, List<String>> ofSource = new HashMap<>(all);
    from.versionId().ifPresent(id -> ofSource.put(ConditionKeys.VERSION_ID, List.of(id)));
    String version = from.versionId().isPresent() ? "Version" : "";
    String arn = Address.arn(from.bucket(), Optional.of(from.key()));
    permissions.add(new Permission("s3:GetObject" + version, arn, ofSource));
    if (copiesTags()) {
      permissions.add(new Permission("s3:GetObject" + version + "Tagging", arn, ofSource));
    }
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
        operation.name(), address.bucket(), Optional.empty(), Optional.empty(), permissions);
  }
}
