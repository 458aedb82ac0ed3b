package io.sallyport.policy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.policy.PolicyDocument;
import io.sallyport.policy.PolicyType;
import io.sallyport.policy.eval.AccessRequest;
import io.sallyport.policy.eval.Caller;
import io.sallyport.policy.eval.CallerPolicies;
import io.sallyport.policy.eval.CompiledPolicy;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.policy.eval.ResourcePolicy;
import io.sallyport.policy.json.PolicyReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Policies, requests and the verdicts to be expected. */
record Workload(
    List<PolicyDocument> identity,
    Optional<PolicyDocument> session,
    Optional<PolicyDocument> bucket,
    List<Question> questions) {

  /** One request, in the engine's form and in plain texts. */
  record Question(
      AccessRequest request,
      String action,
      String bucket,
      String resource,
      String user,
      String role,
      String address,
      String time,
      String secure,
      String prefix,
      String maxKeys,
      String agent,
      String expected) {}

  static Workload read(String name) {
    try (InputStream in = Workload.class.getResourceAsStream("/workloads/" + name + ".json")) {
      return of(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Workload of(JsonNode json) {
    List<PolicyDocument> identity = new ArrayList<>();
    json.get("identityPolicies").forEach(it -> identity.add(read(it, PolicyType.IDENTITY)));
    List<Question> questions = new ArrayList<>();
    json.get("requests").forEach(it -> questions.add(question(it, json.get("account").asText())));
    return new Workload(
        identity,
        optional(json.get("sessionPolicy"), PolicyType.SESSION),
        optional(json.get("bucketPolicy"), PolicyType.RESOURCE),
        questions);
  }

  private static Optional<PolicyDocument> optional(JsonNode json, PolicyType type) {
    return json.isNull() ? Optional.empty() : Optional.of(read(json, type));
  }

  private static PolicyDocument read(JsonNode json, PolicyType type) {
    return PolicyReader.read(json.toString(), type);
  }

  private static Question question(JsonNode json, String account) {
    String arn = json.get("principalArn").asText();
    Caller caller =
        json.get("roleArn").isNull()
            ? new Caller.User(arn, account)
            : new Caller.RoleSession(arn, account, json.get("roleArn").asText());
    RequestContext.Builder context = RequestContext.builder();
    json.get("context")
        .properties()
        .forEach(it -> context.host(it.getKey(), it.getValue().get(0).asText()));
    JsonNode keys = json.get("context");
    String action = json.get("action").asText();
    String resource = json.get("resource").asText();
    return new Question(
        AccessRequest.of(caller, action, resource, account, context.build()),
        action,
        json.path("bucket").asText(),
        resource,
        json.path("username").asText(),
        json.path("roleArn").asText(),
        value(keys, "aws:SourceIp"),
        value(keys, "aws:CurrentTime"),
        value(keys, "aws:SecureTransport"),
        value(keys, "s3:prefix"),
        value(keys, "s3:max-keys"),
        value(keys, "aws:UserAgent"),
        json.get("expect").asText());
  }

  private static String value(JsonNode keys, String key) {
    return keys.path(key).path(0).asText();
  }

  CallerPolicies callerPolicies() {
    CallerPolicies own =
        CallerPolicies.unlimited(
            identity.stream()
                .map(it -> CompiledPolicy.compile("identity", it))
                .toArray(CompiledPolicy[]::new));
    return session.map(it -> own.limitedBy(CompiledPolicy.compile("session", it))).orElse(own);
  }

  ResourcePolicy bucketPolicy() {
    return bucket
        .map(it -> ResourcePolicy.of(CompiledPolicy.compile("bucket", it)))
        .orElse(ResourcePolicy.none());
  }

  static String verdict(Decision decision) {
    if (decision instanceof Decision.Allowed) {
      return "Allow";
    }
    return decision instanceof Decision.ExplicitlyDenied ? "ExplicitDeny" : "ImplicitDeny";
  }
}
