package io.sallyport.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.role.Role;
import io.sallyport.role.RoleManager;
import java.util.Random;

/**
 * What a writer made of a role.
 *
 * @param path empty if there is no such role
 * @param created a number in the description
 * @param trust a number in the trust policy
 * @param policy a number in the inline policy, or 0 if there is none
 */
record RoleState(String path, int created, int trust, int policy) {
  static final RoleState ABSENT = new RoleState("", 0, 0, 0);
  static final PolicyName POLICY = new PolicyName("P");

  private static final String[] PATHS = {"/", "/a/", "/a/b/", "/ab/", "/A/"};

  /** The state of a stored role, of which each part must be whole. */
  static RoleState of(RoleManager roles, RoleName name) {
    return roles.find(name).map(RoleState::of).orElse(ABSENT);
  }

  static RoleState of(Role role) {
    String policyText =
        role.holdings().inline().isEmpty() ? "" : role.holdings().inline().get(POLICY).text();
    RoleState state =
        new RoleState(
            role.path().value(),
            number(role.description()),
            number(role.trustPolicy().text()),
            policyText.isEmpty() ? 0 : number(policyText));
    assertEquals(description(state.created), role.description());
    assertEquals(trustPolicy(state.trust), role.trustPolicy().text());
    assertEquals(state.policy == 0 ? "" : policy(state.policy), policyText);
    return state;
  }

  /** Reads what {@link #toString()} wrote. */
  static RoleState parse(String text) {
    String[] parts = text.split(",", -1);
    return new RoleState(
        parts[0],
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]));
  }

  static String path(Random random) {
    return PATHS[random.nextInt(PATHS.length)];
  }

  static String description(int number) {
    return ("n" + number + "n").repeat(60);
  }

  static String trustPolicy(int number) {
    return """
    {"Version":"2012-10-17","Statement":{"Sid":"n%dn","Effect":"Allow",\
    "Principal":{"AWS":"arn:aws:iam:::root"},"Action":"sts:AssumeRole",\
    "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}}\
    """
        .formatted(number, "u".repeat(1 + number % 60));
  }

  static String policy(int number) {
    return """
    {"Version":"2012-10-17","Statement":{"Sid":"n%dn","Effect":"Allow",\
    "Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/%s/*"}}\
    """
        .formatted(number, "k".repeat(1 + number % 4000));
  }

  boolean exists() {
    return !path.isEmpty();
  }

  RoleState withTrust(int number) {
    return new RoleState(path, created, number, policy);
  }

  RoleState withPolicy(int number) {
    return new RoleState(path, created, trust, number);
  }

  @Override
  public String toString() {
    return path + "," + created + "," + trust + "," + policy;
  }

  private static int number(String text) {
    String digits = text.replaceFirst("(?s).*?n(\\d+)n.*", "$1");
    return Integer.parseInt(digits);
  }
}
