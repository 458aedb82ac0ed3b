package io.sallyport.s3;

import io.sallyport.policy.eval.RequestContext;
import io.sallyport.wire.S3Arn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the permissions that an operation needs, from nothing but what a host is then asked with.
 */
final class Mapping {
  private static final String DELETE_VERSION = "s3:DeleteObjectVersion";

  private final Operation operation;
  private final Address address;
  private final S3Parameters parameters;
  private final RequestHeaders headers;
  private final Optional<ObjectVersion> source;
  private final Set<Ability> host;
  private final Versions versions;

  Mapping(
      Operation operation,
      Address address,
      S3Parameters parameters,
      RequestHeaders headers,
      Set<Ability> host) {
    this.operation = operation;
    this.address = address;
    this.parameters = parameters;
    this.source = headers.value(RequestHeaders.COPY_SOURCE).map(CopySource::parse);
    this.headers =
        source
            .map(from -> headers.with(RequestHeaders.COPY_SOURCE, CopySource.written(from)))
            .orElse(headers);
    this.host = host;
    this.versions = new Versions(host);
    HeaderRules.requireKnown(operation, headers.values());
  }

  /** What is asked for, by one who knows whether there may be a body. */
  S3Request request(BooleanSupplier mayHaveBody) {
    if (!operation.isServed()) {
      return new S3Request.NotServed(
          operation.name(), address.bucket(), permissions(conditions(keys -> {})));
    }
    return switch (operation.name()) {
      case "CreateBucket" ->
          mayHaveBody.getAsBoolean() ? needsBody(this::creation) : creation(new byte[0]);
      case "DeleteObjects" -> needsBody(this::deletion, DELETE_VERSION);
      case "PutObjectTagging" ->
          needsBody(body -> served(mapped(Optional.empty(), Tags.parse(body, host))));
      default -> served(mapped(Optional.empty(), Tags.of(operation, headers, host)));
    };
  }

  /**
   * What its body tells.
   *
   * @param others actions of which the body may need one instead of the operation's
   */
  private S3Request needsBody(Function<byte[], S3Request> reader, String... others) {
    Set<String> actions = new HashSet<>(operation.actions());
    actions.addAll(operation.versionActions());
    actions.addAll(List.of(others));
    return new S3Request.NeedsBody(operation.name(), address.bucket(), actions, reader);
  }

  private S3Request creation(byte[] body) {
    CreatedBucket bucket = CreatedBucket.parse(body);
    S3Request.Mapped mapped = mapped(bucket.location(), Map.of());
    if (bucket.isPlain()) {
      return served(mapped);
    }
    List<Permission> permissions = new ArrayList<>(mapped.permissions());
    permissions.add(new Permission("s3:TagResource", address.arn(), RequestContext.empty()));
    return new S3Request.NotServed(operation.name(), address.bucket(), permissions);
  }

  private S3Request deletion(byte[] body) {
    DeletedObjects asked = DeletedObjects.parse(address.bucket().orElseThrow(), body);
    RequestContext all = conditions(keys -> {});
    List<DeletedObject> objects =
        asked.entries().stream().map(entry -> deleted(entry, all)).toList();
    return new S3Request.Mapped(
            operation.name(),
            address.bucket(),
            Optional.empty(),
            parameters,
            headers.values(),
            Optional.empty(),
            Optional.of(new ObjectBatch(objects, asked.isQuiet())),
            Optional.empty(),
            Map.of(),
            List.of(),
            List.of())
        .onlyFor(objects);
  }

  private DeletedObject deleted(DeletedObjects.Entry entry, RequestContext all) {
    Optional<String> version = entry.object().versionId();
    RequestContext conditions = ofVersion(version, ConditionKeys.ofEntry(entry).over(all));
    List<String> actions = new ArrayList<>();
    version.ifPresent(id -> actions.add(DELETE_VERSION));
    if (versions.isObject(version)) {
      actions.add("s3:DeleteObject");
    }
    HeaderRules.actions(operation, headers.values()).forEach(actions::add);
    if (!entry.conditions().isEmpty()) {
      actions.add("s3:GetObject"); // as for If-Match: it tells what is there
    }
    String arn = S3Arn.of(entry.object().bucket(), Optional.of(entry.object().key()));
    return new DeletedObject(
        entry.object(),
        entry.conditions(),
        actions.stream().distinct().map(each -> new Permission(each, arn, conditions)).toList(),
        unserved(entry));
  }

  private Optional<String> unserved(DeletedObjects.Entry entry) {
    if (!address.isOfTenant()) {
      return Optional.of("the bucket isn't that tenant's");
    }
    if (!versions.isServed(entry.object().versionId())) {
      return Optional.of("it keeps no versions of objects");
    }
    return entry.conditions().isEmpty() || host.contains(Ability.DELETES_ON_CONDITION)
        ? Optional.empty()
        : Optional.of("it deletes no object on a condition");
  }

  /**
   * A version of an object is nothing that a host without versions can be asked for; nor is another
   * tenant's bucket.
   */
  private S3Request served(S3Request.Mapped mapped) {
    return address.isOfTenant()
            && versions.isServed(parameters.versionId())
            && versions.isServed(source.flatMap(ObjectVersion::versionId))
        ? mapped
        : new S3Request.NotServed(operation.name(), address.bucket(), mapped.permissions());
  }

  private S3Request.Mapped mapped(Optional<String> location, Map<String, List<String>> tags) {
    RequestContext all = conditions(keys -> put(keys, location, tags));
    List<Permission> permissions = permissions(all);
    List<Permission> ofTags = List.of();
    if (source.isPresent()) {
      permissions = both(permissions, ofSource(source.get(), "", all));
      ofTags = Tags.areCopied(operation, headers) ? ofTags(source.get(), all) : List.of();
      if (headers.value(RequestHeaders.TAGGING_DIRECTIVE).isPresent()) {
        permissions = both(permissions, ofTags);
        ofTags = List.of();
      }
    }
    return new S3Request.Mapped(
        operation.name(),
        address.bucket(),
        address.key(),
        parameters,
        headers.values(),
        source,
        Optional.empty(),
        location,
        tags,
        permissions,
        host.contains(Ability.COPIES_TAGS) ? ofTags : List.of());
  }

  private void put(
      RequestContext.Builder keys, Optional<String> location, Map<String, List<String>> tags) {
    ConditionKeys.putTags(keys, tags);
    location.ifPresent(place -> keys.host("s3:LocationConstraint", place));
    source.ifPresent(
        from -> keys.host("s3:" + RequestHeaders.COPY_SOURCE, from.bucket() + "/" + from.key()));
  }

  private RequestContext conditions(Consumer<RequestContext.Builder> others) {
    return ConditionKeys.of(operation, parameters, headers.values(), others);
  }

  private static RequestContext ofVersion(Optional<String> version, RequestContext all) {
    return version.map(id -> ConditionKeys.ofVersion(id).over(all)).orElse(all);
  }

  private List<Permission> permissions(RequestContext all) {
    String arn = address.arn();
    Collection<String> actions = actions();
    Permission[] permissions = new Permission[actions.size()];
    int count = 0;
    for (String action : actions) {
      permissions[count++] = new Permission(action, arn, all);
    }
    return List.of(permissions);
  }

  /** None of them twice. */
  private Collection<String> actions() {
    Optional<String> version = parameters.versionId();
    Map<String, String> given = headers.values();
    if (version.isEmpty() && given.isEmpty()) {
      return operation.actions();
    }
    Set<String> actions = new LinkedHashSet<>();
    if (versions.isObject(version)) {
      actions.addAll(operation.actions());
    }
    if (version.isPresent()) {
      actions.addAll(operation.versionActions());
    }
    HeaderRules.actions(operation, given).forEach(actions::add);
    return actions;
  }

  private static List<Permission> both(List<Permission> some, List<Permission> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private List<Permission> ofTags(ObjectVersion from, RequestContext all) {
    return both(
        List.of(new Permission("s3:PutObjectTagging", address.arn(), all)),
        ofSource(from, "Tagging", all));
  }

  private List<Permission> ofSource(ObjectVersion from, String what, RequestContext all) {
    RequestContext conditions = ofVersion(from.versionId(), all);
    Stream<String> own = versions.isObject(from.versionId()) ? Stream.of("") : Stream.empty();
    String arn = S3Arn.of(from.bucket(), Optional.of(from.key()));
    return Stream.concat(own, from.versionId().map(id -> "Version").stream())
        .map(version -> new Permission("s3:GetObject" + version + what, arn, conditions))
        .toList();
  }
}
